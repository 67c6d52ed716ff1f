import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bodyLimit, strangerLimit, streamLimit } from '../../../main/shells/loopback-server.ts'
import { defaultSettings } from '../../../preload/contract/app.ts'
import { ownHeaders, secret, send, startServer, type Running } from './loopback-fixture.ts'

let running: Running
const call = { method: 'POST', path: '/api/call/settings.get', body: '{}' } as const

beforeAll(async () => {
  running = await startServer()
})

afterAll(() => running.server.close())

const text = (value: unknown): string => JSON.stringify(value)

describe('a call over HTTP', () => {
  it('is answered when everything is right, under either name of the computer itself', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      const host = `${name}:${running.port}`
      const answer = await send(running.port, {
        ...call,
        headers: { ...ownHeaders(running.port), host, origin: `http://${host}` },
      })
      expect(answer.status).toBe(200)
      expect(JSON.parse(answer.body)).toMatchObject({ ok: true, value: { paper: 'A4' } })
    }
  })

  it('listens on 127.0.0.1 and nowhere else', async () => {
    await expect(
      new Promise((resolve, reject) => {
        const socket = connect({ host: '127.0.0.2', port: running.port })
        socket.on('error', reject)
        socket.on('connect', () => {
          socket.destroy()
          resolve('connected')
        })
      }),
    ).rejects.toThrow('ECONNREFUSED')
  })

  it('gets 200 for the one right combination of several hundred and no other', async () => {
    const { port } = running
    const own = ownHeaders(port)
    const hosts = [
      own['host'],
      null,
      `127.0.0.1`,
      `evil.example:${port}`,
      `127.0.0.1:${port}.evil.example`,
      `[::1]:${port}`,
      `0.0.0.0:${port}`,
      `127.0.0.1:${port + 1}`,
      `LOCALHOST:${port}`,
      `127.1:${port}`,
    ]
    const origins = [
      own['origin'],
      null,
      'null',
      'http://evil.example',
      `http://localhost:${port}`,
      `https://127.0.0.1:${port}`,
      'http://127.0.0.1',
      `chrome-extension://abcdef`,
      `file://`,
      `http://127.0.0.1:${port}.evil.example`,
    ]
    const sites = [own['sec-fetch-site'], null, 'none', 'cross-site', 'same-site', 'nonsense']
    const secrets = [
      own['x-yandu-secret'],
      null,
      '',
      secret.slice(0, -1),
      `${secret}x`,
      secret.toLowerCase(),
      `${secret}, ${secret}`,
    ]
    const methods = ['POST', 'GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']
    const types = [
      own['content-type'],
      null,
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/json',
      'application/json, text/plain',
      'application/json; charset=utf-16',
    ]
    type Combination = {
      host: string | null
      origin: string | null
      site: string | null
      secret: string | null
      method: string
      type: string | null
    }
    const right: Combination = {
      host: own['host'] ?? '',
      origin: own['origin'] ?? '',
      site: 'same-origin',
      secret,
      method: 'POST',
      type: 'application/json',
    }
    const combinations: Combination[] = [
      ...hosts.flatMap((host) =>
        origins.flatMap((origin) =>
          sites.map((site) => ({ ...right, host: host ?? null, origin: origin ?? null, site: site ?? null })),
        ),
      ),
      ...secrets.flatMap((given) =>
        methods.flatMap((method) =>
          types.map((type) => ({ ...right, secret: given ?? null, method, type: type ?? null })),
        ),
      ),
    ]
    const allowed: string[] = []
    const leaking: string[] = []
    for (const one of combinations) {
      const answer = await send(port, {
        path: call.path,
        method: one.method,
        headers: {
          host: one.host,
          origin: one.origin,
          'sec-fetch-site': one.site,
          'x-yandu-secret': one.secret,
          'content-type': one.type,
        },
        body: '{}',
      })
      if (answer.status === 200) allowed.push(text(one))
      if (text([answer.body, answer.headers]).includes(secret)) leaking.push(text(one))
      if (Object.keys(answer.headers).some((name) => /^access-control|^set-cookie/.test(name))) leaking.push(text(one))
    }
    expect(combinations.length).toBeGreaterThan(900)
    // A client that is not a browser sends no Sec-Fetch-Site; its Origin and its secret still have to be right.
    expect(new Set(allowed)).toEqual(new Set([text(right), text({ ...right, site: null })]))
    expect(leaking).toEqual([])
  })

  it('refuses two Host headers', async () => {
    const answer = await rawSocket(
      `POST ${call.path} HTTP/1.1\r\nHost: 127.0.0.1:${running.port}\r\nHost: evil.example\r\nOrigin: http://127.0.0.1:${running.port}\r\nx-yandu-secret: ${secret}\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 40[03] /)
  })

  it.each([
    ['an absolute target', `GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n`],
    ['a target that names a host', `GET //evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n`],
    ['a tunnel', `CONNECT evil.example:443 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n`],
    [
      'a web socket',
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    ],
    ['no host', `GET / HTTP/1.0\r\n\r\n`],
    ['nonsense', `\x00\x01\x02\r\n\r\n`],
  ])('does not serve %s', async (_what, raw) => {
    const answer = await rawSocket(raw.replace('PORT', String(running.port)))
    expect(answer).not.toMatch(/^HTTP\/1\.1 (101|2\d\d)/)
  })

  it.each([
    ['broken JSON', '{', 400],
    ['nothing', '', 400],
    ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0xfe, 0x22), 400],
    ['two values', '{}{}', 400],
  ])('refuses %s', async (_what, body, status) => {
    const answer = await send(running.port, { ...call, headers: ownHeaders(running.port), body })
    expect(answer.status).toBe(status)
  })

  it('carries a failure of the app as data', async () => {
    const headers = ownHeaders(running.port)
    for (const [path, code] of [
      ['/api/call/no.such', 'unknown-method'],
      ['/api/call/', 'unknown-method'],
      ['/api/call/settings.get/more', 'unknown-method'],
      ['/api/call/__proto__', 'unknown-method'],
      ['/api/call/settings%2eget', 'unknown-method'],
      ['/api/call/documents.list', 'internal'],
    ] as const) {
      const answer = await send(running.port, { ...call, path, headers })
      expect([path, answer.status, JSON.parse(answer.body).error.code]).toEqual([path, 200, code])
    }
  })

  it('refuses a body over the limit, announced or not', async () => {
    const headers = ownHeaders(running.port)
    const announced = await send(running.port, {
      ...call,
      headers: { ...headers, 'content-length': String(bodyLimit + 1) },
      body: '{',
    })
    expect(announced.status).toBe(413)
    const before = running.app.handled.length
    const big = Buffer.alloc(bodyLimit + 1024, 0x20)
    const streamed = await send(running.port, {
      ...call,
      headers: { ...headers, 'transfer-encoding': 'chunked' },
      body: big,
    }).then(
      (answer) => answer.status,
      // The server may cut the connection while we still write; then no answer arrives at all.
      (error: NodeJS.ErrnoException) => error.code,
    )
    expect([413, 'EPIPE', 'ECONNRESET']).toContain(streamed)
    expect(running.app.handled.length).toBe(before)
  })

  it('takes a body just under the limit as far as dispatch', async () => {
    const body = `{"theme":"${'x'.repeat(bodyLimit - 100)}"}`
    const answer = await send(running.port, {
      ...call,
      path: '/api/call/settings.change',
      headers: ownHeaders(running.port),
      body,
    })
    expect([answer.status, JSON.parse(answer.body).error.code]).toEqual([200, 'too-large'])
  })

  it('asks for the secret before it says what exists', async () => {
    const headers = { ...ownHeaders(running.port), 'x-yandu-secret': 'wrong' }
    for (const path of ['/api/call/settings.get', '/api/call/none', '/api/none', '/api/events']) {
      expect((await send(running.port, { ...call, path, headers })).status).toBe(403)
    }
  })
})

