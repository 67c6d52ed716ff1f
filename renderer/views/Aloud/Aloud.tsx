import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { openDocument } from '../../state/document.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { sidewardKeys, walkList } from '../../ui/list-walk.ts'
import { useActions, useAppState, useLanguage, useStore, useWords } from '../context.ts'
import { createAloudEngine } from './aloud-engine.ts'
import './aloud.css'

const rates = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const

/** Reads aloud what is wished in the state, and shows how while it does. */
export const Aloud = () => {
  const store = useStore()
  const actions = useActions()
  const status = useAppState((state) => state.aloud.status)
  const wish = useAppState((state) => state.aloud.wish)
  const voice = useAppState((state) => state.shell.settings.aloud.voice)
  const rate = useAppState((state) => state.shell.settings.aloud.rate)
  const documentId = useAppState((state) => openDocument(state.reading)?.outline.documentId ?? null)
  const engine = useRef<ReturnType<typeof createAloudEngine> | null>(null)
  const done = useRef(wish?.serial ?? 0)

  useEffect(() => {
    const made = createAloudEngine({ store, actions })
    engine.current = made
    return () => made.dispose()
  }, [store, actions])
  useEffect(() => engine.current?.stop(), [documentId])
  useEffect(() => engine.current?.changed(), [voice, rate])
  useEffect(() => {
    if (!wish || wish.serial === done.current) return
    done.current = wish.serial
    engine.current?.carryOut(wish.wish)
  }, [wish])

  switch (status) {
    case 'off':
      return null
    case 'looking':
    case 'none':
      return <NoVoice looking={status === 'looking'} />
    case 'speaking':
    case 'paused':
      return <AloudBar speaking={status === 'speaking'} />
  }
}

const systemOf = (platform: string): 'Windows' | 'Mac' | 'Linux' | 'Other' => {
  if (platform.startsWith('Win')) return 'Windows'
  if (platform.startsWith('Mac')) return 'Mac'
  return platform.includes('Linux') ? 'Linux' : 'Other'
}

/** Closing takes the focus from the bar; it goes to the text. */
const toText = () => document.getElementById('text')?.focus({ preventScroll: true })

const NoVoice = ({ looking }: { readonly looking: boolean }) => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const remoteOnly = useAppState((state) => state.aloud.remoteOnly)
  return (
    <section className="aloud-bar aloud-about" aria-label={words('aloud.bar')} lang={languageTags[language]}>
      <div role="status">
        {looking ? (
          <p>{words('aloud.looking')}</p>
        ) : (
          <>
            <p>{words('aloud.none')}</p>
            {remoteOnly && <p>{words('aloud.remoteOnly')}</p>}
            <p>{words(`aloud.get${systemOf(navigator.platform)}`)}</p>
          </>
        )}
      </div>
      <div className="aloud-tools">
        {!looking && <Button onClick={actions.lookForVoices}>{words('aloud.lookAgain')}</Button>}
        <IconButton
          icon="close"
          label={words('app.close')}
          onClick={() => {
            actions.stopAloud()
            toText()
          }}
        />
      </div>
    </section>
  )
}

/** One tab stop; the arrows go from tool to tool, also over the choices, whose own arrows are up and down. */
const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const tools = [...event.currentTarget.querySelectorAll<HTMLElement>('button, select')]
  const here = tools.findIndex((tool) => tool === document.activeElement)
  const wanted = walkList(event, sidewardKeys, here, tools.length)
  if (wanted === null) return
  event.preventDefault()
  tools[wanted]?.focus()
}

const AloudBar = ({ speaking }: { readonly speaking: boolean }) => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const voices = useAppState((state) => state.aloud.voices)
  const voice = useAppState((state) => state.aloud.voice)
  const settings = useAppState((state) => state.shell.settings.aloud)
  const [focused, setFocused] = useState('play')
  const tool = (name: string) => ({ tabIndex: focused === name ? 0 : -1, onFocus: () => setFocused(name) })
  const rateWords = new Intl.NumberFormat(languageTags[language])
  return (
    <div className="aloud-bar" role="toolbar" aria-label={words('aloud.bar')} onKeyDown={walk} lang={languageTags[language]}>
      <IconButton icon="previous" label={words('aloud.previous')} onClick={actions.previousSentence} {...tool('previous')} />
      <IconButton
        icon={speaking ? 'pause' : 'play'}
        label={words(speaking ? 'aloud.pause' : 'aloud.play')}
        onClick={actions.toggleAloud}
        {...tool('play')}
      />
      <IconButton icon="next" label={words('aloud.next')} onClick={actions.nextSentence} {...tool('next')} />
      <IconButton icon="locate" label={words('aloud.show')} onClick={actions.showSentence} {...tool('show')} />
      <select
        aria-label={words('aloud.rate')}
        value={settings.rate}
        onChange={(event) => actions.changeAloud({ rate: Number(event.target.value) })}
        {...tool('rate')}
      >
        {[...new Set([...rates, settings.rate])].toSorted((a, b) => a - b).map((rate) => (
          <option key={rate} value={rate}>
            {words('aloud.rateValue', { rate: rateWords.format(rate) })}
          </option>
        ))}
      </select>
      <select
        className="aloud-voice"
        aria-label={words('aloud.voice')}
        value={voice ?? ''}
        onChange={(event) => actions.changeAloud({ voice: event.target.value })}
        {...tool('voice')}
      >
        {voices.map(({ id, name, language: tag }) => (
          <option key={id} value={id}>
            {`${name} (${tag})`}
          </option>
        ))}
      </select>
      <select
        aria-label={words('aloud.until')}
        value={settings.until}
        onChange={(event) => actions.changeAloud({ until: event.target.value === 'end' ? 'end' : 'section' })}
        {...tool('until')}
      >
        <option value="section">{words('aloud.untilSection')}</option>
        <option value="end">{words('aloud.untilEnd')}</option>
      </select>
      <IconButton
        icon="stop"
        label={words('aloud.stop')}
        onClick={() => {
          actions.stopAloud()
          toText()
        }}
        {...tool('stop')}
      />
    </div>
  )
}
