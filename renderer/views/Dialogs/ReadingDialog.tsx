import { useMemo, useState } from 'react'
import type { Range } from '../../../preload/contract/documents.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { toBopomofo } from '../../../preload/text/bopomofo.ts'
import { parsePinyin } from '../../../preload/text/pinyin-input.ts'
import type { Readings } from '../../../preload/text/readings.ts'
import type { DocumentText } from '../../reader/document-text.ts'
import type { Walkable } from '../../reader/text-cursor.ts'
import { readSpan, readWordAt, type ReadWord } from '../../reader/word-readings.ts'
import { openDocument } from '../../state/document.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { useActions, useAppState, useStyle, useWords } from '../context.ts'
import { readingOptions, useReadings } from '../Reading/page-readings.ts'

/** Longest word whose reading can be set at once, in code points. */
const longestWord = 16

/** The line of the mended text that holds a place; a reading chosen for it holds in every script. */
const lineAt = (text: DocumentText, offset: number): Walkable[] => {
  const { start, end } = text.line(offset)
  return [{ start, text: text.slice('set', start, end) }]
}

const linesOf = (text: DocumentText): readonly string[] => text.slice('set', 0, text.length).split('\n')

const wordIn = (stretches: readonly Walkable[], span: Range, ...rest: [Readings, ReturnType<typeof readingOptions>]): ReadWord | null =>
  span.end - span.start <= 1
    ? readWordAt(stretches, span.start, ...rest)
    : readSpan(stretches, { start: span.start, end: Math.min(span.end, span.start + longestWord) }, ...rest)

/** How a word is read, here or everywhere in the text: the reader has the last word. */
export const ReadingDialog = ({ span }: { readonly span: Range | null }) => {
  const words = useWords()
  const actions = useActions()
  const document = useAppState((state) => openDocument(state.reading))
  const rules = useAppState((state) => state.readings.rules)
  const { rubySystem } = useStyle()
  const readings = useReadings(true)
  const stretches = useMemo(() => (document && span ? lineAt(document.text, span.start) : []), [document, span])
  const word = useMemo(
    () => (span && readings ? wordIn(stretches, span, readings, readingOptions(rubySystem, rules)) : null),
    [span, readings, stretches, rubySystem, rules],
  )
  return (
    <Dialog title={word ? words('readings.title', { word: word.characters.join('') }) : words('readings.ofWord')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      {word && readings && document ? (
        <ReadingForm
          word={word}
          readings={readings}
          paragraphs={() => linesOf(document.text)}
          lang={languageTags[document.outline.language]}
        />
      ) : (
        <p className="form-hint" role="status">
          {readings === null ? words('reading.loading') : words('readings.selectWord')}
        </p>
      )}
    </Dialog>
  )
}

interface ReadingFormProps {
  readonly word: ReadWord
  readonly readings: Readings
  readonly paragraphs: () => readonly string[]
  readonly lang: string
}

const ReadingForm = ({ word, readings, paragraphs, lang }: ReadingFormProps) => {
  const words = useWords()
  const actions = useActions()
  const rules = useAppState((state) => state.readings.rules)
  const before = word.readings.map(({ pinyin }) => pinyin)
  const [chosen, setChosen] = useState<readonly (string | null)[]>(before)
  const [typed, setTyped] = useState<readonly string[]>(() => before.map(() => ''))
  const [scope, setScope] = useState<'here' | 'everywhere'>('everywhere')
  const [wrong, setWrong] = useState<number | null>(null)
  const replaced = <T,>(list: readonly T[], at: number, value: T): T[] => list.map((one, index) => (index === at ? value : one))
  const around = Array.from(word.paragraph).slice(Math.max(0, word.within - 32), word.within + word.characters.length + 32).join('')
  const inForce = rules.filter((rule) => readings.placesOf(rule, [around]) > 0)

  const keep = async () => {
    const final: (string | null)[] = []
    for (const [index, reading] of chosen.entries()) {
      const own = typed[index]?.trim() ?? ''
      const parsed = own === '' ? reading : parsePinyin(own)
      if (own !== '' && parsed === null) return setWrong(index)
      final.push(parsed === before[index] ? null : parsed)
    }
    if (final.some((reading) => reading !== null)) {
      const range = { start: word.within, end: word.within + word.characters.length }
      await actions.setReadingRule(readings.ruleFor(word.paragraph, range, final, scope, paragraphs()))
    }
    actions.closeDialog()
  }

  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void keep()
      }}
    >
      <p className="about-title" lang={lang}>
        {word.characters.join('')}
      </p>
      {word.characters.map((character, index) => {
        const current = before[index] ?? null
        if (current === null) return null
        const offered = [...new Set([current, ...readings.candidates(character)])]
        return (
          <fieldset key={index} className="reading-choice">
            <legend>{words('readings.ofCharacter', { character })}</legend>
            {offered.map((reading) => (
              <label key={reading} className="check">
                <input
                  type="radio"
                  name={`reading-${index}`}
                  checked={chosen[index] === reading && (typed[index] ?? '') === ''}
                  onChange={() => {
                    setChosen(replaced(chosen, index, reading))
                    setTyped(replaced(typed, index, ''))
                  }}
                />
                <span>
                  {reading} {toBopomofo(reading)}
                </span>
              </label>
            ))}
            <label className="field">
              <span>{words('readings.other')}</span>
              <input
                type="text"
                autoComplete="off"
                spellCheck={false}
                aria-describedby="reading-hint"
                aria-invalid={wrong === index}
                defaultValue=""
                onInput={(event) => {
                  setWrong(null)
                  setTyped(replaced(typed, index, event.currentTarget.value))
                }}
                onKeyDown={(event) => {
                  // Enter that ends a composition belongs to the input method.
                  if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229)) event.preventDefault()
                }}
              />
            </label>
          </fieldset>
        )
      })}
      <p className="form-hint" id="reading-hint">
        {words('readings.otherHint')}
      </p>
      <p className="form-error" role="alert">
        {wrong === null ? '' : words('readings.wrong')}
      </p>
      <Segments
        label={words('readings.scope')}
        value={scope}
        onChange={setScope}
        options={[
          { value: 'everywhere', label: words('readings.everywhere'), hint: words('readings.everywhere') },
          { value: 'here', label: words('readings.here'), hint: words('readings.here') },
        ]}
      />
      <div className="dialog-actions">
        {inForce.length > 0 && (
          <Button
            onClick={() => {
              void Promise.all(inForce.map((rule) => actions.removeReadingRule(rule))).then(actions.closeDialog)
            }}
          >
            {words('readings.reset')}
          </Button>
        )}
        <Button type="submit" tone="primary">
          {words('readings.keep')}
        </Button>
      </div>
    </form>
  )
}
