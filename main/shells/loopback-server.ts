import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { httpWire, type ErrorCode, type EventMessage, type Reply } from '../../preload/contract/wire.ts'
import { commonHeaders, inertPolicy } from '../content-security-policy.ts'
import type { Dispatch } from '../dispatch.ts'
import type { Web } from '../platform.ts'
import type { Handover } from './handover.ts'
import { createConnections } from './loopback-connections.ts'
import { allowedHosts, refuseBody, refuseCaller, refuseStranger, type Refusal } from './loopback-guard.ts'

export interface LoopbackServerDeps {
  readonly dispatch: Dispatch
  readonly web: Web
  readonly listen: (listener: (event: EventMessage) => void) => () => void
  /** 256 random bits as text; every call has to bring it. */
  readonly secret: string
  readonly handover: Handover
  readonly log: (line: string) => void
  /** Told whenever an event stream opens or closes. */
  readonly onStreams: (open: number) => void
  /** Milliseconds between two signs of life on an event stream. */
  readonly heartbeat?: number
  /** Milliseconds a connection may take to send the head of a request. */
  readonly headersTimeout?: number
}

export interface LoopbackServer {
  /** Starts on 127.0.0.1; port 0 lets the system choose. Resolves to the port; rejects when it is taken. */
  start(port: number): Promise<number>
  readonly openStreams: number
  /** Takes no new calls, waits (ten seconds at most) for those that run, and ends every connection. */
  close(): Promise<void>
}

/** Largest body of a call, in bytes. */
export const bodyLimit = 16 * 1024 * 1024

/** Most event streams at a time: one per window, and room for a few that have not noticed their end. */
export const streamLimit = 16

/** Most connections that have not shown the secret: a page loads with six, and a few pages may load at once. */
export const strangerLimit = 64

/** Bytes an event stream may lag behind; a reader that slow is cut off and comes back with fresh snapshots. */
const lagLimit = 1024 * 1024

const apiHeaders = {
  ...commonHeaders,
  'content-security-policy': inertPolicy,
  'cache-control': 'no-store',
} as const

const codes: Readonly<Record<number, ErrorCode>> = { 400: 'bad-input', 404: 'not-found', 413: 'too-large' }

const sendReply = (
  response: ServerResponse,
  status: number,
  reply: Reply,
  extra: Record<string, string> = {},
): void => {
  response.writeHead(status, { ...apiHeaders, 'content-type': 'application/json; charset=utf-8', ...extra })
  response.end(JSON.stringify(reply))
}

/** The connection ends with a refusal, so an unread body is never waited for. */
const sendRefusal = (response: ServerResponse, { status, reason }: Refusal, extra: Record<string, string> = {}): void =>
  sendReply(
    response,
    status,
    { ok: false, error: { code: codes[status] ?? 'forbidden', message: reason, details: {} } },
    { connection: 'close', ...extra },
  )

/** The body as text, or null once it grows over the limit. Throws when it is not UTF-8 or breaks off. */
const readBody = async (request: IncomingMessage): Promise<string | null> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bodyLimit) return null
    chunks.push(chunk)
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks))
}

/**
 * The browser shell's end of the wire, on 127.0.0.1 only. Calls and events want our own page and the secret; everything
 * else is a file or a page made a moment ago and goes to `web`. There are no cookies and no header that would let
 * another origin read an answer.
 */
