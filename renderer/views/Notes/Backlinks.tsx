import { formatInnerLink, type InnerLink } from '../../../preload/contract/inner-link.ts'
import type { TextLanguage } from '../../../preload/contract/documents.ts'
import { noteTitle } from '../../../preload/text/note-title.ts'
import { noteLanguage } from '../../reader/note-language.ts'
import { backlinksOf } from '../../state/backlinks.ts'
import { useActions, useAppState, useLanguage, useWords } from '../context.ts'
import { focusNote } from './focus-note.ts'
import './note-editor.css'

interface BacklinksProps {
  readonly target: InnerLink
  readonly textLanguage: TextLanguage
}

/** The notes that link to a section or a note; nothing where there is none. */
export const Backlinks = ({ target, textLanguage }: BacklinksProps) => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const written = formatInnerLink(target)
  const from = useAppState((state) => backlinksOf(state.notes.notes).get(written) ?? null)
  if (!from || from.length === 0) return null
  return (
    <section className="backlinks">
      <h3 className="backlinks-label">{words(target.kind === 'section' ? 'editor.sectionBacklinks' : 'editor.noteBacklinks')}</h3>
      <ul>
        {from.map(({ id, sectionId, body }) => (
          <li key={id}>
            <button
              type="button"
              className="link"
              onClick={() => {
                actions.followInnerLink({ kind: 'note', noteId: id })
                focusNote(id)
              }}
            >
              {sectionId} <span lang={noteLanguage(body, textLanguage, language)}>{noteTitle(body) || words('editor.untitled')}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
