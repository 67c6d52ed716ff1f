import { useMemo } from 'react'
import { gapMark, gapSentences } from '../../../preload/contract/gap-words.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { undrawnCharacters } from '../../reader/undrawn.ts'
import { openDocument } from '../../state/document.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useActions, useAppState, useLanguage, useWords } from '../context.ts'

/** Where this copy came from, what was mended in it and what is missing. */
export const AboutCopy = () => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const outline = useAppState((state) => openDocument(state.reading)?.outline ?? null)
  const text = useAppState((state) => openDocument(state.reading)?.text ?? null)
  const undrawn = useMemo(() => (text ? undrawnCharacters(Array.from(text.strings('set'), (one) => one.text)) : []), [text])
  if (!outline) return null
  const textTag = languageTags[outline.language]
  return (
    <Dialog title={words('aboutCopy.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <div className="form about-copy">
        <p lang={textTag} className="about-title">
          {outline.titleSet}
        </p>
        <p>
          {words('aboutCopy.source', {
            bytes: outline.source.bytes,
            characters: outline.source.characters,
            encoding: outline.source.encoding,
          })}
        </p>
        <Button onClick={() => actions.openDialog({ kind: 'source' })}>{words('source.open')}</Button>
        <h3>{words('aboutCopy.repairs')}</h3>
        <Button onClick={() => actions.openDialog({ kind: 'repairs' })}>{words('command.text-repairs')}</Button>
        <ul>
          {outline.editCounts.map(({ class: editClass, count }) => (
            <li key={editClass}>
              {words('aboutCopy.editCount', { count })} {words(`edit.${editClass}`)}
            </li>
          ))}
        </ul>
        {undrawn.length > 0 && (
          <>
            <h3>{words('aboutCopy.undrawn')}</h3>
            <p>{words('aboutCopy.undrawnHint')}</p>
            <ul className="undrawn-list">
              {undrawn.map(({ character, code, count }) => (
                <li key={code}>
                  <span lang={textTag}>{character}</span> {code} {words('aboutCopy.editCount', { count })}
                </li>
              ))}
            </ul>
          </>
        )}
        <h3>{words('aboutCopy.gaps')}</h3>
        <ul className="gap-list">
          {outline.gaps.map((gap) => {
            const mark = gapMark(gap, outline.language)
            const place = gap.offset === null ? null : gap.section
            return (
              <li key={gap.id}>
                {mark !== '' && (
                  <span lang={textTag} className="gap-mark">
                    {mark}
                  </span>
                )}{' '}
                {gapSentences(gap, language).join(language === 'en' ? ' ' : '')}{' '}
                {place !== null && (
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      actions.closeDialog()
                      actions.goTo(place, gap.offset)
                    }}
                  >
                    {words('aboutCopy.show')}
                  </button>
                )}
              </li>
            )
          })}
        </ul>
      </div>
    </Dialog>
  )
}
