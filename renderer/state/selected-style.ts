import type { ReadingStyle, StyleChange } from '../../preload/contract/style.ts'
import type { AppState } from './index.ts'

/** The document a change of the style is meant for: the one that is open or being opened. */
export const styledDocument = ({ reading: { current } }: AppState): string | null => {
  switch (current.kind) {
    case 'open':
      return current.document.outline.documentId
    case 'loading':
      return current.documentId
    case 'failed':
      return null
  }
}

let known: { readonly base: ReadingStyle; readonly own: StyleChange; readonly style: ReadingStyle } | null = null

const none: StyleChange = {}

/** What is the open document's own. While the next one is opened, the look of the last one stays. */
export const selectOwnStyle = (state: AppState): StyleChange => {
  const { kind } = state.reading.current
  const { documentId, own } = state.style
  const held = kind === 'loading' ? documentId !== null : documentId !== null && documentId === styledDocument(state)
  return held ? own : none
}

/** The style in force: the reader's default with what is the open document's own. The same value while neither changes. */
export const selectStyle = (state: AppState): ReadingStyle => {
  const base = state.shell.settings.style
  const own = selectOwnStyle(state)
  if (own === none) return base
  if (known?.base !== base || known.own !== own) known = { base, own, style: { ...base, ...own } as ReadingStyle }
  return known.style
}

/** Whether the style is the final one: before the first answers of the main side it is only the program's default. */
export const selectStyleKnown = ({ shell, style, reading }: AppState): boolean =>
  shell.info !== null && (style.documentId !== null || reading.current.kind === 'failed')
