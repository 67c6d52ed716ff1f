import type { DocumentOutline, Range } from '../../../preload/contract/documents.ts'
import type { Folded } from '../../../preload/text/fold.ts'
import type { DocumentText, TextLayer } from '../../reader/document-text.ts'
import { createReadingOrder } from '../../state/reading-order.ts'

export interface TextSearch {
  /**
   * Where the words stand in the text, in the order in which it is drawn. Traditional and simplified, full and half width,
   * capitals and small letters are the same. A hit never reaches over a place where text is missing.
   */
  find(query: string): Range[]
  /** Index of the first hit that is drawn at or after a code point of L1; of the first of all behind the last. */
  indexFrom(hits: readonly Range[], offset: number): number
  /** Index of the last hit that is drawn before a code point of L1; of the last of all before the first. */
  indexBefore(hits: readonly Range[], offset: number): number
}

interface FoldedPiece {
  /** Where it begins in the text, in code points. */
  readonly start: number
  readonly folded: Folded
}

/** Pieces that are folded before other work gets its turn. */
const piecesAtOnce = 4

/** Pieces of a text as one: every character is folded by itself, so that nothing is lost at the seams. */
const joined = (pieces: readonly FoldedPiece[]): Folded => {
  const [only] = pieces
  if (only && pieces.length === 1 && only.start === 0) return only.folded
  const units: number[] = []
  let length = 0
  for (const { folded } of pieces) {
    units.push(length)
    length += folded.key.length
  }
  const at = (unit: number): { readonly piece: FoldedPiece; readonly unit: number } | null => {
    let low = 0
    let high = units.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((units[middle] ?? 0) <= unit) low = middle + 1
      else high = middle
    }
    const piece = pieces[low - 1]
    return piece ? { piece, unit: unit - (units[low - 1] ?? 0) } : null
  }
  return {
    key: pieces.map(({ folded }) => folded.key).join(''),
    aligned: pieces.every(({ start, folded }, index) => folded.aligned && start === units[index]),
    toText: (unit) => {
      const found = at(unit)
      return found ? found.piece.start + found.piece.folded.toText(found.unit) : 0
    },
    isBetween: (unit) => {
      const found = at(unit)
      return !found || found.piece.folded.isBetween(found.unit)
    },
  }
}

/** Prepares a text for searching: the set layer, or for the other two the restored one. Loads the tables on first use. */
export const loadTextSearch = async (outline: DocumentOutline, text: DocumentText, layer: TextLayer): Promise<TextSearch> => {
  const { loadFold } = await import('../../../preload/text/fold.ts')
  const { fold, findAll } = await loadFold()
  const pieces: FoldedPiece[] = []
  for (const { start, text: piece } of text.strings(layer)) {
    pieces.push({ start, folded: fold(piece) })
    // A book takes several blinks of an eye: the window has to stay alive meanwhile.
    if (pieces.length % piecesAtOnce === 0) await new Promise((resolve) => setTimeout(resolve))
  }
  const folded = joined(pieces)
  const order = createReadingOrder(outline)
  const cuts = outline.gaps
    .filter(({ kind }) => kind === 'paywall-cut-middle' || kind === 'paywall-cut-end')
    .flatMap(({ offset }) => offset ?? [])
  const reachesOverCut = ({ start, end }: Range): boolean => cuts.some((cut) => cut > start && cut < end)
  const countBefore = (hits: readonly Range[], offset: number): number => {
    const wanted = order(offset)
    let low = 0
    let high = hits.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (order(hits[middle]?.start ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    find: (query) => {
      const hits = findAll(folded, query)
      const whole = cuts.length === 0 ? hits : hits.filter((hit) => !reachesOverCut(hit))
      return whole.sort((a, b) => order(a.start) - order(b.start))
    },
    indexFrom: (hits, offset) => countBefore(hits, offset) % hits.length,
    indexBefore: (hits, offset) => (countBefore(hits, offset) + hits.length - 1) % hits.length,
  }
}
