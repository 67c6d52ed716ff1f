import { noteTitle } from '../../../preload/text/note-title.ts'
import { loadReadings } from '../../../preload/text/readings.ts'
import type { LinkTarget } from '../../editor/link-completion.ts'
import type { TitleOf } from '../../reader/markdown.ts'
import { openDocument } from '../../state/document.ts'
import type { AppStore } from '../../state/index.ts'

/** Notes offered at most; a document can have ten thousand. */
const mostNotes = 2000

const initialsKnown = new Map<string, string>()

/** Every section and note that a note can link to; the latest notes come first. */
export const linkTargets = async (store: AppStore, noteId: string, titleOf: TitleOf): Promise<readonly LinkTarget[]> => {
  const { reading, notes } = store.get()
  const readings = await loadReadings()
  const initialsOf = (title: string): string => {
    const known = initialsKnown.get(title)
    if (known !== undefined) return known
    const initials = readings
      .of(title)
      .map(({ pinyin }) => pinyin?.normalize('NFD')[0] ?? '')
      .join('')
    initialsKnown.set(title, initials)
    return initials
  }
  const sections = (openDocument(reading)?.outline.sections ?? []).map((section): LinkTarget => {
    const link = { kind: 'section', sectionId: section.id } as const
    const title = titleOf(link) ?? section.headingSet
    return { link, title, keys: [section.id, initialsOf(title), section.headingSet].filter((key) => key !== '') }
  })
  const others = [...notes.notes.values()]
    .filter(({ id, body }) => id !== noteId && noteTitle(body) !== '')
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .slice(0, mostNotes)
    .map(({ id, body }): LinkTarget => {
      const title = noteTitle(body)
      return { link: { kind: 'note', noteId: id }, title, keys: [initialsOf(title)].filter((key) => key !== '') }
    })
  return [...sections, ...others]
}
