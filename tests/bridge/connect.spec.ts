import { describe, expect, it } from 'vitest'
import { exposedWireName, type Wire } from '../../preload/contract/wire.ts'
import { exposedWire } from '../../renderer/bridge/exposed-wire.ts'
import { takeSecret } from '../../renderer/bridge/secret.ts'

const pageAt = (hash: string, stored: Record<string, string> = {}) => {
  const replaced: string[] = []
  const storage = new Map(Object.entries(stored))
  return {
    page: {
      location: { hash, pathname: '/', search: '?x=1' },
      history: {
        state: null,
        replaceState: (_state: unknown, _unused: string, url: string) => void replaced.push(url),
      },
      sessionStorage: {
        getItem: (key: string) => storage.get(key) ?? null,
        setItem: (key: string, value: string) => void storage.set(key, value),
      },
    },
    replaced,
    storage,
  }
}

describe('the secret in the address', () => {
  it('is taken out of the address bar and kept for the tab', () => {
    const { page, replaced, storage } = pageAt('#secret=abc')
    expect(takeSecret(page)).toBe('abc')
    expect(replaced).toEqual(['/?x=1'])
    expect([...storage.values()]).toEqual(['abc'])
  })

  it('is still there after a reload, and a new one wins', () => {
    const { page, storage } = pageAt('#secret=abc')
    takeSecret(page)
    const kept = Object.fromEntries(storage)
    expect(takeSecret(pageAt('', kept).page)).toBe('abc')
    expect(takeSecret(pageAt('#secret=new', kept).page)).toBe('new')
  })

  it('is null for a page that never had one', () => {
    const { page, replaced } = pageAt('#section-2')
    expect(takeSecret(page)).toBeNull()
    expect(replaced).toEqual([])
  })
})

describe('the wire in the page', () => {
  it.each([undefined, null, 'wire', {}, { call: 1, subscribe: 2 }, { call: () => undefined }])('is not %j', (value) => {
    expect(exposedWire({ [exposedWireName]: value })).toBeNull()
  })

  it('never rejects, even when the main side refuses the caller', async () => {
    const refusing: Wire = {
      call: () => Promise.reject(new Error('This frame may not call Yandu.')),
      subscribe: () => () => undefined,
    }
    const wire = exposedWire({ [exposedWireName]: refusing })
    expect(await wire?.call('settings.get', {})).toMatchObject({ ok: false, error: { code: 'disconnected' } })
  })
})
