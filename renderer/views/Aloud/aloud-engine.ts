import { paint, unpaint } from '../../reader/highlights.ts'
import type { Span } from '../../reader/dom-text.ts'
import { beginsInView, elementOfPart, isSeen, readingParts, readingText } from '../../reader/page.ts'
import { createSpeech, type SpokenPlace } from '../../reader/speech.ts'
import { spokenIn } from '../../reader/spoken-text.ts'
import { chooseVoice, onlyRemote, voicesFor } from '../../reader/voices.ts'
import type { AloudWish } from '../../state/aloud.ts'
import type { Actions } from '../../state/actions.ts'
import { openDocument } from '../../state/document.ts'
import type { AppStore } from '../../state/index.ts'
import { sectionAt } from '../../state/reading-order.ts'

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

const sectionOf = (partId: string): string => readingParts().find(({ id }) => id === partId)?.sectionId ?? partId

const spokenInPart = (partId: string) => {
  const element = elementOfPart(partId)
  return element ? spokenIn(element) : []
}

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
    sectionIds: () => readingParts().map(({ id }) => id),
    spokenIn: spokenInPart,
    goesOnInto: (partId) => settings().until === 'end' || isUnder(sectionOf(partId), root),
    onPlace: ({ sectionId: partId, spoken }) => {
      const sectionId = sectionOf(partId)
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
  const follow = ({ sectionId: partId }: SpokenPlace, span: Span) => {
    const sectionId = sectionOf(partId)
    const left = shown !== null && !beginsInView(shown)
    shown = span
    if (!left && !isSeen(span)) goTo(sectionId, span.start)
  }

  /** The part to begin with and the place in it: the one given, or what is seen first. */
  const beginning = (offset: number | null): { readonly partId: string; readonly offset: number | null } => {
    const { reading } = store.get()
    const parts = readingParts()
    const document = openDocument(reading)
    const sectionId = offset !== null && document ? sectionAt(document.outline, offset) : reading.sectionId
    const own = parts.filter((part) => part.sectionId === sectionId)
    const first = own[0]?.id ?? sectionId
    if (offset === null) {
      for (const { id } of own) {
        const seen = spokenInPart(id).find(({ span }) => span !== null && beginsInView(span))
        if (seen) return { partId: id, offset: seen.at }
      }
      return { partId: first, offset: null }
    }
    const holds = [...own, ...parts].find(({ id }) => spokenInPart(id).some(({ span }) => span !== null && span.start <= offset && span.end > offset))
    return { partId: holds?.id ?? first, offset }
  }

  const begin = (wanted: number | null) => {
    const document = openDocument(store.get().reading)
    if (document && !document.text.complete) {
      // What has not come would be passed over in silence.
      actions.needWholeText().then(() => begin(wanted), () => actions.aloudChanged({ status: 'off' }))
      return
    }
    const { partId, offset } = beginning(wanted)
    root = sectionOf(partId)
    shown = null
    if (!speech.start(partId, offset)) {
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
          if (place) goTo(sectionOf(place.sectionId), place.spoken.at)
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
