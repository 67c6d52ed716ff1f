import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { createHandover, type Handover } from '../../../main/shells/handover.ts'
import { createLoopbackServer, type LoopbackServer } from '../../../main/shells/loopback-server.ts'
import type { Web } from '../../../main/platform.ts'
import { createFakeApp, type FakeApp } from '../../bridge/fake-app.ts'

export const secret = 'S3cretS3cretS3cretS3cretS3cretS3cretS3cret0'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Running {
  readonly app: FakeApp
  readonly server: LoopbackServer
  readonly handover: Handover
  readonly port: number
  readonly logged: string[]
  readonly streams: number[]
}

const helloWeb: Web = () =>
  Promise.resolve(new Response('<!doctype html>hello', { headers: { 'content-type': 'text/html' } }))

export const startServer = async (
  options: { app?: FakeApp; web?: Web; heartbeat?: number; headersTimeout?: number; port?: number; secret?: string } = {},
): Promise<Running> => {
  const app = options.app ?? createFakeApp()
  const logged: string[] = []
  const streams: number[] = []
  let made = 0
  const handover = createHandover(Date.now, () => `token-${(made += 1)}`)
  const server = createLoopbackServer({
    dispatch: app.dispatch,
    listen: app.listen,
    web: options.web ?? helloWeb,
    secret: options.secret ?? secret,
    handover,
    log: (line) => logged.push(line),
    onStreams: (open) => streams.push(open),
    ...(options.heartbeat === undefined ? {} : { heartbeat: options.heartbeat }),
    ...(options.headersTimeout === undefined ? {} : { headersTimeout: options.headersTimeout }),
  })
  const port = await server.start(options.port ?? 0)
  return { app, server, handover, port, logged, streams }
}

export interface RawRequest {
  readonly method?: string
  readonly path?: string
  /** Sent as they are; no Host is added. A null header is left out. */
  readonly headers?: Readonly<Record<string, string | string[] | null>>
  readonly body?: string | Uint8Array
}

/** A request exactly as given, which fetch would not allow. */
export const send = (port: number, { method = 'GET', path = '/', headers = {}, body }: RawRequest): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const given = Object.fromEntries(
      Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== null),
    )
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers: given, setHost: false, agent: false })
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    request.on('error', reject)
    request.end(body)
  })

/** The headers our own page sends with a call. */
export const ownHeaders = (port: number): Record<string, string> => ({
  host: `127.0.0.1:${port}`,
  origin: `http://127.0.0.1:${port}`,
  'sec-fetch-site': 'same-origin',
  'x-yandu-secret': secret,
  'content-type': 'application/json',
})

/** `fetch` with what a browser adds to a page's own requests and Node does not. */
export const pageFetch =
  (port: number) =>
  (address: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('sec-fetch-site', 'same-origin')
    if (init.method === 'POST') headers.set('origin', `http://127.0.0.1:${port}`)
    return fetch(address, { ...init, headers })
  }
