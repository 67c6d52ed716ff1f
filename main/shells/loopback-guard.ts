import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { httpWire } from '../../preload/contract/wire.ts'

export interface Refusal {
  readonly status: number
  readonly reason: string
}

const refuse = (status: number, reason: string): Refusal => ({ status, reason })

/** The names the server answers to. A page that rebinds its own name to 127.0.0.1 arrives with another `Host`. */
export const allowedHosts = (port: number): ReadonlySet<string> => new Set([`127.0.0.1:${port}`, `localhost:${port}`])

/** Compares digests, so that neither the content nor the length of the real secret shows in the time taken. */
export const sameSecret = (given: string, secret: string): boolean => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}

const header = (request: IncomingMessage, name: string): string | null => {
  const values = request.headersDistinct[name]
  if (values === undefined) return null
  return values.length === 1 ? (values[0] ?? '') : values.join(', ')
}

/**
 * Whether any request may be answered at all: one exact `Host`, a plain path as target, and nothing that another site
 * started. Answers null when it may.
 */
export const refuseStranger = (request: IncomingMessage, hosts: ReadonlySet<string>): Refusal | null => {
  const host = header(request, 'host')
  if (host === null || !hosts.has(host)) return refuse(403, 'This address is not served.')
  const target = request.url ?? ''
  if (!target.startsWith('/') || target.startsWith('//'))
    return refuse(400, 'The request names no path of this server.')
  const origin = header(request, 'origin')
  if (origin !== null && origin !== `http://${host}`) return refuse(403, 'Another origin may not ask here.')
  const site = header(request, 'sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return refuse(403, 'Another site may not ask here.')
  return null
}

/**
 * Whether a request that `refuseStranger` let through may use the bridge: it comes from our own page and holds the
 * secret. Browsers send no `Origin` with a same-origin GET; there `Sec-Fetch-Site` has to say it instead.
 */
export const refuseCaller = (request: IncomingMessage, secret: string): Refusal | null => {
  const site = header(request, 'sec-fetch-site')
  if (site === 'none') return refuse(403, 'Only the reader itself may ask here.')
  const ownByFetchSite = request.method === 'GET' && site === 'same-origin'
  if (header(request, 'origin') === null && !ownByFetchSite) return refuse(403, 'The origin is missing.')
  if (!sameSecret(header(request, httpWire.secretHeader) ?? '', secret)) return refuse(403, 'The secret is not right.')
  return null
}

const jsonType = /^application\/json(; ?charset="?utf-8"?)?$/i

/** Whether the body of a call is announced as plain JSON of a size we take; `limit` is in bytes. */
export const refuseBody = (request: IncomingMessage, limit: number): Refusal | null => {
  if (!jsonType.test(header(request, 'content-type') ?? '')) return refuse(415, 'A call is sent as application/json.')
  if (header(request, 'content-encoding') !== null) return refuse(415, 'A call is sent uncompressed.')
  if (Number(header(request, 'content-length') ?? 0) > limit) return refuse(413, 'The call is too large.')
  return null
}
