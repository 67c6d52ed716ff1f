import { formatInnerLink, innerLinksIn } from '../../preload/contract/inner-link.ts'
import type { Note } from '../../preload/contract/notes.ts'

/** For each link as it is written, the notes it stands in. */
export type Backlinks = ReadonlyMap<string, readonly Note[]>

const writtenIn = new WeakMap<Note, readonly string[]>()

/** A note that was not saved anew is not read again. */
const linksOf = (note: Note): readonly string[] => {
  const known = writtenIn.get(note)
  if (known) return known
  const links = [...new Set(innerLinksIn(note.body).map(({ link }) => formatInnerLink(link)))]
  writtenIn.set(note, links)
  return links
}

let last: { readonly notes: ReadonlyMap<string, Note>; readonly backlinks: Backlinks } | null = null

/** Which notes link where. The same value for the same notes. */
export const backlinksOf = (notes: ReadonlyMap<string, Note>): Backlinks => {
  if (last?.notes === notes) return last.backlinks
  const backlinks = new Map<string, Note[]>()
  for (const note of notes.values()) {
    for (const written of linksOf(note)) {
      const from = backlinks.get(written)
      if (from) from.push(note)
      else backlinks.set(written, [note])
    }
  }
  last = { notes, backlinks }
  return backlinks
}
