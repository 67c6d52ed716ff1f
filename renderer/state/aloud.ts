/** What the reader asks of the voice. `offset` is a code point of L1; null is where the reader is. */
export type AloudWish =
  | { readonly kind: 'start'; readonly offset: number | null }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'next' | 'previous' | 'stop' | 'show' | 'look-again' }

/**
 * `looking`: the system has not told its voices yet. `none`: it has no Chinese voice that works without a network.
 */
export type AloudStatus = 'off' | 'looking' | 'none' | 'speaking' | 'paused'

export interface VoiceChoice {
  readonly id: string
  readonly name: string
  /** BCP 47 tag, as the system gives it. */
  readonly language: string
}

export interface AloudState {
  readonly status: AloudStatus
  /** Voices that may be used: Chinese, and on this computer. */
  readonly voices: readonly VoiceChoice[]
  /** The voice in use; null while there is none. */
  readonly voice: string | null
  /** Whether the system has Chinese voices that would send the text away; they are never used. */
  readonly remoteOnly: boolean
  /** Section of the sentence that is being read. */
  readonly sectionId: string | null
  /** `serial` makes asking for the same twice two wishes. */
  readonly wish: { readonly wish: AloudWish; readonly serial: number } | null
}

export const initialAloud: AloudState = {
  status: 'off',
  voices: [],
  voice: null,
  remoteOnly: false,
  sectionId: null,
  wish: null,
}

export type AloudAction =
  | { readonly type: 'aloud.wished'; readonly wish: AloudWish }
  | {
      readonly type: 'aloud.changed'
      readonly change: Partial<Pick<AloudState, 'status' | 'voices' | 'voice' | 'remoteOnly' | 'sectionId'>>
    }

export const reduceAloud = (state: AloudState, action: AloudAction): AloudState => {
  switch (action.type) {
    case 'aloud.wished':
      return { ...state, wish: { wish: action.wish, serial: (state.wish?.serial ?? 0) + 1 } }
    case 'aloud.changed': {
      const next = { ...state, ...action.change }
      const same = (Object.keys(action.change) as (keyof typeof action.change)[]).every((key) => state[key] === next[key])
      return same ? state : next
    }
  }
}
