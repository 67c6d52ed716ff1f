import type { Anchor } from '../../../preload/contract/anchors.ts'
import type { Note } from '../../../preload/contract/notes.ts'
import { Button } from '../../ui/Button.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { colorWords } from './mark-colors.ts'
import { shortened, useTextScript } from './mark-quote.ts'
import { TagField } from './TagField.tsx'
import { useLostMarks } from './use-marks.ts'

/** What a note is about: its quote, which leads to the passage, and its tags. */
export const NotePassage = ({ note, readOnly }: { readonly note: Note; readonly readOnly: boolean }) => (
  <>
    {note.anchor && <Quote note={note} anchor={note.anchor} readOnly={readOnly} />}
    <TagField noteId={note.id} tags={note.tags} readOnly={readOnly} />
  </>
)

interface QuoteProps {
  readonly note: Note
  readonly anchor: Anchor
  readonly readOnly: boolean
}

const Quote = ({ note, anchor, readOnly }: QuoteProps) => {
  const words = useWords()
  const actions = useActions()
  const { shown, lang } = useTextScript()
  const lost = useLostMarks().find((one) => one.note.id === note.id)
  const colorName = useAppState(() => words(colorWords[note.color ?? 'plain']))
  const quote = shortened(shown(anchor.quote.exact))
  if (!lost) {
    return (
      <button type="button" className="mark-quote mark-go" data-color={note.color ?? 'plain'} title={words('marks.showPassage')} onClick={() => actions.showMark(note.id)}>
        <span className="spoken">
          {words('marks.showPassage')} ({colorName}):{' '}
        </span>
        <span lang={lang}>{quote}</span>
      </button>
    )
  }
  return (
    <div className="mark-lost">
      <blockquote className="mark-quote" data-color={note.color ?? 'plain'} lang={lang}>
        {quote}
      </blockquote>
      <p className="notes-hint">{words(lost.found ? 'marks.foundWhy' : 'marks.shelfWhy')}</p>
      <div className="mark-choice-tools">
        {lost.found && <Button onClick={() => actions.openDialog({ kind: 'review-marks' })}>{words('marks.review')}</Button>}
        <Button disabled={readOnly} onMouseDown={(event) => event.preventDefault()} onClick={() => actions.wishMark({ kind: 'place', noteId: note.id })}>
          {words('marks.placeHere')}
        </Button>
      </div>
    </div>
  )
}
