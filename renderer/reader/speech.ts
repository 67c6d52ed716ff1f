import type { Voice } from './voices.ts'
import { isOffline } from './voices.ts'
import { wordAt } from '../../preload/text/words.ts'
import { codePointIndex, type Span } from './dom-text.ts'
import type { Spoken, SpokenPiece } from './spoken-text.ts'

/** What of `window.speechSynthesis` is used. Its pause() is not: on Linux it ends all speaking for good. */
export type Synthesis = Pick<SpeechSynthesis, 'speak' | 'cancel' | 'speaking' | 'pending'>

/** Where the voice is: a sentence of a section, by its place among them. */
export interface SpokenPlace {
  readonly sectionId: string
  readonly spoken: Spoken
}

export type SpeechTrouble =
  /** The voice does not begin. */
  | 'silent'
  /** The voice failed. */
  | 'failed'
  /** The browser wants the reader to do something on the page first. */
  | 'not-allowed'

export interface SpeechOptions {
  readonly synthesis: Synthesis
  readonly createUtterance: (text: string) => SpeechSynthesisUtterance
  /** Runs a task after so many milliseconds; gives back how to call it off. */
  readonly later: (task: () => void, ms: number) => () => void
  /** The voice to speak with; asked for each utterance. */
  readonly voice: () => (Voice & SpeechSynthesisVoice) | null
  readonly rate: () => number
  /** The sections of the text in order, and what is read of one; read anew for each sentence, for the text may be redrawn. */
  readonly sectionIds: () => readonly string[]
  readonly spokenIn: (sectionId: string) => readonly Spoken[]
  /** Whether reading goes on by itself into a section. */
  readonly goesOnInto: (sectionId: string) => boolean
  readonly onPlace: (place: SpokenPlace) => void
  /** A piece of the sentence begins; null for one that is not in L1. */
  readonly onPiece: (piece: Span | null) => void
  /** The word that is being said, where the voice tells it; null between words. */
  readonly onWord: (word: Span | null) => void
  readonly onStatus: (status: 'off' | 'speaking' | 'paused') => void
  readonly onTrouble: (trouble: SpeechTrouble) => void
}

/** Silence before a heading or a gap, before a paragraph, before any other sentence, in ms at the usual speed. */
const silences = { heading: 700, gap: 450, paragraph: 350, sentence: 80 } as const

/** Milliseconds a voice may take to begin, first and once more after trying anew. */
const startPatience = 8000

/** Milliseconds between two looks at whether a voice that does not tell its end still speaks. */
const watchEvery = 1000

/** Milliseconds one character takes at most at the usual speed, and any utterance besides. */
const slowest = { character: 1200, besides: 15_000 } as const

const spanOf = ({ places }: SpokenPiece): Span | null => {
  const [start, end] = [places[0], places.at(-1)]
  return start === undefined || end === undefined ? null : { start, end: end + 1 }
}

type Cursor = SpokenPlace & { readonly piece: number }

/**
 * Reads sections aloud, sentence by sentence. One utterance at a time is given to the system; whatever events come for an
 * earlier one, as after a cancel, mean nothing. To pause is to cancel; reading goes on with the piece that was cut off.
 */
