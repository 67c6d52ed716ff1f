import type { DocumentOutline, Range } from '../../../preload/contract/documents.ts'
import { sectionAt, spanOf } from '../../state/reading-order.ts'

/** Width of the whole map, in units of the drawing; a section without text is still this wide. */
export const mapWidth = 1000
const least = 5

export interface MapSection {
  readonly id: string
  readonly x: number
  readonly width: number
  readonly characters: number
  readonly range: Range | null
  readonly gaps: number
}

export interface TextMap {
  readonly sections: readonly MapSection[]
  /** Where a code point of L1 is drawn, in a section. */
  readonly place: (sectionId: string, offset: number | null) => number
  /** Places of text that is missing, with the width of a blank. */
  readonly gaps: readonly { readonly id: string; readonly x: number }[]
}

/** The sections side by side, each as wide as it is long. */
export const textMap = (outline: DocumentOutline): TextMap => {
  const preamble = outline.parts.find(({ kind }) => kind === 'preamble')?.range ?? null
  const all = [
    { id: '0', range: preamble, gaps: 0 },
    ...outline.sections.map((section) => ({ id: section.id, range: spanOf(section), gaps: section.gaps.length })),
  ].map((one) => ({ ...one, characters: one.range ? one.range.end - one.range.start : 0 }))
  const total = all.reduce((sum, { characters }) => sum + characters, 0)
  const room = Math.max(0, mapWidth - least * all.length)
  let x = 0
  const sections = all.map((one) => {
    const width = Math.min(mapWidth / all.length, least) + (total === 0 ? 0 : (room * one.characters) / total)
    const section = { ...one, x, width }
    x += width
    return section
  })
  const byId = new Map(sections.map((section) => [section.id, section]))
  const place = (sectionId: string, offset: number | null): number => {
    const section = byId.get(sectionId)
    if (!section) return 0
    if (!section.range || offset === null || section.characters === 0) return section.x + section.width / 2
    const part = (offset - section.range.start) / section.characters
    return section.x + section.width * Math.max(0, Math.min(1, part))
  }
  const gaps = outline.gaps.flatMap(({ id, offset, section }) =>
    offset === null ? [] : [{ id, x: place(section ?? sectionAt(outline, offset), offset) }],
  )
  return { sections, place, gaps }
}
