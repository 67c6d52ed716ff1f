import { selectedSpan } from '../../reader/dom-text.ts'
import { openDocument } from '../../state/document.ts'
import type { AppState } from '../../state/index.ts'

/** A longer selection is no word to be found but a passage, in code points. */
const longest = 60

/** The words selected in the text, without readings and other marks; null when there are none to search for. */
export const selectionWords = ({ reading, shell }: AppState): string | null => {
  const document = openDocument(reading)
  const article = window.document.querySelector<HTMLElement>('#text article')
  const span = article && selectedSpan(article)
  if (!document || !span || span.end - span.start > longest) return null
  const words = document.text.slice(shell.settings.layer === 'set' ? 'set' : 'restored', span.start, span.end).trim()
  return words === '' || words.includes('\n') ? null : words
}
