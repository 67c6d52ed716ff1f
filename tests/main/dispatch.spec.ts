import { describe, expect, it } from 'vitest'
import { createDispatch } from '../../main/dispatch.ts'
import { depthLimit, inputFault, textLimit, valueLimit } from '../../main/input-limits.ts'
import type { Handlers } from '../../preload/contract/index.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { createFakeApp } from '../bridge/fake-app.ts'

const nested = (depth: number): unknown => {
  let value: unknown = 0
  for (let level = 0; level < depth; level += 1) value = [value]
  return value
}

describe('dispatch', () => {
  it('gives the parsed input to the handler and its value back', async () => {
    const app = createFakeApp()
    expect(await app.dispatch('settings.change', { paper: 'Letter' })).toMatchObject({
      ok: true,
      value: { paper: 'Letter' },
    })
    expect(app.handled).toEqual([{ name: 'settings.change', input: { paper: 'Letter' } }])
  })

  it.each([
    'toString',
    'constructor',
    '__proto__',
    'hasOwnProperty',
    'valueOf',
    '',
    'settings.get ',
    'Settings.get',
    'a'.repeat(1e6),
  ])('refuses the name %.40s', async (name) => {
    const app = createFakeApp()
    expect(await app.dispatch(name, {})).toMatchObject({ ok: false, error: { code: 'unknown-method' } })
    expect(app.handled).toEqual([])
  })

  it('refuses a name that is not text', async () => {
    const { dispatch } = createFakeApp()
    for (const name of [null, undefined, 1, {}, ['settings.get']]) {
      const reply = await dispatch(name as unknown as string, {})
      expect(reply).toMatchObject({ ok: false, error: { code: 'unknown-method' } })
    }
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'paper'],
    ['a list', []],
    ['an unknown member', { paper: 'Letter', extra: 1 }],
    ['a wrong value', { paper: 'B5' }],
    ['a number too small', { outlineWidth: 1 }],
    ['not a number', { outlineWidth: Number.NaN }],
    ['a prototype', JSON.parse('{"__proto__":{"paper":"Letter"}}')],
    ['a Date', { paper: new Date(0) }],
    ['a Map', new Map([['paper', 'dark']])],
    ['a function', { theme: () => 'dark' }],
    ['a bigint', { outlineWidth: 300n }],
    ['deep nesting', nested(depthLimit + 1)],
  ])('refuses %s as input and does not run the handler', async (_what, input) => {
    const app = createFakeApp()
    expect(await app.dispatch('settings.change', input)).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    expect(app.handled).toEqual([])
  })

  it('never repeats the value it refused', async () => {
    const { dispatch } = createFakeApp()
    const reply = await dispatch('settings.change', { paper: 'my private words' })
    expect(JSON.stringify(reply)).not.toContain('private')
    expect(reply).toMatchObject({ error: { details: { where: 'paper' } } })
  })

  it('carries an AppError as data', async () => {
    const { dispatch } = createFakeApp({
      'settings.get': () => Promise.reject(new AppError('disk-full', 'no room', { path: 'x', free: 0 })),
    })
    expect(await dispatch('settings.get', {})).toEqual({
      ok: false,
      error: { code: 'disk-full', message: 'no room', details: { path: 'x', free: 0 } },
    })
  })

  it('logs a bug in full and says nothing about it', async () => {
    const app = createFakeApp()
    const reply = await app.dispatch('documents.list', {})
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(JSON.stringify(reply)).not.toContain('secret-path')
    expect(app.logged.join()).toContain('secret-path-in-a-stack-trace')
  })

  it.each([
    [
      'throws before it returns',
      () => {
        throw new Error('sync')
      },
    ],
    [
      'throws a text',
      () => {
        throw 'text'
      },
    ],
    ['rejects with nothing', () => Promise.reject(undefined)],
  ])('never rejects when a handler %s, even with a log that fails', async (_what, handler) => {
    const handlers = { 'settings.get': handler } as unknown as Handlers
    const dispatch = createDispatch(handlers, () => {
      throw new Error('the log is full')
    })
    expect(await dispatch('settings.get', {})).toMatchObject({ ok: false, error: { code: 'internal' } })
  })

  it('never rejects when the input itself throws on reading', async () => {
    const { dispatch } = createFakeApp()
    const trap = {
      get theme(): string {
        throw new Error('trap')
      },
    }
    expect(await dispatch('settings.change', trap)).toMatchObject({ ok: false, error: { code: 'internal' } })
  })
})

describe('input limits', () => {
  it('takes what JSON can be, up to the limits', () => {
    for (const value of [null, true, 'x', 1.5, [], {}, { a: [{ b: null }] }, nested(depthLimit)]) {
      expect(inputFault(value)).toBeNull()
    }
    expect(inputFault('x'.repeat(textLimit))).toBeNull()
    expect(inputFault(Object.assign(Object.create(null), { a: 1 }))).toBeNull()
  })

  it('stops at once at shapes that unfold without end', () => {
    const circle: unknown[] = []
    circle.push(circle, circle)
    expect(inputFault(circle)).toBe('too-deep')
    let shared: unknown = 0
    for (let level = 0; level < depthLimit - 1; level += 1) shared = [shared, shared]
    const start = performance.now()
    expect(inputFault(shared)).toBe('too-large')
    expect(performance.now() - start).toBeLessThan(10_000)
  })

  it('refuses too many values and too much text', () => {
    expect(inputFault(Array.from({ length: valueLimit + 1 }, () => 0))).toBe('too-large')
    const sparse: unknown[] = []
    sparse.length = 4_000_000_000
    expect(inputFault(sparse)).toBe('too-large')
    expect(inputFault(['x'.repeat(textLimit), 'x'])).toBe('too-large')
    expect(inputFault({ ['x'.repeat(textLimit + 1)]: 1 })).toBe('too-large')
  })
})
