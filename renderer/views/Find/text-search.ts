import type { DocumentOutline, Passage, Range } from '../../../preload/contract/documents.ts'
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

/** Prepares a text for searching: the set layer, or for the other two the restored one. Loads the tables on first use. */
export const loadTextSearch = async (outline: DocumentOutline, passage: Passage, layer: 'set' | 'restored'): Promise<TextSearch> => {
  const { loadFold } = await import('../../../preload/text/fold.ts')
  const { fold, findAll } = await loadFold()
  const folded = fold(layer === 'set' ? passage.set : passage.restored)
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