describe('files over HTTP', () => {
  it('come without the secret, but only under our own name and not for another site', async () => {
    const host = `127.0.0.1:${running.port}`
    expect((await send(running.port, { headers: { host } })).body).toContain('hello')
    expect((await send(running.port, { headers: { host, 'sec-fetch-site': 'none' } })).status).toBe(200)
    for (const headers of [
      { host: 'evil.example' },
      { host, 'sec-fetch-site': 'cross-site' },
      { host, 'sec-fetch-site': 'same-site' },
      { host, origin: 'http://evil.example' },
      { host, origin: 'null' },
    ]) {
      expect((await send(running.port, { headers })).status).toBe(403)
    }
    for (const method of ['POST', 'PUT', 'TRACE', 'OPTIONS']) {
      expect((await send(running.port, { method, headers: { host } })).status).toBe(405)
    }
  })

  it('fail with a neutral word when the handler breaks', async () => {
    const broken = await startServer({ web: () => Promise.reject(new Error('secret-path')) })
    try {
      const answer = await send(broken.port, { headers: { host: `127.0.0.1:${broken.port}` } })
      expect(answer.status).toBe(500)
      expect(answer.body).not.toContain('secret-path')
      expect(broken.logged.join()).toContain('secret-path')
    } finally {
      await broken.server.close()
    }
  })
})

