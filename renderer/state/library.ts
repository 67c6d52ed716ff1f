import type { DocumentCard } from '../../preload/contract/shelf.ts'
import type { ErrorCode } from '../../preload/contract/wire.ts'

export interface LibraryState {
  /** Null before they were asked for. */
  readonly cards: readonly DocumentCard[] | null
  readonly trash: readonly DocumentCard[] | null
  readonly failure: ErrorCode | null
}

export const initialLibrary: LibraryState = { cards: null, trash: null, failure: null }

export type LibraryAction =
  | { readonly type: 'library.loaded'; readonly cards: readonly DocumentCard[]; readonly trash: readonly DocumentCard[] }
  | { readonly type: 'library.failed'; readonly code: ErrorCode }

export const reduceLibrary = (state: LibraryState, action: LibraryAction): LibraryState => {
  switch (action.type) {
    case 'library.loaded':
      return { cards: action.cards, trash: action.trash, failure: null }
    case 'library.failed':
      return { ...state, failure: action.code }
  }
}

export const libraryOrders = ['recent', 'title', 'progress', 'added'] as const
export type LibraryOrder = (typeof libraryOrders)[number]

/** What the reader wants to see of the library. */
export interface LibraryWish {
  readonly query: string
  readonly order: LibraryOrder
  /** Null: any. */
  readonly tag: string | null
}

/** A card with what is looked for in it, as search compares words. */
export interface FoldedCard {
  readonly card: DocumentCard
  readonly key: string
}

export const foldCards = (cards: readonly DocumentCard[], fold: (text: string) => string): readonly FoldedCard[] =>
  cards.map((card) => ({ card, key: fold([card.title, card.textTitle, ...card.tags, card.fileName].join('\n')) }))

const byTitle = (a: DocumentCard, b: DocumentCard): number =>
  a.title.localeCompare(b.title, 'zh', { numeric: true }) || (a.documentId < b.documentId ? -1 : 1)

const orders: { readonly [Order in LibraryOrder]: (a: DocumentCard, b: DocumentCard) => number } = {
  recent: (a, b) => (b.lastReadAt ?? b.addedAt ?? 0) - (a.lastReadAt ?? a.addedAt ?? 0) || byTitle(a, b),
  added: (a, b) => (b.addedAt ?? 0) - (a.addedAt ?? 0) || byTitle(a, b),
  progress: (a, b) => b.progress - a.progress || byTitle(a, b),
  title: byTitle,
}

/** The cards that fit a wish, in its order. Every word of the query has to be there. */
export const fittingCards = (
  cards: readonly FoldedCard[],
  { query, order, tag }: LibraryWish,
  fold: (text: string) => string,
): readonly DocumentCard[] => {
  const words = fold(query).split(/\s+/u).filter((word) => word !== '')
  return cards
    .filter(({ card, key }) => (tag === null || card.tags.includes(tag)) && words.every((word) => key.includes(word)))
    .map(({ card }) => card)
    .sort(orders[order])
}

/** Tags that are in use, the commonest first. */
export const tagsOfCards = (cards: readonly DocumentCard[]): readonly string[] => {
  const counts = new Map<string, number>()
  for (const { tags } of cards) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].sort(([a, many], [b, more]) => more - many || a.localeCompare(b, 'zh')).map(([tag]) => tag)
}
