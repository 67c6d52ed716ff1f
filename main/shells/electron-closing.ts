import { setTimeout as wait } from 'node:timers/promises'

/** Milliseconds without a running call after which a hidden window has said all it had to say. */
const quiet = 200

/** Milliseconds a closing window may go on talking. */
const patience = 5_000

export interface CallTracker {
  /** Follows a call until it is answered; passes its answer on. */
  track<Result>(call: Promise<Result>): Promise<Result>
  /** Resolves once no call has run for a moment, or after five seconds. */
  settled(): Promise<void>
}

export const createCallTracker = (): CallTracker => {
  let running = 0
  let calls = 0
  return {
    track: async (call) => {
      running += 1
      calls += 1
      try {
        return await call
      } finally {
        running -= 1
      }
    },
    settled: async () => {
      let seen = -1
      for (let waited = 0; waited < patience && (running > 0 || calls !== seen); waited += quiet) {
        seen = calls
        await wait(quiet)
      }
    },
  }
}

export interface ClosingChoices {
  readonly beforeHiding: () => void
  /** Whether to close although words are not saved. */
  readonly closeAnyway: () => boolean
}

export interface ClosableWindow {
  on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown
  hide(): void
  show(): void
  close(): void
  isDestroyed(): boolean
  readonly webContents: {
    on(event: 'will-prevent-unload', listener: (event: { preventDefault(): void }) => void): unknown
  }
}

/**
 * Closes a window in two steps. `beforeHiding` sees it last as the reader had it: a hidden window is no longer maximised
 * on X11. Hidden, its page saves what is open and the calls run out; only then it is really
 * closed. A page that still holds words it could not save objects to that, and `closeAnyway` asks the reader.
 */
export const closeWhenSaved = (
  window: ClosableWindow,
  calls: CallTracker,
  { beforeHiding, closeAnyway }: ClosingChoices,
): void => {
  let step: 'open' | 'saving' | 'closing' = 'open'
  window.on('close', (event) => {
    if (step === 'closing') return
    event.preventDefault()
    if (step === 'saving') return
    step = 'saving'
    beforeHiding()
    window.hide()
    void calls.settled().then(() => {
      if (window.isDestroyed()) return
      step = 'closing'
      window.close()
    })
  })
  window.webContents.on('will-prevent-unload', (event) => {
    window.show()
    // To prevent the page's objection is to let the window close.
    if (closeAnyway()) event.preventDefault()
    else step = 'open'
  })
}