describe('the handover', () => {
  it('gives the secret once, in the fragment of an address, and to no other site', async () => {
    const host = `127.0.0.1:${running.port}`
    const path = running.handover.issue()
    for (const headers of [{ host: 'evil.example' }, { host, 'sec-fetch-site': 'cross-site' }]) {
      expect((await send(running.port, { path, headers })).status).toBe(403)
    }
    const first = await send(running.port, { path, headers: { host } })
    expect([first.status, first.headers.location, first.headers['cache-control']]).toEqual([
      302,
      `/#secret=${secret}`,
      'no-store',
    ])
    const second = await send(running.port, { path, headers: { host } })
    expect(second.status).toBe(410)
    expect(text([second.body, second.headers])).not.toContain(secret)
    expect(running.logged.join()).toContain('second time')
    expect((await send(running.port, { path: '/open/guess', headers: { host } })).status).toBe(410)
  })
})

describe('the event stream', () => {
  it('starts with ready, then shows signs of life and events', async () => {
    const own = await startServer({ heartbeat: 30 })
    const stream = await openStream(own.port)
    try {
      await stream.until('"ready"\n\n')
      own.app.emit({ name: 'settings.changed', data: { theme: '研' } })
      await stream.until('{"name":"settings.changed","data":{"theme":"研"}}\n')
      expect(stream.text().startsWith('"ready"\n')).toBe(true)
      expect(own.server.openStreams).toBe(1)
    } finally {
      stream.close()
      await own.server.close()
    }
  })

  it('needs our own page and the secret', async () => {
    const own = ownHeaders(running.port)
    const path = '/api/events'
    for (const headers of [
      { ...own, 'x-yandu-secret': null },
      { ...own, origin: null, 'sec-fetch-site': null },
      { ...own, origin: null, 'sec-fetch-site': 'none' },
      { ...own, origin: null, 'sec-fetch-site': 'cross-site' },
      { ...own, origin: 'http://evil.example' },
    ]) {
      expect((await send(running.port, { path, headers })).status).toBe(403)
    }
    expect((await send(running.port, { path, method: 'POST', headers: own })).status).toBe(405)
  })

  it('is open to a limited number at a time, and a closed one makes room', async () => {
    const own = await startServer()
    const streams = await Promise.all(Array.from({ length: streamLimit }, () => openStream(own.port)))
    try {
      const refused = await send(own.port, { path: '/api/events', headers: ownHeaders(own.port) })
      expect(refused.status).toBe(503)
      streams[0]?.close()
      await expect.poll(() => own.server.openStreams).toBe(streamLimit - 1)
      streams.push(await openStream(own.port))
      expect(own.streams.at(-1)).toBe(streamLimit)
    } finally {
      for (const stream of streams) stream.close()
      await own.server.close()
    }
  })
})

