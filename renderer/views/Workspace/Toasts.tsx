import { useEffect, useState } from 'react'
import type { Toast } from '../../state/shell.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { useActions, useAppState, useWords, type Say } from '../context.ts'
import { describeError } from '../error-words.ts'

/** A message stays this long, in ms, after it was last pointed at, had the focus or lay under a dialog. */
const shownFor = 12_000

export const Toasts = () => {
  const toasts = useAppState((state) => state.shell.toasts)
  const underDialog = useAppState((state) => state.shell.dialog !== null)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastView key={toast.serial} toast={toast} held={underDialog} />
      ))}
    </div>
  )
}

const ToastView = ({ toast, held }: { readonly toast: Toast; readonly held: boolean }) => {
  const words = useWords()
  const actions = useActions()
  const [attended, setAttended] = useState(false)
  useEffect(() => {
    if (attended || held) return
    const timer = setTimeout(() => actions.closeToast(toast.serial), shownFor)
    return () => clearTimeout(timer)
  }, [toast, attended, held, actions])
  return (
    <div
      className="toast"
      onPointerEnter={() => setAttended(true)}
      onPointerLeave={() => setAttended(false)}
      onFocus={() => setAttended(true)}
      onBlur={() => setAttended(false)}
    >
      <p>{describe(toast, words)}</p>
      {toast.kind === 'note-deleted' && (
        <Button
          onClick={() => {
            void actions.restoreNote(toast.noteId)
            actions.closeToast(toast.serial)
          }}
        >
          {words('notes.undoDelete')}
        </Button>
      )}
      <IconButton icon="close" label={words('app.close')} onClick={() => actions.closeToast(toast.serial)} />
    </div>
  )
}

const passageWords = {
  found: 'passage.found',
  moved: 'passage.moved',
  'not-link': 'passage.notLink',
  'no-document': 'passage.noDocument',
} as const

const aloudWords = {
  silent: 'aloud.silent',
  failed: 'aloud.failed',
  'not-allowed': 'aloud.notAllowed',
  nothing: 'aloud.nothing',
} as const

const describeCopied = ({ what, paragraph }: Extract<Toast, { readonly kind: 'copied' }>, words: Say): string => {
  switch (what) {
    case 'text':
      return words('citation.copied')
    case 'citation':
      if (paragraph === 'heading') return words('citation.copiedHeading')
      return paragraph === null ? words('citation.copiedCited') : words('citation.copiedParagraph', { number: String(paragraph) })
    case 'link':
      return typeof paragraph === 'number'
        ? words('citation.copiedLinkParagraph', { number: String(paragraph) })
        : words('citation.copiedLink')
    case 'nothing':
      return words('citation.nothing')
    case 'refused':
      return words('citation.refused')
  }
}

const describe = (toast: Toast, words: Say): string => {
  switch (toast.kind) {
    case 'note-deleted':
      return words('notes.deleted')
    case 'failed':
      return describeError(toast.code, words, toast.reason)
    case 'passage':
      return words(passageWords[toast.what])
    case 'copied':
      return describeCopied(toast, words)
    case 'aloud':
      return words(aloudWords[toast.what])
    case 'text-added':
      return toast.count === 1 ? words('import.added', { title: toast.title }) : words('import.addedCount', { count: toast.count })
    case 'no-card':
      return words('study.cardWhere')
    case 'mark':
      return words(toast.what === 'too-long' ? 'marks.tooLong' : 'marks.nothingSelected')
    case 'printed':
      return toast.differences === 0
        ? `${words('print.saved')} ${toast.place}`
        : `${words('print.different', { count: toast.differences })} ${toast.place}`
  }
}
