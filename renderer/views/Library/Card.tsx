import { memo, useEffect, useRef, useState } from 'react'
import { Tag, tagLimit } from '../../../preload/contract/notes.ts'
import { OwnTitle, type DocumentCard } from '../../../preload/contract/shelf.ts'
import { openDocument } from '../../state/document.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { isComposed } from '../../ui/composed-field.ts'
import { Menu, type MenuItem } from '../../ui/Menu.tsx'
import { noteLanguage } from '../../reader/note-language.ts'
import { useActions, useAppState, useLanguage, useWords } from '../context.ts'
import { agoWords } from './library-words.ts'

interface CardProps {
  readonly card: DocumentCard
  readonly inTrash: boolean
  readonly readOnly: boolean
  /** Milliseconds since 1970. */
  readonly now: number
  readonly onEditions: (card: DocumentCard) => void
  readonly onRemove: (card: DocumentCard) => Promise<void>
}

/** One text of the library: what it is, how far it is read, and what can be done with it. */
export const Card = memo(({ card, inTrash, readOnly, now, onEditions, onRemove }: CardProps) => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const canReveal = useAppState((state) => state.shell.info?.capabilities.reveal ?? false)
  const isOpen = useAppState((state) => openDocument(state.reading)?.outline.documentId === card.documentId)
  const [menu, setMenu] = useState<{ readonly left: number; readonly top: number } | null>(null)
  const [editing, setEditing] = useState<'title' | 'tags' | null>(null)
  const more = useRef<HTMLButtonElement>(null)
  const { documentId, title } = card
  const lang = noteLanguage(title, card.language, language)
  const open = () => {
    if (!inTrash) void actions.readDocument(documentId)
  }
  const closeMenu = () => {
    setMenu(null)
    more.current?.focus()
  }
  const endEditing = () => {
    setEditing(null)
    more.current?.focus()
  }
  const items: readonly MenuItem[] = [
    ...(readOnly
      ? []
      : [
          { id: 'rename', label: words('library.rename'), run: () => setEditing('title') },
          { id: 'tags', label: words('library.editTags'), run: () => setEditing('tags') },
        ]),
    { id: 'editions', label: words('library.editions'), run: () => onEditions(card) },
    ...(canReveal ? [{ id: 'reveal', label: words('library.revealSource'), run: () => actions.revealDocument(documentId) }] : []),
    ...(readOnly ? [] : [{ id: 'remove', label: words('library.remove'), divided: true, run: () => void onRemove(card) }]),
  ]
  const facts = [
    words(`import.language.${card.language}`),
    words('library.characters', { count: card.characters }),
    words('library.sections', { count: card.sections }),
    ...(card.missingSections > 0 ? [words('library.missing', { count: card.missingSections })] : []),
    ...(card.gaps > 0 ? [words('library.gaps', { count: card.gaps })] : []),
    ...(card.shipped ? [words('library.shipped')] : []),
  ]
  const when = card.lastReadAt ?? card.addedAt
  return (
    <li className="card" data-document={documentId} data-open={isOpen} onDoubleClick={(event) => {
      if (event.target instanceof Element && !event.target.closest('button, input')) open()
    }}>
      <div className="card-main">
        {editing === 'title' ? (
          <CardField
            label={words('library.renameField', { title })}
            hint={words('library.renameHint')}
            value={title}
            lang={lang}
            onCancel={endEditing}
            onSave={(value) => {
              const own = value.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim()
              const next = own === '' || own === card.textTitle ? null : own
              endEditing()
              if (next === card.ownTitle || (next !== null && !OwnTitle.safeParse(next).success)) return
              void actions.renameDocument(documentId, next)
            }}
          />
        ) : (
          <p className="card-name">
            <button type="button" className="card-title" lang={lang} disabled={inTrash} onClick={open}>
              {title}
            </button>
            {isOpen && <span className="card-open">{words('library.isOpen')}</span>}
          </p>
        )}
        <p className="card-facts">{facts.join(' · ')}</p>
        {editing === 'tags' ? (
          <CardField
            label={words('library.tagField', { title })}
            value={card.tags.join('，')}
            lang={undefined}
            onCancel={endEditing}
            onSave={(value) => {
              const tags = value.split(/[,，、\n]/u).map((one) => one.trim()).filter((one) => Tag.safeParse(one).success)
              endEditing()
              void actions.setDocumentTags(documentId, [...new Set(tags)].slice(0, tagLimit.tags))
            }}
          />
        ) : (
          card.tags.length > 0 && (
            <ul className="card-tags" aria-label={words('library.tags')}>
              {card.tags.map((tag) => (
                <li key={tag}>{tag}</li>
              ))}
            </ul>
          )
        )}
      </div>
      <div className="card-reading">
        <div className="card-progress" aria-hidden="true">
          <span style={{ inlineSize: `${Math.round(card.progress * 100)}%` }} />
        </div>
        <p>{card.progress > 0 ? words('library.progress', { part: Math.round(card.progress * 100) }) : words('library.unread')}</p>
        {when !== null && (
          <p>{words(card.lastReadAt === null ? 'library.added' : 'library.lastRead', { when: agoWords(when, now, language) })}</p>
        )}
      </div>
      <div className="card-notes">
        <p>{words('library.notes', { count: card.notes - card.highlights })}</p>
        <p>{words('library.highlights', { count: card.highlights })}</p>
      </div>
      <div className="card-tools">
        {inTrash ? (
          <Button disabled={readOnly} aria-label={words('library.putBackOf', { title })} onClick={() => void actions.putBackDocument(documentId)}>
            {words('library.putBack')}
          </Button>
        ) : (
          <MoreButton
            label={words('library.more', { title })}
            button={more}
            expanded={menu !== null}
            onOpen={(place) => setMenu(place)}
          />
        )}
      </div>
      {menu && <Menu label={words('library.more', { title })} items={items} {...menu} onClose={closeMenu} />}
    </li>
  )
})

interface MoreButtonProps {
  readonly label: string
  readonly button: React.RefObject<HTMLButtonElement | null>
  readonly expanded: boolean
  readonly onOpen: (place: { readonly left: number; readonly top: number }) => void
}

const MoreButton = ({ label, button, expanded, onOpen }: MoreButtonProps) => (
  <IconButton
    ref={button}
    icon="more"
    label={label}
    aria-haspopup="menu"
    aria-expanded={expanded}
    onClick={(event) => {
      const box = event.currentTarget.getBoundingClientRect()
      onOpen({ left: box.left, top: box.bottom })
    }}
  />
)

interface CardFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly lang: string | undefined
  readonly onSave: (value: string) => void
  readonly onCancel: () => void
}

/** The field owns its words; Enter saves them and Escape leaves them, but not while an input method composes. */
const CardField = ({ label, hint, value, lang, onSave, onCancel }: CardFieldProps) => {
  const words = useWords()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  return (
    <div className="card-field">
      <input
        ref={field}
        type="text"
        defaultValue={value}
        lang={lang}
        aria-label={label}
        placeholder={hint}
        maxLength={2000}
        spellCheck={false}
        autoComplete="off"
        onKeyDown={(event) => {
          if (isComposed(event)) return
          if (event.key === 'Enter') onSave(field.current?.value ?? '')
          else if (event.key === 'Escape') onCancel()
          else return
          event.preventDefault()
        }}
      />
      <Button tone="primary" onClick={() => onSave(field.current?.value ?? '')}>
        {words('library.save')}
      </Button>
      <Button onClick={onCancel}>{words('library.cancel')}</Button>
    </div>
  )
}