describe('strangers', () => {
  const crowd = async (port: number, count: number, sends: string): Promise<Socket[]> => {
    const sockets: Socket[] = []
    for (let index = 0; index < count; index += 1) {
      const socket = connect({ host: '127.0.0.1', port })
      socket.on('error', () => undefined)
      sockets.push(socket)
      await new Promise((resolve) => {
        socket.once('connect', resolve)
        socket.once('close', resolve)
      })
      if (sends !== '') socket.write(sends)
    }
    return sockets
  }

  it.each([
    ['say nothing', () => ''],
    ['break off in the head', (port: number) => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Slow: `],
    ['ask and stay', (port: number) => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`],
  ])('who %s, three hundred of them, do not shut the reader out', async (_what, sends) => {
    const own = await startServer({ heartbeat: 50 })
    const stream = await openStream(own.port)
    const sockets = await crowd(own.port, 300, sends(own.port))
    try {
      const answer = await Promise.race([
        send(own.port, { ...call, headers: ownHeaders(own.port) }),
        wait(3_000, null, { ref: false }),
      ])
      expect(answer?.status).toBe(200)
      const page = await Promise.race([
        send(own.port, { headers: { host: `127.0.0.1:${own.port}` } }),
        wait(3_000, null, { ref: false }),
      ])
      expect(page?.status).toBe(200)
      own.app.emit({ name: 'settings.changed', data: defaultSettings })
      await stream.until('settings.changed')
      await expect.poll(() => sockets.filter((socket) => !socket.closed).length).toBeLessThanOrEqual(strangerLimit)
    } finally {
      stream.close()
      for (const socket of sockets) socket.destroy()
      await own.server.close()
    }
  })

  it('who do not finish the head of a request are cut off within the time for it', async () => {
    const own = await startServer({ headersTimeout: 300 })
    const [socket] = await crowd(own.port, 1, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${own.port}\r\n`)
    socket?.resume()
    await expect.poll(() => socket?.closed, { timeout: 4_000 }).toBe(true)
    await own.server.close()
  })
})

describe('closing', () => {
  it('waits for the calls that run, then ends every connection', async () => {
    const answering = Promise.withResolvers<Record<string, never>>()
    const { createFakeApp } = await import('../../bridge/fake-app.ts')
    const own = await startServer({ app: createFakeApp({ 'app.openLink': () => answering.promise }) })
    const stream = await openStream(own.port)
    const answer = send(own.port, {
      ...call,
      path: '/api/call/app.openLink',
      headers: ownHeaders(own.port),
      body: '{"url":"https://a.example"}',
    })
    await expect.poll(() => own.app.handled.length).toBe(1)
    const closed = own.server.close()
    setTimeout(() => answering.resolve({}), 100)
    expect((await answer).status).toBe(200)
    await closed
    await expect.poll(() => stream.ended()).toBe(true)
    await expect(send(own.port, { headers: {} })).rejects.toThrow('ECONNREFUSED')
  })
})

const rawSocket = (bytes: string): Promise<string> =>
  new Promise((resolve) => {
    let received = ''
    const socket = connect({ host: '127.0.0.1', port: running.port }, () => socket.end(bytes))
    socket.setTimeout(3_000, () => socket.destroy())
    socket.on('data', (chunk) => (received += chunk.toString('latin1')))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(received))
  })

const openStream = async (port: number) => {
  const aborter = new AbortController()
  const headers = { origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin', 'x-yandu-secret': secret }
  const response = await fetch(`http://127.0.0.1:${port}/api/events`, { headers, signal: aborter.signal })
  let received = ''
  let ended = false
  const decoder = new TextDecoder()
  void (async () => {
    for await (const chunk of response.body ?? []) received += decoder.decode(chunk, { stream: true })
  })()
    .catch(() => undefined)
    .finally(() => (ended = true))
  return {
    text: () => received,
    ended: () => ended,
    until: (part: string) => expect.poll(() => received, { timeout: 5_000 }).toContain(part),
    close: () => aborter.abort(),
  }
}
