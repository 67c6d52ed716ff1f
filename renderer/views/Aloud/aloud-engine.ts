import { paint, unpaint } from '../../reader/highlights.ts'
import type { Span } from '../../reader/dom-text.ts'
import { beginsInView, isSeen, readingText, sectionElements } from '../../reader/page.ts'
import { createSpeech, type SpokenPlace } from '../../reader/speech.ts'
import { spokenIn } from '../../reader/spoken-text.ts'
import { chooseVoice, onlyRemote, voicesFor } from '../../reader/voices.ts'
import type { AloudWish } from '../../state/aloud.ts'
import type { Actions } from '../../state/actions.ts'
import { openDocument } from '../../state/document.ts'
import type { AppStore } from '../../state/index.ts'

export interface AloudEngineOptions {
  readonly store: AppStore
  readonly actions: Actions
}

/** Milliseconds the system gets to tell its voices; on Linux with many of them it took ten seconds. */
const voicePatience = 15_000

/** Milliseconds in which voices may still come after an event that told of none. */
const voiceEcho = 2500

const later = (task: () => void, ms: number): (() => void) => {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}

const isUnder = (sectionId: string, root: string): boolean => sectionId === root || sectionId.startsWith(`${root}.`)

const elementOf = (sectionId: string): HTMLElement | null =>
  sectionElements().find((element) => element.dataset['section'] === sectionId) ?? null

