import type { ErrorCode } from '../../preload/contract/wire.ts'
import type { Say } from './context.ts'

/** What went wrong and what the reader can do about it. */
export const describeError = (code: ErrorCode, words: Say, reason: string | null = null): string => {
  const finer = reason === null ? null : describeReason(reason, words)
  if (finer !== null) return finer
  switch (code) {
    case 'disk-full':
      return words('error.diskFull')
    case 'disk-failed':
      return words('error.diskFailed')
    case 'read-only':
      return words('error.readOnly')
    case 'disconnected':
      return words('error.disconnected')
    case 'damaged-file':
      return words('error.damagedFile')
    case 'not-found':
      return words('error.notFound')
    case 'too-large':
      return words('error.tooLarge')
    case 'no-printer':
      return words('error.noPrinter')
    case 'print-failed':
      return words('error.printFailed')
    case 'conflict':
      return words('error.conflict')
    case 'bad-input':
    case 'unknown-method':
    case 'forbidden':
    case 'cancelled':
    case 'internal':
      return words('error.internal')
  }
}

/** Causes the main side names in the details of a failure. */
const describeReason = (reason: string, words: Say): string | null => {
  switch (reason) {
    case 'relative':
      return words('error.pathRelative')
    case 'no-folder':
      return words('error.pathNoFolder')
    case 'not-writable':
      return words('error.pathNotWritable')
    case 'protected':
      return words('error.pathProtected')
    case 'not-pdf':
      return words('error.pathNotPdf')
    default:
      return null
  }
}
