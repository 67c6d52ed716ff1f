export interface DelayedWrite {
  /** Something is to be written: soon, not at once, and with what else comes until then. */
  touch(): void
  /** Resolves when everything touched so far is written; rejects when that fails. */
  flush(): Promise<void>
  /** Forgets what is still to be written. */
  stop(): void
}

export interface DelayedWriteDeps {
  readonly write: () => Promise<void>
  /** Milliseconds of quiet to wait for, and the longest wait while the touching goes on. */
  readonly quiet?: number
  readonly longest?: number
  /** Milliseconds until a failed write is tried again. */
  readonly retry?: number
}

/** One writer at a time; touches during a write lead to one more. A failed write stays due. */
export const createDelayedWrite = ({
  write,
  quiet = 300,
  longest = 2000,
  retry = 5000,
}: DelayedWriteDeps): DelayedWrite => {
  let timer: NodeJS.Timeout | null = null
  let since: number | null = null
  let dirty = false
  let running: Promise<void> = Promise.resolve()

  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const run = (): Promise<void> => {
    cancel()
    const next = running
      .catch(() => undefined)
      .then(async () => {
        if (!dirty) return
        dirty = false
        since = null
        try {
          await write()
        } catch (error) {
          dirty = true
          throw error
        }
      })
    running = next
    return next
  }
  const runLater = (delay: number): NodeJS.Timeout => {
    cancel()
    const next = setTimeout(() => {
      timer = null
      run().catch(() => {
        if (timer === null) runLater(retry).unref()
      })
    }, delay)
    timer = next
    return next
  }
  return {
    touch: () => {
      dirty = true
      const now = performance.now()
      since ??= now
      runLater(Math.max(0, Math.min(quiet, since + longest - now)))
    },
    flush: run,
    stop: () => {
      cancel()
      dirty = false
    },
  }
}
