import { selectedSpan } from '../../reader/dom-text.ts'
import { readingText } from '../../reader/page.ts'
import { chooseLanguage, say } from '../../../preload/contract/words/index.ts'
import type { App } from '../Commands/panes.ts'
import { createSelectionMemory } from '../Passages/selected-passage.ts'

/** The palette takes the focus, and with it the selection. */
const remembered = typeof document === 'undefined' ? null : createSelectionMemory()

/**
 * A card of what the reader has before them: of the words selected in the text, else a question in the note that is written
 * or has the focus, else of the words selected last, else a question in a new note on the section.
 */
export const makeCard = async ({ store, actions }: App): Promise<void> => {
  const text = readingText()
  const selected = text && selectedSpan(text)
  const { notes, reading } = store.get()
  const focused = document.activeElement?.closest<HTMLElement>('[data-note]')?.dataset['note'] ?? null
  const noteId = notes.editing ?? focused
  const span = selected ?? (noteId === null ? (remembered?.passage()?.span ?? null) : null)
  if (span) {
    remembered?.forget()
    await actions.makeCloze(span)
    return
  }
  const language = chooseLanguage(store.get().shell.settings.language, navigator.languages)
  const template = say(language, 'study.template', {})
  if (noteId !== null) {
    actions.beginQuestion(noteId, template)
    return
  }
  actions.beginNote(reading.sectionId)
  const begun = store.get().notes.editing
  if (begun !== null) actions.beginQuestion(begun, template)
}
