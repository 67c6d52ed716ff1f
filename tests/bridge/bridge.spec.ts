import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultSettings } from '../../preload/contract/app.ts'
import { AppError, errorCodes, type EventMessage } from '../../preload/contract/wire.ts'
import { createClient, type Client } from '../../renderer/bridge/client.ts'
import { createFakeApp, type FakeApp } from './fake-app.ts'
import { bridges, type Bridge } from './wires.ts'

const settingsChanged: EventMessage = { name: 'settings.changed', data: { ...defaultSettings, paper: 'Letter' } }

describe.each(bridges)('the bridge over %s', (_name, connect) => {
  let app: FakeApp
  let bridge: Bridge
  let client: Client
  let failWith: AppError = new AppError('conflict', 'nothing yet')

  beforeEach(async () => {
    app = createFakeApp({ 'library.reveal': () => Promise.reject(failWith) })
    bridge = await connect(app)
    client = createClient(bridge.wire)
  })

  afterEach(async () => {
    client.close()
    await bridge.close()
  })

  const ready = (): Promise<void> => new Promise((resolve) => void client.onReady(resolve))

  it('carries a call and its answer', async () => {
    expect(await client.call('settings.get', {})).toEqual(defaultSettings)
    expect(await client.call('settings.change', { paper: 'Letter', outlineWidth: 200.5 })).toMatchObject({
      paper: 'Letter',
    })
    expect(app.handled.at(-1)).toEqual({ name: 'settings.change', input: { paper: 'Letter', outlineWidth: 200.5 } })
  })

  it('carries every character, lone surrogates and controls included', async () => {
    const url = 'https://a.example/研讀\u{20000}\ud800\u0000\u2028"\\'
    await client.call('app.openLink', { url })
    expect(app.handled.at(-1)?.input).toEqual({ url })
  })

  it.each(errorCodes)('throws AppError for the failure %s', async (code) => {
    failWith = new AppError(code, 'in words', { path: '/a', count: 2, known: true, keptAs: null })
    const error: unknown = await client.call('library.reveal', {}).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({
      code,
      message: 'in words',
      details: { path: '/a', count: 2, known: true, keptAs: null },
    })
  })

  it('refuses what the contract does not know', async () => {
    const hostile = client as unknown as { call(name: string, input: unknown): Promise<unknown> }
    for (const name of ['no.such', 'toString', '__proto__', '', '../settings.get', 'settings.get?x']) {
      await expect(hostile.call(name, {})).rejects.toMatchObject({ code: 'unknown-method' })
    }
    await expect(hostile.call('settings.change', { paper: 'B5' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(hostile.call('settings.get', { extra: 1 })).rejects.toMatchObject({ code: 'bad-input' })
    expect(app.handled).toEqual([])
  })

  it('does not let a bug speak', async () => {
    const error: unknown = await client.call('documents.list', {}).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'internal' })
    expect(String(error)).not.toContain('secret-path')
  })

  it('says ready, also to a listener that comes later, then delivers events to every listener', async () => {
    await ready()
    await ready()
    const heard: string[] = []
    client.on('settings.changed', (settings) => heard.push(`first ${settings.paper}`))
    const stop = client.on('settings.changed', (settings) => heard.push(`second ${settings.paper}`))
    client.on('notes.changed', () => heard.push('note'))
    app.emit(settingsChanged)
    await expect.poll(() => heard).toEqual(['first Letter', 'second Letter'])
    stop()
    app.emit(settingsChanged)
    await expect.poll(() => heard).toEqual(['first Letter', 'second Letter', 'first Letter'])
  })

  it('leaves aside events it does not understand', async () => {
    await ready()
    const heard: unknown[] = []
    client.on('settings.changed', (settings) => heard.push(settings.paper))
    app.emit({ name: 'settings.changed', data: { paper: 'B5' } })
    app.emit({ name: 'library.exploded', data: {} })
    app.emit({ name: 'toString', data: {} })
    app.emit(settingsChanged)
    await expect.poll(() => heard).toEqual(['Letter'])
  })

  it('hears nothing more after close, and can still call', async () => {
    await ready()
    const heard: unknown[] = []
    client.on('settings.changed', () => heard.push(1))
    client.close()
    app.emit(settingsChanged)
    expect(await client.call('settings.get', {})).toEqual(defaultSettings)
    expect(heard).toEqual([])
  })

  it('keeps many calls apart', async () => {
    const widths = Array.from({ length: 50 }, (_, index) => 200 + index)
    const answers = await Promise.all(widths.map((outlineWidth) => client.call('settings.change', { outlineWidth })))
    expect(answers.map((answer) => answer.outlineWidth)).toEqual(widths)
  })
})
