import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeWhenSaved, createCallTracker, type ClosableWindow } from '../../../main/shells/electron-closing.ts'
import { createReloadLimit } from '../../../main/shells/electron-breakdowns.ts'
import { parseElectronOptions, profileFolder } from '../../../main/shells/electron-options.ts'
import { createElectronPrinter, pdfOptions, type PrintWindow } from '../../../main/shells/electron-printing.ts'
import { placeWindow, readWindowState, writeWindowState } from '../../../main/shells/electron-window-state.ts'

describe('the place of the window', () => {
  const screen = { x: 0, y: 30, width: 1920, height: 1050 }
  const second = { x: 1920, y: 0, width: 1280, height: 1024 }

  it.each([
    ['none yet', null, { x: 320, y: 125, width: 1280, height: 860 }],
    ['seen whole', { x: 100, y: 100, width: 900, height: 700 }, { x: 100, y: 100, width: 900, height: 700 }],
    ['on the second screen', { x: 2000, y: 50, width: 900, height: 700 }, { x: 2000, y: 50, width: 900, height: 700 }],
    ['half outside', { x: -500, y: 900, width: 1000, height: 700 }, { x: 0, y: 380, width: 1000, height: 700 }],
    [
      'larger than the screen',
      { x: -10, y: -10, width: 5000, height: 4000 },
      { x: 0, y: 30, width: 1920, height: 1050 },
    ],
    [
      'on a screen that has gone',
      { x: 9000, y: 9000, width: 900, height: 700 },
      { x: 320, y: 125, width: 1280, height: 860 },
    ],
    ['too small', { x: 10, y: 40, width: 50, height: 50 }, { x: 10, y: 40, width: 640, height: 480 }],
  ])('%s', (_what, saved, placed) => expect(placeWindow(saved, [screen, second])).toEqual(placed))

  it('is remembered, and forgotten when the file is damaged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yandu-window-'))
    const path = join(folder, 'deep', 'window.json')
    const state = { bounds: { x: 1, y: 2, width: 800, height: 600 }, maximized: true }
    expect(readWindowState(path)).toBeNull()
    writeWindowState(path, state)
    expect(readWindowState(path)).toEqual(state)
    for (const damage of ['', 'null', '{"bounds":{}}', (await readFile(path, 'utf8')).slice(0, -3)]) {
      await writeFile(path, damage)
      expect(readWindowState(path)).toBeNull()
    }
    await rm(folder, { recursive: true })
  })
})

describe('arguments', () => {
  it('are found among those for Chromium', () => {
    expect(
      parseElectronOptions(['--no-sandbox', '--library', 'lib', '--remote-debugging-port=0', '--read-only'], '/home'),
    ).toEqual({
      library: '/home/lib',
      state: null,
      readOnly: true,
      commandLine: null,
      link: null,
      files: [],
    })
  })

  it('after --cli belong to the command line', () => {
    const options = parseElectronOptions(['--no-sandbox', '--cli', 'print', '--library', 'x', '--json'], '/')
    expect(options).toEqual({
      library: null,
      state: null,
      readOnly: false,
      commandLine: ['print', '--library', 'x', '--json'],
      link: null,
      files: [],
    })
  })
})

describe('the profile folder', () => {
  it('is one for each library and another for commands', () => {
    const folders = [
      profileFolder('/state', '/a', false),
      profileFolder('/state', '/b', false),
      profileFolder('/other', '/a', false),
      profileFolder('/state', '/a', true),
    ]
    expect(new Set(folders).size).toBe(4)
    expect(profileFolder('/state', '/b/../a/', false)).toBe(folders[0])
  })
})

describe('a page that breaks down', () => {
  it('is loaded again three times in a minute and no more', () => {
    let now = 0
    const mayReload = createReloadLimit(() => now)
    const after = (milliseconds: number): boolean => {
      now += milliseconds
      return mayReload()
    }
    expect([after(0), after(10_000), after(10_000), after(10_000), after(29_999)]).toEqual([true, true, true, false, false])
    expect([after(1), after(1)]).toEqual([true, false])
  })
})

