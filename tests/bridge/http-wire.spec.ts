import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../preload/contract/app.ts'
import { createClient } from '../../renderer/bridge/client.ts'
import { createHttpWire, type HttpWireDeps } from '../../renderer/bridge/http-wire.ts'
import { pageFetch, secret, startServer } from '../main/shells/loopback-fixture.ts'
import { createFakeApp } from './fake-app.ts'

const wireTo = (port: number, changes: Partial<HttpWireDeps> = {}) =>
  createHttpWire({
    origin: `http://127.0.0.1:${port}`,
    secret,
    fetch: pageFetch(port),
    isLeaving: () => false,
    random: () => 0,
    ...changes,
  })

const answering = async (body: string, type = 'application/json'): Promise<{ port: number; server: Server }> => {
  const server = createServer((_request, response) => void response.setHeader('content-type', type).end(body))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, server }
}

describe('the HTTP wire', () => {
  it('says ready again after the server was restarted, and lost in between', async () => {
    const app = createFakeApp()
    const first = await startServer({ app })
    const client = createClient(wireTo(first.port))
    const heard: string[] = []
    client.onReady(() => heard.push('ready'))
    client.onLost(() => heard.push('lost'))
    client.on('settings.changed', (settings) => heard.push(settings.paper))
    await expect.poll(() => heard).toEqual(['ready'])
    await first.server.close()
    await expect.poll(() => heard).toEqual(['ready', 'lost'])
    const second = await startServer({ app, port: first.port })
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual(['ready', 'lost', 'ready'])
    app.emit({ name: 'settings.changed', data: { ...defaultSettings, paper: 'A4' } })
    await expect.poll(() => heard.at(-1)).toBe('A4')
    client.close()
    await second.server.close()
  })

  it('gives up, and says lost, when the port belongs to another run', async () => {
    const running = await startServer({ secret: 'another secret' })
    let asked = 0
    const client = createClient(
      wireTo(running.port, {
        fetch: (address, init) => {
          asked += 1
          return pageFetch(running.port)(address, init)
        },
      }),
    )
    let lost = 0
    client.onLost(() => (lost += 1))
    await expect.poll(() => lost).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect([asked, lost]).toEqual([1, 1])
    await expect(client.call('settings.get', {})).rejects.toMatchObject({ code: 'forbidden' })
    client.close()
    await running.server.close()
  })

  it('is refused without a secret', async () => {
    const running = await startServer()
    const wire = wireTo(running.port, { secret: null })
    expect(await wire.call('settings.get', {})).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    await running.server.close()
  })

  it.each([
    '<html>',
    '{}',
    '{"ok":true}',
    '{"ok":false}',
    '{"ok":false,"error":{"code":"made-up","message":"","details":{}}}',
    'null',
    '[]',
  ])('answers disconnected when a server says %s', async (body) => {
    const { port, server } = await answering(body)
    expect(await wireTo(port).call('settings.get', {})).toMatchObject({ ok: false, error: { code: 'disconnected' } })
    server.close()
  })

  it('answers disconnected when nobody listens, and never rejects', async () => {
    const { port, server } = await answering('')
    await new Promise((resolve) => server.close(resolve))
    expect(await wireTo(port).call('settings.get', {})).toMatchObject({ ok: false, error: { code: 'disconnected' } })
    const circle: { self?: unknown } = {}
    circle.self = circle
    expect(await wireTo(port).call('settings.get', circle)).toMatchObject({
      ok: false,
      error: { code: 'disconnected' },
    })
  })

  it('asks for a call to outlive the page only while it is left and only when it is small', async () => {
    const seen: (boolean | undefined)[] = []
    let leaving = false
    const wire = wireTo(1, {
      isLeaving: () => leaving,
      fetch: (_address, init) => {
        seen.push(init.keepalive)
        return Promise.resolve(Response.json({ ok: true, value: null }))
      },
    })
    await wire.call('a', 'x')
    leaving = true
    await wire.call('a', 'x')
    await wire.call('a', '研'.repeat(30_000))
    expect(seen).toEqual([undefined, true, undefined])
  })
})
