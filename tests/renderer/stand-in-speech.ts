export interface StandInVoice {
  readonly voiceURI: string
  readonly name: string
  readonly lang: string
  readonly localService: boolean
  readonly default: boolean
}

export interface StandInOptions {
  readonly voices: readonly StandInVoice[]
  /** Milliseconds until the voices are told, with their event. */
  readonly voicesAfter: number
  /** Milliseconds for one UTF-16 unit at the usual speed. */
  readonly perUnit: number
  /** Milliseconds between speak() and the start. */
  readonly startAfter: number
  /** The voice tells words as it says them. */
  readonly boundaries: boolean
  /** Utterances, counted from 1, that never begin, as a swallowed one. */
  readonly swallowed: readonly number[]
  /** Utterances that end without saying so. */
  readonly endless: readonly number[]
  /** An error that utterances end with instead of speaking. */
  readonly failWith: string | null
}

/**
 * Stands where a browser's speech synthesis stands and behaves like Chromium's: voices come late and with an event, events
 * come asynchronously, a cancel ends each utterance with an error event, the queue is one for all, and after pause()
 * nothing speaks any more. Self-contained: tests run it here and, as text, in a page.
 */
export const createStandInSpeech = (given: Partial<StandInOptions>) => {
  const options: StandInOptions = {
    voices: [],
    voicesAfter: 5,
    perUnit: 2,
    startAfter: 3,
    boundaries: true,
    swallowed: [],
    endless: [],
    failWith: null,
    ...given,
  }

  class Utterance extends EventTarget {
    text: string
    voice: StandInVoice | null = null
    lang = ''
    rate = 1
    pitch = 1
    constructor(text: string) {
      super()
      this.text = text
    }
  }

  const said: { text: string; voice: string; rate: number; pitch: number }[] = []
  const calls: string[] = []
  let known: readonly StandInVoice[] = []
  let queue: Utterance[] = []
  let running: Utterance | null = null
  let ended: Utterance | null = null
  let timers: ReturnType<typeof setTimeout>[] = []
  let broken = false
  let count = 0

  const later = (task: () => void, ms: number): void => {
    timers.push(setTimeout(task, ms))
  }

  const tell = (utterance: Utterance, type: string, fields: object = {}): void => {
    utterance.dispatchEvent(Object.assign(new Event(type), { charIndex: 0, charLength: 0, name: '', error: '' }, fields))
  }

  const finish = (utterance: Utterance, type: 'end' | 'error', fields: object = {}): void => {
    if (running === utterance) running = null
    tell(utterance, type, fields)
    next()
  }

  const next = (): void => {
    const [utterance] = queue
    if (running !== null || utterance === undefined || broken) return
    queue = queue.slice(1)
    running = utterance
    count += 1
    const own = count
    if (options.swallowed.includes(own)) return
    later(() => {
      if (running !== utterance) return
      if (options.failWith !== null) return finish(utterance, 'error', { error: options.failWith })
      const spoken = utterance.voice ?? { voiceURI: '(any voice)' }
      said.push({ text: utterance.text, voice: spoken.voiceURI, rate: utterance.rate, pitch: utterance.pitch })
      tell(utterance, 'start')
      const step = options.perUnit / utterance.rate
      if (options.boundaries) {
        for (let at = 0; at < utterance.text.length; at += 2) {
          later(() => {
            if (running === utterance) tell(utterance, 'boundary', { name: 'word', charIndex: at, charLength: Math.min(2, utterance.text.length - at) })
          }, at * step)
        }
      }
      later(() => {
        if (running !== utterance) return
        if (!options.endless.includes(own)) return finish(utterance, 'end')
        running = null
        ended = utterance
      }, utterance.text.length * step)
    }, options.startAfter)
  }

  const synthesis = Object.assign(new EventTarget(), {
    paused: false,
    getVoices: () => [...known],
    speak: (utterance: Utterance) => {
      calls.push('speak')
      queue.push(utterance)
      next()
    },
    cancel: () => {
      calls.push('cancel')
      for (const timer of timers) clearTimeout(timer)
      timers = []
      const cut = running
      const waiting = queue
      running = null
      ended = null
      queue = []
      if (cut) setTimeout(() => tell(cut, 'error', { error: 'interrupted' }), 1)
      for (const utterance of waiting) setTimeout(() => tell(utterance, 'error', { error: 'canceled' }), 1)
    },
    pause: () => {
      calls.push('pause')
      broken = true
    },
    resume: () => void calls.push('resume'),
  })
  Object.defineProperty(synthesis, 'speaking', { get: () => running !== null })
  Object.defineProperty(synthesis, 'pending', { get: () => queue.length > 0 })

  setTimeout(() => {
    known = options.voices
    synthesis.dispatchEvent(new Event('voiceschanged'))
  }, options.voicesAfter)

  return {
    synthesis,
    Utterance,
    said,
    calls,
    /** What another page does that takes the voice away. */
    interrupt: () => {
      const cut = running
      if (cut) finish(cut, 'error', { error: 'interrupted' })
    },
    /** An event that comes for an utterance that is long over. */
    late: (type: 'end' | 'error') => {
      if (ended) tell(ended, type, { error: 'canceled' })
    },
    /** Voices that the system has found later. */
    addVoices: (voices: readonly StandInVoice[]) => {
      known = [...known, ...voices]
      synthesis.dispatchEvent(new Event('voiceschanged'))
    },
  }
}

export type StandInSpeech = ReturnType<typeof createStandInSpeech>
