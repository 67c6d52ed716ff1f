import type { Range } from '../../../preload/contract/documents.ts'

export interface MarkedPiece {
  readonly text: string
  readonly marked: boolean
}

/** Cuts words at their marks; marks are code points, in order of their beginnings, and may overlap. */
export const markedPieces = (text: string, marks: readonly Range[]): MarkedPiece[] => {
  const characters = Array.from(text)
  const pieces: MarkedPiece[] = []
  let at = 0
  for (const { start, end } of marks) {
    const from = Math.max(at, start)
    if (end <= from) continue
    if (from > at) pieces.push({ text: characters.slice(at, from).join(''), marked: false })
    pieces.push({ text: characters.slice(from, end).join(''), marked: true })
    at = end
  }
  if (at < characters.length) pieces.push({ text: characters.slice(at).join(''), marked: false })
  return pieces
}
