import { errorCodes, httpWire, type ErrorCode, type EventMessage, type Reply } from '../../preload/contract/wire.ts'
import type { BreakableWire } from './client.ts'
import { readEventStream } from './event-stream.ts'

export interface HttpWireDeps {
  /** Where the server is: "http://127.0.0.1:1234", or empty for the page's own origin. */
  readonly origin: string
  /** Null when the page was opened without one; the server then refuses every call. */
  readonly secret: string | null
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>
  /** True while the page is hidden or being left, so that a call must be able to outlive it. */
  readonly isLeaving: () => boolean
  /** A number from 0 to 1. */
  readonly random: () => number
}

/** Milliseconds between attempts to reconnect: the first, and the longest; each waits twice as long as the last. */
const firstPause = 250
const longestPause = 5_000

/** Milliseconds without a sign of life after which a stream counts as broken, as it does after the computer slept. */
const silence = 3 * httpWire.heartbeat

/** Browsers let 64 KiB in all outlive a page (Fetch Standard, "inflight keepalive bytes"); in UTF-16 units of ASCII. */
const keepaliveLimit = 60_000

const disconnected = (message: string): Reply => ({ ok: false, error: { code: 'disconnected', message, details: {} } })

const isErrorCode = (code: unknown): code is ErrorCode => errorCodes.some((known) => known === code)

const isReply = (value: unknown): value is Reply => {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false
  if (value.ok === true) return 'value' in value
  if (!('error' in value) || typeof value.error !== 'object' || value.error === null) return false
  return 'code' in value.error && isErrorCode(value.error.code) && 'message' in value.error && 'details' in value.error
}

const encoder = new TextEncoder()

/** The wire of the browser shell: calls are POSTs, events one streamed answer that is opened again whenever it ends. */
export const createHttpWire = ({ origin, secret, fetch, isLeaving, random }: HttpWireDeps): BreakableWire => {
  const lostListeners = new Set<() => void>()
  const common = {
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  } as const satisfies RequestInit
  const identity: Record<string, string> = secret === null ? {} : { [httpWire.secretHeader]: secret }

  const lost = (): void => {
    for (const listener of [...lostListeners]) listener()
  }

  const call = async (name: string, input: unknown): Promise<Reply> => {
    try {
      const body = JSON.stringify(input)
      const keepalive = isLeaving() && encoder.encode(body).length <= keepaliveLimit
      const response = await fetch(`${origin}${httpWire.callPath}${encodeURIComponent(name)}`, {
        ...common,
        method: 'POST',
        headers: { ...identity, 'content-type': 'application/json' },
        body,
        ...(keepalive ? { keepalive } : {}),
      })
      const reply: unknown = await response.json()
      return isReply(reply) ? reply : disconnected('The answer is not one of Yandu.')
    } catch (error) {
      return disconnected(error instanceof Error ? error.message : String(error))
    }
  }

  const subscribe = (onReady: () => void, onEvent: (event: EventMessage) => void): (() => void) => {
    const stopped = new AbortController()
    let connected = false
    let pause = firstPause

    /** Resolves to false when there is no use in trying again. */
    const connectOnce = async (): Promise<boolean> => {
      const attempt = new AbortController()
      const give = (): void => attempt.abort()
      stopped.signal.addEventListener('abort', give)
      let timer = setTimeout(give, silence)
      try {
        const response = await fetch(`${origin}${httpWire.eventsPath}`, {
          ...common,
          headers: identity,
          signal: attempt.signal,
        })
        // Another run, or another program, has the port now. It must not be offered this secret again and again.
        if (response.status === 403) return false
        if (!response.ok || response.body === null) return true
        await readEventStream(response.body, {
          onReady: () => {
            connected = true
            pause = firstPause
            onReady()
          },
          onEvent,
          onLife: () => {
            clearTimeout(timer)
            timer = setTimeout(give, silence)
          },
        })
        return true
      } catch {
        // Whatever broke it, the remedy is a new stream and the fresh snapshots that follow its ready.
        return true
      } finally {
        clearTimeout(timer)
        attempt.abort()
        stopped.signal.removeEventListener('abort', give)
      }
    }

    const keepConnected = async (): Promise<void> => {
      for (let first = true; !stopped.signal.aborted; first = false) {
        const again = await connectOnce()
        if (stopped.signal.aborted) return
        if (connected || first) lost()
        connected = false
        if (!again) return
        await new Promise((resolve) => setTimeout(resolve, pause * (0.75 + random() / 2)))
        pause = Math.min(pause * 2, longestPause)
      }
    }

    void keepConnected()
    return () => stopped.abort()
  }

  return {
    call,
    subscribe,
    onLost: (listener) => {
      lostListeners.add(listener)
      return () => void lostListeners.delete(listener)
    },
  }
}
