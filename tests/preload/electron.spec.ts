import { beforeEach, expect, it, vi } from 'vitest'
import { exposedWireName, ipcChannels, type Reply, type Wire } from '../../preload/contract/wire.ts'

const recorded = vi.hoisted(() => ({
  exposed: [] as [string, unknown][],
  invoked: [] as unknown[][],
  listeners: new Map<string, ((event: unknown, message: unknown) => void)[]>(),
}))

// Electron's module exists only inside Electron; this stands where its two objects stand and writes down their use.
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => recorded.exposed.push([name, value]) },
  ipcRenderer: {
    invoke: (...args: unknown[]) => {
      recorded.invoked.push(args)
      return Promise.resolve({ ok: true, value: 1 } satisfies Reply)
    },
    on: (channel: string, listener: () => void) => {
      recorded.listeners.set(channel, [...(recorded.listeners.get(channel) ?? []), listener])
    },
    off: (channel: string, listener: () => void) => {
      recorded.listeners.set(
        channel,
        (recorded.listeners.get(channel) ?? []).filter((one) => one !== listener),
      )
    },
  },
}))

let wire: Wire

beforeEach(async () => {
  recorded.exposed.length = 0
  recorded.invoked.length = 0
  recorded.listeners.clear()
  vi.resetModules()
  await import('../../preload/electron.ts')
  wire = recorded.exposed[0]?.[1] as Wire
})

it('exposes two functions under one name and nothing else', () => {
  expect(recorded.exposed.map(([name]) => name)).toEqual([exposedWireName])
  expect(Object.keys(wire).toSorted()).toEqual(['call', 'subscribe'])
  expect(Object.values(wire).every((value) => typeof value === 'function')).toBe(true)
})

it('uses only its two fixed channels', async () => {
  await wire.call('no matter what', { a: 1 })
  expect(recorded.invoked).toEqual([[ipcChannels.call, 'no matter what', { a: 1 }]])
  wire.subscribe(
    () => undefined,
    () => undefined,
  )
  expect([...recorded.listeners.keys()]).toEqual([ipcChannels.event])
})

it('says ready, hands on messages without Electron’s event, and stops when told', async () => {
  const heard: unknown[] = []
  const stop = wire.subscribe(
    () => heard.push('ready'),
    (...message) => heard.push(message),
  )
  await Promise.resolve()
  recorded.listeners.get(ipcChannels.event)?.forEach((listener) => listener({ sender: 'raw' }, { name: 'a', data: 1 }))
  expect(heard).toEqual(['ready', [{ name: 'a', data: 1 }]])
  stop()
  expect(recorded.listeners.get(ipcChannels.event)).toEqual([])
})