describe('closing', () => {
  interface Stage {
    readonly events: string[]
    readonly window: ClosableWindow
    /** The reader presses the cross. Returns whether the window went. */
    press(): boolean
    pageObjects: boolean
    answer: boolean
    gone: boolean
  }

  const stage = (): Stage & { readonly calls: ReturnType<typeof createCallTracker> } => {
    const calls = createCallTracker()
    const events: string[] = []
    let onClose: (event: { preventDefault(): void }) => void = () => undefined
    let onObjection: (event: { preventDefault(): void }) => void = () => undefined
    const run = (listener: typeof onClose): boolean => {
      let prevented = false
      listener({ preventDefault: () => (prevented = true) })
      return prevented
    }
    const self: Stage = {
      events,
      pageObjects: false,
      answer: false,
      gone: false,
      press: () => {
        if (run(onClose)) return false
        if (self.pageObjects && !run(onObjection)) return false
        self.gone = true
        events.push('closed')
        return true
      },
      window: {
        on: (_event, listener) => (onClose = listener),
        hide: () => events.push('hide'),
        show: () => events.push('show'),
        close: () => void self.press(),
        isDestroyed: () => self.gone,
        webContents: { on: (_event, listener) => (onObjection = listener) },
      },
    }
    closeWhenSaved(self.window, calls, {
      beforeHiding: () => void events.push('remember'),
      closeAnyway: () => {
        events.push('asked')
        return self.answer
      },
    })
    return Object.assign(self, { calls })
  }

  it('hides at once, waits for the last calls, also those that start then, and goes', async () => {
    const one = stage()
    const first = Promise.withResolvers<void>()
    const second = Promise.withResolvers<void>()
    void one.calls.track(first.promise)
    expect(one.press()).toBe(false)
    expect(one.press()).toBe(false)
    expect(one.events).toEqual(['remember', 'hide'])
    await wait(300)
    void one.calls.track(second.promise)
    first.resolve()
    await wait(300)
    expect(one.gone).toBe(false)
    second.resolve()
    await expect.poll(() => one.gone, { timeout: 2_000 }).toBe(true)
    expect(one.events).toEqual(['remember', 'hide', 'closed'])
  })

  it('stays when the page holds unsaved words and the reader wants to keep them, and can be closed later', async () => {
    const one = stage()
    one.pageObjects = true
    one.press()
    await expect.poll(() => one.events, { timeout: 2_000 }).toEqual(['remember', 'hide', 'show', 'asked'])
    expect(one.gone).toBe(false)
    one.pageObjects = false
    one.press()
    await expect.poll(() => one.gone, { timeout: 2_000 }).toBe(true)
  })

  it('goes with unsaved words only when the reader says so', async () => {
    const one = stage()
    one.pageObjects = true
    one.answer = true
    one.press()
    await expect.poll(() => one.gone, { timeout: 2_000 }).toBe(true)
    expect(one.events).toEqual(['remember', 'hide', 'show', 'asked', 'closed'])
  })
})

describe('printing', () => {
  const printed = { title: '題', language: 'zh-Hant', headings: [{ level: 1, text: '一' }], blocks: ['一', '文'] }
  let destroyed = 0
  let loaded: string[] = []
  let crash: () => void = () => undefined
  let options: object[] = []

  beforeEach(() => {
    destroyed = 0
    loaded = []
    options = []
  })

  afterEach(() => expect(destroyed).toBe(1))

  const windowThat = (
    changes: Partial<PrintWindow['webContents']> & { load?: () => Promise<void> } = {},
  ): PrintWindow => ({
    loadURL: async (url) => {
      loaded.push(url)
      await changes.load?.()
    },
    destroy: () => void (destroyed += 1),
    webContents: {
      executeJavaScriptInIsolatedWorld: () => Promise.resolve(JSON.stringify(printed)),
      printToPDF: (given) => {
        options.push(given)
        return Promise.resolve(Uint8Array.of(1, 2))
      },
      print: (_options, done) => done(true, ''),
      on: (_event, listener) => (crash = listener),
      ...changes,
    },
  })

  it('makes a tagged PDF with bookmarks from the page once it is ready', async () => {
    let asked = 0
    const printer = createElectronPrinter(() =>
      windowThat({
        executeJavaScriptInIsolatedWorld: () => Promise.resolve((asked += 1) < 3 ? null : JSON.stringify(printed)),
      }),
    )
    expect(await printer.printToPdf('/print/abc')).toEqual({ pdf: Uint8Array.of(1, 2), printed })
    expect(loaded).toEqual(['app://yandu/print/abc'])
    expect(options).toEqual([pdfOptions])
    expect(pdfOptions).toMatchObject({
      generateTaggedPDF: true,
      generateDocumentOutline: true,
      preferCSSPageSize: true,
    })
  })

  it.each([
    ['the page does not load', windowThat({ load: () => Promise.reject(new Error('ERR_FAILED')) })],
    ['the page says nothing', windowThat({ executeJavaScriptInIsolatedWorld: () => Promise.resolve('') })],
    [
      'the page says something else',
      windowThat({ executeJavaScriptInIsolatedWorld: () => Promise.resolve('{"title":1}') }),
    ],
    ['the printer fails', windowThat({ printToPDF: () => Promise.reject(new Error('no memory')) })],
  ])('fails with print-failed when %s', async (_what, window) => {
    await expect(createElectronPrinter(() => window).printToPdf('/print/abc')).rejects.toMatchObject({
      code: 'print-failed',
    })
  })

  it('fails when the page breaks down while it is waited for', async () => {
    const printer = createElectronPrinter(() =>
      windowThat({ executeJavaScriptInIsolatedWorld: () => Promise.resolve(null) }),
    )
    const done = printer.printToPdf('/print/abc')
    done.catch(() => undefined)
    await wait(20)
    crash()
    await expect(done).rejects.toMatchObject({ code: 'print-failed', message: expect.stringContaining('broke down') })
  })

  it.each([
    [true, '', true],
    [false, 'Print job canceled', false],
    [false, 'cancelled', false],
  ])('to paper: %s %j is %s', async (success, reason, result) => {
    const printer = createElectronPrinter(() => windowThat({ print: (_options, done) => done(success, reason) }))
    expect(await printer.printPaper('/print/abc')).toBe(result)
  })

  it('to paper fails with the reason of the system', async () => {
    const printer = createElectronPrinter(() =>
      windowThat({ print: (_options, done) => done(false, 'Invalid printer settings') }),
    )
    await expect(printer.printPaper('/print/abc')).rejects.toMatchObject({
      code: 'print-failed',
      message: expect.stringContaining('Invalid'),
    })
  })
})