/** Connects the reader's wishes, the voices of the system and the text on the page. */
export const createAloudEngine = ({ store, actions }: AloudEngineOptions) => {
  const synthesis: SpeechSynthesis | undefined = window.speechSynthesis
  let all: readonly SpeechSynthesisVoice[] = []
  let cancelLooking = () => {}
  let listening = false
  /** What waits for a voice. */
  let pending: number | null | undefined
  /** The section that reading began with; it ends with what lies under it. */
  let root = '0'
  let shown: Span | null = null

  const settings = () => store.get().shell.settings.aloud
  const language = () => openDocument(store.get().reading)?.outline.language ?? 'zh-Hant'
  const voice = () => chooseVoice(all, language(), settings().voice)

  const readVoices = () => {
    all = synthesis?.getVoices() ?? []
    const voices = voicesFor(all, language()).map(({ voiceURI, name, lang }) => ({ id: voiceURI, name, language: lang }))
    actions.aloudChanged({ voices, voice: voice()?.voiceURI ?? null, remoteOnly: onlyRemote(all) })
  }

  /** No jump: there is nothing to go back from, and reading has come this far. */
  const goTo = (sectionId: string, offset: number) => {
    store.dispatch({ slice: 'reading', action: { type: 'section.wanted', sectionId, offset } })
    actions.reached(sectionId, offset)
  }

  const speech = createSpeech({
    synthesis: synthesis ?? { speak: () => {}, cancel: () => {}, speaking: false, pending: false },
    createUtterance: (text) => new SpeechSynthesisUtterance(text),
    later,
    voice,
    rate: () => settings().rate,
    sectionIds: () => sectionElements().map((element) => element.dataset['section'] ?? ''),
    spokenIn: (sectionId) => {
      const element = elementOf(sectionId)
      return element ? spokenIn(element) : []
    },
    goesOnInto: (sectionId) => settings().until === 'end' || isUnder(sectionId, root),
    onPlace: ({ sectionId, spoken }) => {
      if (!isUnder(sectionId, root)) root = sectionId
      const text = readingText()
      if (text && spoken.span) paint(text, 'aloud', [spoken.span])
      else unpaint('aloud')
      actions.aloudChanged({ sectionId })
      follow({ sectionId, spoken }, spoken.span ?? { start: spoken.at, end: spoken.at })
    },
    onPiece: (piece) => {
      const place = speech.place()
      if (place && piece) follow(place, piece)
    },
    onWord: (word) => {
      const text = readingText()
      if (text && word) paint(text, 'aloud-word', [word])
      else unpaint('aloud-word')
    },
    onStatus: (status) => {
      actions.aloudChanged({ status })
      if (status !== 'off') return
      shown = null
      unpaint('aloud')
      actions.aloudChanged({ sectionId: null })
    },
    onTrouble: (trouble) => actions.tellAloud(trouble),
  })

  /** Keeps what is read in view, unless the reader has gone elsewhere meanwhile. */
  const follow = ({ sectionId }: SpokenPlace, span: Span) => {
    const left = shown !== null && !beginsInView(shown)
    shown = span
    if (!left && !isSeen(span)) goTo(sectionId, span.start)
  }

  /** The section to begin with and the place in it: the one given, or what is seen first. */
  const beginning = (offset: number | null): { readonly sectionId: string; readonly offset: number | null } => {
    const { sectionId } = store.get().reading
    if (offset === null) {
      const element = elementOf(sectionId)
      const seen = element ? spokenIn(element).find(({ span }) => span !== null && beginsInView(span)) : undefined
      return { sectionId, offset: seen?.at ?? null }
    }
    const holds = sectionElements().find((element) =>
      spokenIn(element).some(({ span }) => span !== null && span.start <= offset && span.end > offset),
    )
    return { sectionId: holds?.dataset['section'] ?? sectionId, offset }
  }

  const begin = (wanted: number | null) => {
    const { sectionId, offset } = beginning(wanted)
    root = sectionId
    shown = null
    if (!speech.start(sectionId, offset)) {
      actions.aloudChanged({ status: 'off' })
      actions.tellAloud('nothing')
    }
  }

  const voicesCame = () => {
    readVoices()
    const { status } = store.get().aloud
    if (status !== 'looking' && status !== 'none') return
    if (voice()) {
      cancelLooking()
      // Whoever has read that there is no voice may be elsewhere by now: the bar comes, the voice waits.
      if (status === 'none') return actions.aloudChanged({ status: 'paused' })
      const wanted = pending ?? null
      pending = undefined
      return begin(wanted)
    }
    if (status === 'looking') lookUntil(voiceEcho)
  }

  const lookUntil = (ms: number) => {
    cancelLooking()
    cancelLooking = later(() => {
      if (store.get().aloud.status === 'looking') actions.aloudChanged({ status: 'none' })
    }, ms)
  }

  const look = () => {
    if (!synthesis) return actions.aloudChanged({ status: 'none' })
    if (!listening) synthesis.addEventListener('voiceschanged', voicesCame)
    listening = true
    readVoices()
    if (voice()) return voicesCame()
    actions.aloudChanged({ status: 'looking' })
    lookUntil(voicePatience)
  }

  const start = (offset: number | null) => {
    pending = offset
    if (all.length > 0 && voice()) {
      pending = undefined
      return begin(offset)
    }
    actions.aloudChanged({ status: 'looking' })
    look()
  }

  const toggle = () => {
    const { status } = store.get().aloud
    if (status === 'speaking') return speech.pause()
    if (status === 'paused' && speech.place()) return speech.resume()
    if (status === 'paused') return begin(pending ?? null)
    if (status === 'off') start(null)
  }

  const stop = () => {
    cancelLooking()
    pending = undefined
    speech.stop()
    actions.aloudChanged({ status: 'off' })
  }

  const onHide = () => speech.stop()
  window.addEventListener('pagehide', onHide)

  return {
    carryOut: (wish: AloudWish) => {
      switch (wish.kind) {
        case 'start':
          return start(wish.offset)
        case 'toggle':
          return toggle()
        case 'next':
          return speech.next()
        case 'previous':
          return speech.previous()
        case 'stop':
          return stop()
        case 'look-again':
          return look()
        case 'show': {
          const place = speech.place()
          if (place) goTo(place.sectionId, place.spoken.at)
          shown = null
        }
      }
    },
    /** The voice or the speed is another now. */
    changed: () => {
      if (all.length > 0) readVoices()
      speech.again()
    },
    stop,
    dispose: () => {
      stop()
      window.removeEventListener('pagehide', onHide)
      if (listening) synthesis?.removeEventListener('voiceschanged', voicesCame)
    },
  }
}
