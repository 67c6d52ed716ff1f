import type { Actions } from '../../state/actions.ts'
import { focusSoon } from '../Commands/panes.ts'

/** The field that takes a pasted text. */
export const pasteFieldId = 'import-paste'

/**
 * Opens the field that a text is pasted into, and puts what is on the clipboard there where the browser lets it be read;
 * elsewhere the reader pastes.
 */
export const pasteText = async (actions: Actions): Promise<void> => {
  actions.openImport()
  focusSoon(`#${pasteFieldId}`)
  const text = await readClipboard()
  const field = document.getElementById(pasteFieldId)
  // Without the field the reader has left, and with words in it has pasted already.
  if (!(field instanceof HTMLTextAreaElement) || field.value !== '' || text === '') return
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

const readClipboard = async (): Promise<string> => {
  try {
    return await navigator.clipboard.readText()
  } catch {
    return ''
  }
}
