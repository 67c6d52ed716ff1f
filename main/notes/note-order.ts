import type { Note } from '../../preload/contract/notes.ts'
import { rankBetween, spreadRanks } from './rank.ts'

export interface NewRanks {
  readonly own: string
  /** Neighbours that need a new rank too, because between the old ones there was no room. */
  readonly others: readonly { readonly note: Note; readonly rank: string }[]
}

/** The rank in front of `before`, or last for null. `others` are the rest of the section, in order. */
export const placeBefore = (others: readonly Note[], before: string | null): NewRanks => {
  const found = before === null ? others.length : others.findIndex((note) => note.id === before)
  const index = found === -1 ? others.length : found
  const rank = rankBetween(others[index - 1]?.rank ?? null, others[index]?.rank ?? null)
  if (rank !== null) return { own: rank, others: [] }
  const ranks = spreadRanks(others.length + 1)
  const own = ranks[index]
  if (own === undefined) throw new Error('no rank was made for the moved note')
  const rest = ranks.filter((_, position) => position !== index)
  return {
    own,
    others: others.flatMap((note, position) => {
      const fresh = rest[position]
      return fresh === undefined || fresh === note.rank ? [] : [{ note, rank: fresh }]
    }),
  }
}
