/**
 * The seam between the two sides of Yandu. A shell implements `Wire` and nothing else of the bridge.
 * Failures travel as data and are thrown again, as `AppError`, by the client.
 */
export const errorCodes = [
  'bad-input',
  'unknown-method',
  'forbidden',
  'not-found',
  'conflict',
  'read-only',
  'disk-full',
  'disk-failed',
  'damaged-file',
  'too-large',
  'print-failed',
  'no-printer',
  'cancelled',
  'disconnected',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

export interface WireError {
  readonly code: ErrorCode
  /** Plain English, for logs; views choose their words by `code`. */
  readonly message: string
  readonly details: { readonly [key: string]: string | number | boolean | null }
}

export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError }

export interface EventMessage {
  readonly name: string
  readonly data: unknown
}

export interface Wire {
  /** Never rejects: what goes wrong is a reply with `ok: false`. */
  call(name: string, input: unknown): Promise<Reply>
  /** `onReady` runs at every (re)connection, before any event of that connection. Returns its own unsubscribe. */
  subscribe(onReady: () => void, onEvent: (event: EventMessage) => void): () => void
}

/** A failure the reader can act on. Anything else that is thrown is a bug. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: WireError['details']

  constructor(code: ErrorCode, message: string, details: WireError['details'] = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.details = details
  }
}

export const toWireError = (error: AppError): WireError => ({
  code: error.code,
  message: error.message,
  details: error.details,
})

/** Channel names of the Electron shell. The preload script knows these two and nothing else. */
export const ipcChannels = { call: 'bridge:call', event: 'bridge:event' } as const

/** Name under which the preload script exposes its `Wire`. */
export const exposedWireName = 'yanduWire'

/** How the browser shell's server and its page spell the same wire over HTTP. */
export const httpWire = {
  callPath: '/api/call/',
  eventsPath: '/api/events',
  secretHeader: 'x-yandu-secret',
  /** Name of the fragment parameter that hands the secret to the page. */
  secretParameter: 'secret',
  /** First line of an event stream, as JSON; every other line is an `EventMessage`, or empty as a sign of life. */
  readyLine: '"ready"',
  /** Milliseconds between two signs of life. */
  heartbeat: 15_000,
} as const
