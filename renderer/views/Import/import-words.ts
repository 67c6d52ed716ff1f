import type { EditClass, Encoding } from '../../../preload/contract/documents.ts'
import type { ErrorCode } from '../../../preload/contract/wire.ts'
import type { Say } from '../context.ts'
import { describeError } from '../error-words.ts'

/** Why a file cannot be added, and what the reader can do about it. */
export const describeImportError = (code: ErrorCode, reason: string | null, words: Say): string => {
  switch (reason) {
    case 'import-empty':
      return words('import.errorEmpty')
    case 'import-unreadable':
      return words('import.errorUnreadable')
    case 'encrypted':
      return words('import.errorEncrypted')
    case 'no-text':
      return words('import.errorNoText')
    case 'unknown-format':
      return words('import.errorKind')
    default:
  }
  switch (code) {
    case 'too-large':
      return words('import.errorTooLarge')
    case 'damaged-file':
      return words('import.errorDamaged')
    case 'bad-input':
      return words('import.errorKind')
    case 'not-found':
      return words('import.errorGone')
    case 'read-only':
      return words('import.readOnly')
    default:
      return describeError(code, words)
  }
}

/** What a class of repairs is about, in a few words: the beginning of the sentence that explains it. */
export const className = (editClass: EditClass, words: Say): string => words(`edit.${editClass}`).split(/[;；，。]|\.$/u)[0] ?? ''

export const encodingName = (encoding: Encoding, words: Say): string =>
  encoding === 'UTF-8 as GB18030' ? words('import.encodingMojibake') : encoding

/** A number of bytes as people say it. */
export const byteWords = (bytes: number, words: Say): string => {
  if (bytes < 1024) return words('import.bytes', { count: bytes })
  const size = bytes < 1024 * 1024 ? bytes / 1024 : bytes / 1024 / 1024
  const rounded = size < 10 ? Math.round(size * 10) / 10 : Math.round(size)
  return bytes < 1024 * 1024 ? words('import.kilobytes', { size: rounded }) : words('import.megabytes', { size: rounded })
}

const guessed = /^The encoding is a guess: (.*)\.$/
const unread = /^Some bytes could not be read/

/** A remark of the main side in the reader's language, or as it is with the language it is in. */
export const warningWords = (warning: string, words: Say): { readonly text: string; readonly lang: string } => {
  const lang = words('app.languageTag')
  const encoding = guessed.exec(warning)?.[1]
  if (encoding !== undefined) return { text: words('import.warnEncoding', { encoding }), lang }
  if (unread.test(warning)) return { text: words('import.warnUnread'), lang }
  return { text: warning, lang: 'en' }
}
