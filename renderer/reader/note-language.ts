import type { TextLanguage } from '../../preload/contract/documents.ts'
import type { InterfaceLanguage } from '../../preload/contract/printing.ts'
import { languageTags } from '../../preload/contract/words/index.ts'

/** BCP 47 tag of a note's words: a note with Han in it is taken to be in the script of the text it is about. */
export const noteLanguage = (body: string, text: TextLanguage, reader: InterfaceLanguage): string => {
  const chinese = reader === 'en' ? text : reader
  return /\p{Script=Han}/u.test(body) ? languageTags[chinese] : languageTags[reader]
}
