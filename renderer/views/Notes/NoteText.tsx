import type { HTMLAttributes } from 'react'
import { parseInnerLink } from '../../../preload/contract/inner-link.ts'
import type { TextLanguage } from '../../../preload/contract/documents.ts'
import { toVerticalMarks } from '../../../preload/text/vertical-marks.ts'
import { noteLanguage } from '../../reader/note-language.ts'
import { Markdown } from '../../ui/Markdown.tsx'
import { useInnerTitles } from './inner-titles.ts'
import { focusNote } from './focus-note.ts'
import { useActions, useLanguage, useStyle, useWords } from '../context.ts'

interface NoteTextProps extends HTMLAttributes<HTMLDivElement> {
  readonly body: string
  readonly textLanguage: TextLanguage
}

/** A note's words as they are read: beside vertical text they stand in vertical lines too, with the brackets these want. */
export const NoteText = ({ body, textLanguage, className = '', ...rest }: NoteTextProps) => {
  const words = useWords()
  const actions = useActions()
  const language = useLanguage()
  const titleOf = useInnerTitles()
  const vertical = useStyle().direction === 'vertical'
  return (
    // A vertical note scrolls sideways, which the keyboard must be able to do.
    <div className={`note-body ${className}`} {...(vertical ? { tabIndex: 0 } : {})} {...rest}>
      {body.trim() === '' ? (
        <p className="notes-hint">{words('notes.emptyNote')}</p>
      ) : (
        <Markdown
          text={vertical ? toVerticalMarks(body) : body}
          lang={noteLanguage(body, textLanguage, language)}
          titleOf={titleOf}
          onLink={(url) => {
            const link = parseInnerLink(url)
            if (link === null) return actions.openLink(url)
            actions.followInnerLink(link)
            if (link.kind === 'note') focusNote(link.noteId)
          }}
        />
      )}
    </div>
  )
}