export const createLoopbackServer = (deps: LoopbackServerDeps): LoopbackServer => {
  const { dispatch, web, secret, handover, log } = deps
  const streams = new Set<ServerResponse>()
  const running = new Set<Promise<void>>()
  let hosts: ReadonlySet<string> = new Set()
  const connections = createConnections(strangerLimit)
  let closing = false

  const answerCall = async (request: IncomingMessage, response: ServerResponse, name: string): Promise<void> => {
    const refusal = refuseBody(request, bodyLimit)
    if (refusal !== null) return sendRefusal(response, refusal)
    let input: unknown
    try {
      const body = await readBody(request)
      if (body === null) return sendRefusal(response, { status: 413, reason: 'The call is too large.' })
      input = JSON.parse(body)
    } catch {
      return sendRefusal(response, { status: 400, reason: 'The call is not JSON in UTF-8.' })
    }
    sendReply(response, 200, await dispatch(name, input))
  }

  const trackCall = async (call: Promise<void>): Promise<void> => {
    running.add(call)
    try {
      await call
    } finally {
      running.delete(call)
    }
  }

  const openStream = (response: ServerResponse): void => {
    if (streams.size >= streamLimit) return sendRefusal(response, { status: 503, reason: 'Too many windows are open.' })
    response.writeHead(200, { ...apiHeaders, 'content-type': 'application/x-ndjson; charset=utf-8' })
    response.write(`${httpWire.readyLine}\n`)
    const beat = setInterval(() => response.write('\n'), deps.heartbeat ?? httpWire.heartbeat)
    const stopListening = deps.listen((event) => {
      response.write(`${JSON.stringify({ name: event.name, data: event.data })}\n`)
      if (response.writableLength > lagLimit) response.destroy()
    })
    streams.add(response)
    response.on('close', () => {
      clearInterval(beat)
      stopListening()
      streams.delete(response)
      deps.onStreams(streams.size)
    })
    response.on('error', () => response.destroy())
    deps.onStreams(streams.size)
  }

  const answerApi = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const refusal = refuseCaller(request, secret)
    if (refusal !== null) return sendRefusal(response, refusal)
    connections.trusted(request.socket)
    if (closing) return sendRefusal(response, { status: 503, reason: 'Yandu is closing.' })
    if (path === httpWire.eventsPath) {
      if (request.method === 'GET') return openStream(response)
      return sendRefusal(response, { status: 405, reason: 'Events are read with GET.' }, { allow: 'GET' })
    }
    if (!path.startsWith(httpWire.callPath))
      return sendRefusal(response, { status: 404, reason: 'There is nothing here.' })
    if (request.method === 'POST') {
      return trackCall(answerCall(request, response, path.slice(httpWire.callPath.length)))
    }
    return sendRefusal(response, { status: 405, reason: 'Calls are made with POST.' }, { allow: 'POST' })
  }

  const answerHandover = (response: ServerResponse, path: string): void => {
    if (handover.redeem(path)) {
      response.writeHead(302, { ...apiHeaders, location: `/#${httpWire.secretParameter}=${secret}` })
      response.end()
      return
    }
    log('An address for opening the window was asked for a second time or too late; nothing was handed over.')
    response.writeHead(410, { ...apiHeaders, 'content-type': 'text/plain; charset=utf-8' })
    response.end('This address has been used. Close this window and start Yandu again.\n')
  }

  const answerWeb = async (request: IncomingMessage, response: ServerResponse, target: string): Promise<void> => {
    const method = request.method ?? 'GET'
    if (method !== 'GET' && method !== 'HEAD') {
      return sendRefusal(
        response,
        { status: 405, reason: 'Only GET and HEAD are answered here.' },
        { allow: 'GET, HEAD' },
      )
    }
    const url = URL.canParse(target, 'http://127.0.0.1') ? new URL(target, 'http://127.0.0.1') : null
    if (url === null) return sendRefusal(response, { status: 400, reason: 'The request names no path of this server.' })
    const answer = await web(new Request(url, { method }))
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refusal = refuseStranger(request, hosts)
    if (refusal !== null) return sendRefusal(response, refusal)
    const target = request.url ?? '/'
    const path = target.split('?', 1)[0] ?? '/'
    if (path.startsWith('/api/')) return answerApi(request, response, path)
    if (path.startsWith('/open/') && request.method === 'GET') return answerHandover(response, path)
    return answerWeb(request, response, target)
  }

  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: deps.headersTimeout ?? 10_000,
      requestTimeout: 60_000,
      keepAliveTimeout: 5_000,
      // The two request limits above hold only as often as Node looks; it looks every 30 seconds unless told.
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      connections.asked(request.socket)
      answer(request, response).catch((error: unknown) => {
        log(`A request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
        if (response.headersSent) response.destroy()
        else
          sendReply(response, 500, {
            ok: false,
            error: { code: 'internal', message: 'The request failed.', details: {} },
          })
      })
    },
  )
  server.maxConnections = 256
  server.on('connection', connections.opened)
  server.on('upgrade', (_request, socket) => socket.destroy())

  return {
    start: async (port) => {
      server.listen({ host: '127.0.0.1', port, exclusive: true })
      await once(server, 'listening')
      // A TCP server's address is always an AddressInfo; the string form belongs to pipes.
      const bound = (server.address() as AddressInfo).port
      hosts = allowedHosts(bound)
      return bound
    },
    get openStreams() {
      return streams.size
    },
    close: async () => {
      closing = true
      server.close()
      const giveUp = new AbortController()
      await Promise.race([
        Promise.allSettled([...running]),
        wait(10_000, undefined, { signal: giveUp.signal }).catch(() => undefined),
      ])
      giveUp.abort()
      for (const stream of streams) stream.end()
      server.closeIdleConnections()
      // What was just answered gets a moment to leave before the sockets are cut.
      await wait(50)
      server.closeAllConnections()
    },
  }
}