export const createSpeech = (options: SpeechOptions) => {
  const { synthesis, createUtterance, later, sectionIds, spokenIn, onPlace, onPiece, onWord, onStatus, onTrouble } = options
  let status: 'off' | 'speaking' | 'paused' = 'off'
  let cursor: Cursor | null = null
  /** Counts utterances; events of any but the newest are stale. It also keeps the utterance from being collected. */
  let current: { readonly serial: number; readonly utterance: SpeechSynthesisUtterance } | null = null
  let serial = 0
  let cancelTimer = () => {}

  const setStatus = (next: typeof status) => {
    if (status === next) return
    status = next
    onStatus(next)
  }

  const hush = () => {
    cancelTimer()
    const spoke = current !== null
    current = null
    serial += 1
    if (spoke || synthesis.speaking || synthesis.pending) synthesis.cancel()
    onWord(null)
  }

  const finish = () => {
    hush()
    cursor = null
    setStatus('off')
  }

  const fail = (trouble: SpeechTrouble) => {
    hush()
    setStatus(trouble === 'not-allowed' ? 'paused' : 'off')
    if (status === 'off') cursor = null
    onTrouble(trouble)
  }

  /** The sentence at or behind a place of a section, as it is drawn now; a redrawn text keeps its places. */
  const indexIn = (list: readonly Spoken[], { kind, at }: Spoken): number => {
    const same = list.findIndex((one) => one.kind === kind && one.at === at)
    if (same >= 0) return same
    const behind = list.findIndex((one) => one.at >= at)
    return behind >= 0 ? behind : list.length - 1
  }

  /** The first sentence of the sections behind one, or the last of those before it; null at the end of the text. */
  const beyond = (sectionId: string, by: 1 | -1): SpokenPlace | null => {
    const ids = sectionIds()
    for (let at = ids.indexOf(sectionId) + by; at >= 0 && at < ids.length; at += by) {
      const id = ids[at]
      const there = id === undefined ? [] : spokenIn(id)
      const found = by === 1 ? there[0] : there.at(-1)
      if (id !== undefined && found) return { sectionId: id, spoken: found }
    }
    return null
  }

  const neighbour = ({ sectionId, spoken }: SpokenPlace, by: 1 | -1): SpokenPlace | null => {
    const list = spokenIn(sectionId)
    const next = list[indexIn(list, spoken) + by]
    return next ? { sectionId, spoken: next } : beyond(sectionId, by)
  }

  const after = (task: () => void, ms: number) => {
    cancelTimer()
    cancelTimer = later(task, ms)
  }

  const silenceBefore = ({ kind, opens }: Spoken): number => {
    if (kind !== 'sentence') return silences[kind]
    return opens ? silences.paragraph : silences.sentence
  }

  const wordOf = (piece: SpokenPiece, event: SpeechSynthesisEvent): Span | null => {
    const from = codePointIndex(piece.text, event.charIndex)
    const told = event.charLength > 0 ? codePointIndex(piece.text, event.charIndex + event.charLength) : null
    const to = told ?? wordAt(piece.text, from)?.end ?? from + 1
    const [start, end] = [piece.places[from], piece.places[to - 1]]
    return start === undefined || end === undefined ? null : { start, end: end + 1 }
  }

  const speakPiece = (attempt: 1 | 2): void => {
    const here = cursor
    const piece = here?.spoken.pieces[here.piece]
    if (!here || !piece) return advance()
    const voice = options.voice()
    // Asked again at the last moment: without a voice the browser would take any, even one that sends the text away.
    if (!voice || !isOffline(voice)) return fail('failed')
    const utterance = createUtterance(piece.text)
    utterance.voice = voice
    utterance.lang = voice.lang
    utterance.rate = options.rate()
    // A gap is told from the author's words by its pitch.
    utterance.pitch = here.spoken.kind === 'gap' ? 0.75 : 1
    onPiece(spanOf(piece))
    serial += 1
    const own = serial
    current = { serial: own, utterance }
    const isCurrent = () => current?.serial === own

    const ended = () => {
      if (!isCurrent()) return
      current = null
      cancelTimer()
      onWord(null)
      advance()
    }
    let begun = false
    let quiet = 0
    const allowed = slowest.besides + (Array.from(piece.text).length * slowest.character) / utterance.rate
    const watch = (waited: number) => {
      if (!isCurrent()) return
      quiet = synthesis.speaking || synthesis.pending ? 0 : quiet + 1
      if (quiet >= 2 || waited >= allowed) {
        if (waited >= allowed) synthesis.cancel()
        return ended()
      }
      after(() => watch(waited + watchEvery), watchEvery)
    }
    utterance.addEventListener('start', () => {
      if (!isCurrent() || begun) return
      begun = true
      after(() => watch(0), watchEvery)
    })
    utterance.addEventListener('boundary', (event) => {
      if (isCurrent() && event.name !== 'sentence') onWord(wordOf(piece, event))
    })
    utterance.addEventListener('end', ended)
    utterance.addEventListener('error', ({ error }) => {
      if (!isCurrent()) return
      // Another page took the voice: what it cut off can be taken up again.
      if (error === 'canceled' || error === 'interrupted') return pause()
      fail(error === 'not-allowed' ? 'not-allowed' : 'failed')
    })
    after(() => {
      if (!isCurrent() || begun) return
      current = null
      synthesis.cancel()
      if (attempt === 1) speakPiece(2)
      else fail('silent')
    }, startPatience)
    synthesis.speak(utterance)
  }

  /** Begins a sentence, after the silence that belongs before it unless the reader is waiting for it. */
  const enter = (place: SpokenPlace, atOnce: boolean) => {
    cursor = { ...place, piece: 0 }
    onPlace(place)
    if (status !== 'speaking') return
    const rest = silenceBefore(place.spoken) / options.rate()
    if (atOnce) speakPiece(1)
    else after(() => speakPiece(1), rest)
  }

  const advance = (): void => {
    if (!cursor || status !== 'speaking') return
    if (cursor.piece + 1 < cursor.spoken.pieces.length) {
      cursor = { ...cursor, piece: cursor.piece + 1 }
      return speakPiece(1)
    }
    const next = neighbour(cursor, 1)
    if (!next || (next.sectionId !== cursor.sectionId && !options.goesOnInto(next.sectionId))) return finish()
    enter(next, false)
  }

  const pause = () => {
    if (status !== 'speaking') return
    hush()
    setStatus('paused')
  }

  const jump = (by: 1 | -1) => {
    if (!cursor) return
    const next = neighbour(cursor, by)
    if (!next) return
    hush()
    enter(next, true)
  }

  /** Speaks the piece again that is being spoken, as with another voice. */
  const again = () => {
    if (status !== 'speaking' || !cursor) return
    hush()
    speakPiece(1)
  }

  return {
    /** Reads from the sentence that holds a code point of L1, or the first one behind it; false when there is none. */
    start: (sectionId: string, offset: number | null): boolean => {
      hush()
      const list = spokenIn(sectionId)
      const found = offset === null ? list[0] : list.find(({ span, at }) => (span?.end ?? at) > offset)
      const first = found ? { sectionId, spoken: found } : beyond(sectionId, 1)
      if (!first) {
        finish()
        return false
      }
      setStatus('speaking')
      enter(first, true)
      return true
    },
    pause,
    resume: () => {
      if (status !== 'paused' || !cursor) return
      setStatus('speaking')
      speakPiece(1)
    },
    next: () => jump(1),
    previous: () => jump(-1),
    stop: finish,
    again,
    place: (): SpokenPlace | null => cursor && { sectionId: cursor.sectionId, spoken: cursor.spoken },
  }
}
