import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppOptions } from '../../../main/app.ts'
import { runBrowserShell, type BrowserShellDeps } from '../../../main/shells/browser-shell.ts'
import { AppError } from '../../../preload/contract/wire.ts'
import { createFakeApp } from '../../bridge/fake-app.ts'
import { send } from './loopback-fixture.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-shell-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** A program that writes down its arguments, does `body`, and is found on the PATH of the shell under test. */
const program = async (name: string, body: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${path}.args'\n${body}\n`)
  await chmod(path, 0o755)
  return path
}

const argumentsOf = (name: string): Promise<string[]> =>
  readFile(join(folder, `${name}.args`), 'utf8').then(
    (text) => text.trim().split('\n'),
    () => [],
  )

interface Run {
  readonly code: Promise<number>
  readonly said: string[]
  readonly complained: string[]
  readonly opened: AppOptions[]
  /** Links and whether a new window takes them. */
  readonly offered: [string, boolean][]
  readonly closed: () => number
  readonly printersClosed: () => number
  stop(): void
  address(): Promise<URL>
}

const run = (args: readonly string[], changes: Partial<BrowserShellDeps> & { failWith?: unknown } = {}): Run => {
  const said: string[] = []
  const complained: string[] = []
  const opened: AppOptions[] = []
  const offered: [string, boolean][] = []
  const fake = createFakeApp()
  let closed = 0
  let printersClosed = 0
  let stop = (): void => {}
  let made = 0
  const code = runBrowserShell({
    args: ['--library', join(folder, 'library'), '--state', join(folder, 'state'), ...args],
    cwd: folder,
    env: { PATH: `${folder}:/usr/bin:/bin` },
    home: folder,
    system: 'linux',
    asRoot: true,
    contentFolder: join(folder, 'content'),
    uiFolder: join(folder, 'ui'),
    version: '1.2.3',
    openApp: (options) => {
      opened.push(options)
      if (changes.failWith !== undefined) return Promise.reject(changes.failWith)
      return Promise.resolve({
        dispatch: fake.dispatch,
        listen: fake.listen,
        theme: () => 'system' as const,
        web: () => Promise.resolve(new Response('hello')),
        offerLink: (link, newWindow) => void offered.push([link, newWindow]),
        openFile: () => undefined,
        close: () => {
          closed += 1
          return Promise.resolve()
        },
      })
    },
    findChromium: () => null,
    createPrinter: () => ({
      printToPdf: () =>
        Promise.resolve({ pdf: new Uint8Array(), printed: { title: '', language: '', headings: [], blocks: [] } }),
      close: () => {
        printersClosed += 1
        return Promise.resolve()
      },
    }),
    randomText: () => `random-text-${(made += 1)}-${'x'.repeat(30)}`,
    now: Date.now,
    say: (line) => void said.push(line),
    complain: (line) => void complained.push(line),
    onStop: (listener) => (stop = listener),
    idle: 300,
    ...changes,
  })
  return {
    code,
    said,
    complained,
    opened,
    offered,
    closed: () => closed,
    printersClosed: () => printersClosed,
    stop: () => stop(),
    address: async () => {
      await expect.poll(() => said.join('\n'), { timeout: 8_000 }).toContain('Yandu is at ')
      return new URL(/Yandu is at (\S+)/.exec(said.join('\n'))?.[1] ?? '')
    },
  }
}

const display = (): Record<string, string> => ({ PATH: `${folder}:/usr/bin:/bin`, DISPLAY: ':77' })

/** What a page does once it is open: takes the secret from the handover and holds an event stream. */
const visit = async (address: string): Promise<() => void> => {
  const url = new URL(address)
  const redirect = await send(Number(url.port), { path: url.pathname, headers: { host: url.host } })
  const secret = new URLSearchParams((redirect.headers.location ?? '').split('#')[1]).get('secret') ?? ''
  const aborter = new AbortController()
  const headers = { 'sec-fetch-site': 'same-origin', 'x-yandu-secret': secret }
  const stream = await fetch(`${url.origin}/api/events`, { headers, signal: aborter.signal })
  expect(stream.status).toBe(200)
  return () => aborter.abort()
}

describe('serving without a window', () => {
  it.each([
    ['--serve', ['--serve'], {}, 'no window was asked for'],
    ['--no-window', ['--no-window'], { DISPLAY: ':77' }, 'no window was asked for'],
    ['no display', [], {}, 'there is no display'],
    ['CI', [], { CI: '1', DISPLAY: ':77' }, 'automated run'],
  ])('happens for %s, says so, and ends when asked', async (_why, args, env, reason) => {
    const one = run(args, { env: { PATH: folder, ...env } })
    const address = await one.address()
    expect(one.said.join('\n')).toContain(reason)
    expect(address.hostname).toBe('127.0.0.1')
    const secret = new URLSearchParams(address.hash.slice(1)).get('secret') ?? ''
    const answer = await send(Number(address.port), {
      method: 'POST',
      path: '/api/call/settings.get',
      headers: {
        host: address.host,
        origin: address.origin,
        'x-yandu-secret': secret,
        'content-type': 'application/json',
      },
      body: '{}',
    })
    expect(answer.status).toBe(200)
    await wait(400)
    expect(one.closed()).toBe(0)
    one.stop()
    expect(await one.code).toBe(0)
    expect(one.closed()).toBe(1)
    await expect(send(Number(address.port), {})).rejects.toThrow('ECONNREFUSED')
  })

  it('passes folders and wishes on to the app', async () => {
    const one = run(['--serve', '--read-only'])
    await one.address()
    expect(one.opened[0]).toMatchObject({
      libraryFolder: join(folder, 'library'),
      stateFolder: join(folder, 'state'),
      version: '1.2.3',
      readOnly: true,
    })
    expect(one.opened[0]?.platform.capabilities).toEqual({
      saveDialog: false,
      download: true,
      systemPrint: false,
      pagePrint: true,
      pdf: false,
      reveal: false,
      fullScreen: false,
    })
    one.stop()
    await one.code
  })

  it('keeps to the port it was given, and says when that is taken', async () => {
    const one = run(['--serve'])
    const { port } = await one.address()
    const other = run(['--serve', '--port', port])
    expect(await other.code).toBe(1)
    expect(other.complained.join()).toContain(port)
    expect(other.closed()).toBe(1)
    one.stop()
    await one.code
  })
})

describe('a library that is taken', () => {
  const locked = new AppError('read-only', 'locked', { reason: 'locked', pid: 4711, focused: true })

  it('ends well after saying who has it', async () => {
    const one = run(['--serve'], { failWith: locked })
    expect(await one.code).toBe(0)
    expect(one.said.join()).toMatch(/already .*4711.*front.*--read-only/s)
  })

  it('ends badly for another failure of the library, in words', async () => {
    const one = run(['--serve'], { failWith: new AppError('disk-failed', 'the disk is gone') })
    expect(await one.code).toBe(1)
    expect(one.complained.join()).toContain('the disk is gone')
  })

  it('does not hide a bug', async () => {
    await expect(run(['--serve'], { failWith: new TypeError('bug') }).code).rejects.toThrow('bug')
  })
})

const link = 'yandu://passage/essay/2.2?p=7'

describe('another Yandu that asks for this one', () => {
  it('is told that nothing came to the front when it only serves', async () => {
    const one = run(['--serve'])
    await one.address()
    expect(one.opened[0]?.onFocus(null)).toBe(false)
    expect(one.opened[0]?.onFocus(null)).toBe(false)
    expect(one.said.join()).toContain('serves without a window')
    expect(one.offered).toEqual([])
    expect(one.opened[0]?.onFocus(link)).toBe(false)
    expect(one.offered).toEqual([[link, false]])
    one.stop()
    expect(await one.code).toBe(0)
  })
})

describe('the default browser', () => {
  it('is opened with an address that works once and does not hold the secret', async () => {
    await program('xdg-open', 'exit 0')
    const one = run([], { env: display() })
    await expect.poll(() => argumentsOf('xdg-open')).toHaveLength(1)
    const [address = ''] = await argumentsOf('xdg-open')
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/open\//)
    expect(one.said.join()).toContain('default browser')
    const leave = await visit(address)
    const again = await send(Number(new URL(address).port), {
      path: new URL(address).pathname,
      headers: { host: new URL(address).host },
    })
    expect(again.status).toBe(410)
    leave()
    expect(await one.code).toBe(0)
    expect(one.closed()).toBe(1)
  })

  it('keeps running while a page comes back in time', async () => {
    await program('xdg-open', 'exit 0')
    const one = run(['--browser-window'], { env: display(), findChromium: () => '/nowhere/chromium', idle: 600 })
    await expect.poll(() => argumentsOf('xdg-open')).toHaveLength(1)
    const leave = await visit((await argumentsOf('xdg-open'))[0] ?? '')
    leave()
    await wait(200)
    expect(one.opened[0]?.onFocus(link)).toBe(true)
    expect(one.opened[0]?.onFocus(link)).toBe(true)
    // The first one goes to the page that is being opened, the second to whichever page asks first.
    expect(one.offered).toEqual([[link, true], [link, false]])
    await expect.poll(() => argumentsOf('xdg-open')).toHaveLength(2)
    const leaveAgain = await visit((await argumentsOf('xdg-open'))[1] ?? '')
    await wait(700)
    expect(one.closed()).toBe(0)
    leaveAgain()
    expect(await one.code).toBe(0)
  })

  it('gives way to serving when it cannot be opened', async () => {
    await program('xdg-open', 'exit 3')
    const one = run([], { env: display() })
    await one.address()
    expect(one.said.join()).toContain('could not be opened')
    one.stop()
    expect(await one.code).toBe(0)
  })
})

describe('a window of its own', () => {
  it('ends the program when it is closed', async () => {
    const chromium = await program('chromium', `while [ ! -e '${folder}/close-window' ]; do sleep 0.05; done`)
    const one = run([], { env: display(), findChromium: () => chromium, idle: 60_000 })
    await expect.poll(async () => (await argumentsOf('chromium')).at(-1) ?? '').toMatch(/^--app=http:/)
    const args = await argumentsOf('chromium')
    expect(args.join('\n')).not.toContain('secret')
    expect(args).toContain(`--user-data-dir=${join(folder, 'state', 'browser-profile')}`)
    expect(args).toContain('--no-sandbox')
    expect(one.said.join()).toContain('--no-sandbox')
    const leave = await visit((args.at(-1) ?? '').replace('--app=', ''))
    leave()
    await writeFile(join(folder, 'close-window'), '')
    expect(await one.code).toBe(0)
    expect(one.closed()).toBe(1)
  })

  it('is followed by the default browser when it ends without having shown anything', async () => {
    const chromium = await program('chromium', 'exit 1')
    await program('xdg-open', 'exit 0')
    const one = run([], { env: display(), findChromium: () => chromium, asRoot: false })
    await expect.poll(() => argumentsOf('xdg-open'), { timeout: 5_000 }).toHaveLength(1)
    expect(await argumentsOf('chromium')).not.toContain('--no-sandbox')
    expect(one.said.join()).toContain('ended without showing anything')
    one.stop()
    expect(await one.code).toBe(0)
  })

  it(
    'ends with the real window of a real Chromium, whose page got the secret and said hello',
    { timeout: 60_000 },
    async () => {
      const real = await findRealChromium()
      if (real === null) throw new Error('This test needs a Chromium.')
      // The window without a screen; everything else is as the reader gets it.
      const chromium = await program('chromium', `exec '${real}' --headless=new "$@"`)
      await mkdir(join(folder, 'ui'))
      const page = `<!doctype html><title>Yandu</title><script type="module" src="/page.js"></script>`
      const script = `
      const secret = new URLSearchParams(location.hash.slice(1)).get('secret')
      const headers = { 'x-yandu-secret': secret }
      const options = { headers, credentials: 'omit', referrerPolicy: 'no-referrer' }
      const events = await fetch('/api/events', options)
      await events.body.getReader().read()
      await fetch('/api/call/app.openLink', {
        ...options, method: 'POST', headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ url: 'https://said.example/' + events.status }),
      })
      setTimeout(() => window.close(), 300)`
      await writeFile(join(folder, 'ui', 'index.html'), page)
      await writeFile(join(folder, 'ui', 'page.js'), script)
      const { createWeb } = await import('../../../main/web.ts')
      const fake = createFakeApp()
      const web = createWeb({ uiFolder: join(folder, 'ui'), printModel: async () => null, download: async () => null })
      let closed = false
      const one = run([], {
        env: { ...display(), HOME: folder },
        findChromium: () => chromium,
        idle: 60_000,
        openApp: () =>
          Promise.resolve({
            dispatch: fake.dispatch,
            listen: fake.listen,
            theme: () => 'system' as const,
            openFile: () => undefined,
            web,
            offerLink: () => undefined,
            close: async () => void (closed = true),
          }),
      })
      await expect
        .poll(() => fake.handled, { timeout: 30_000 })
        .toEqual([{ name: 'app.openLink', input: { url: 'https://said.example/200' } }])
      const ended = await Promise.race([one.code, wait(10_000, 'still open')])
      // Headless Chromium may outlive its last page; a window with a screen does not.
      if (ended === 'still open') one.stop()
      expect(await one.code).toBe(0)
      expect(closed).toBe(true)
    },
  )
})

const findRealChromium = async (): Promise<string | null> => {
  const { findProgram } = await import('../../../main/shells/openers.ts')
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge']) {
    const path = findProgram(name, process.env)
    if (path !== null) return path
  }
  return null
}

describe('a link to a passage', () => {
  it('opens with the library', async () => {
    const one = run(['--serve', link])
    await one.address()
    expect(one.opened[0]?.link).toBe(link)
    one.stop()
    expect(await one.code).toBe(0)
  })

  it('is handed to the Yandu that has the library', async () => {
    const locked = new AppError('read-only', 'locked', { reason: 'locked', pid: 7, focused: true })
    const one = run([link], { failWith: locked })
    expect(await one.code).toBe(0)
    expect(one.said.join()).toContain('asked to show the passage')
  })

  it.each([['yandu://evil/essay/1'], ['https://example.org/'], [link, link], ['yandu://passage/essay/1?x=1']])(
    'is refused when it is none: %s',
    async (...args) => {
      const one = run(['--serve', ...args])
      expect(await one.code).toBe(2)
      expect(one.complained.join()).toContain('yandu://')
      expect(one.opened).toEqual([])
    },
  )
})

describe('a file', () => {
  it('is opened with the library, from where Yandu was started', async () => {
    const one = run(['--serve', 'notes.TXT', join(folder, '故鄉.epub')])
    await one.address()
    expect(one.opened[0]?.files).toEqual([join(folder, 'notes.TXT'), join(folder, '故鄉.epub')])
    expect(one.opened[0]?.link).toBeNull()
    one.stop()
    expect(await one.code).toBe(0)
  })
})

describe('arguments', () => {
  it.each([['--nonsense'], ['--port', 'x'], ['--port', '80'], ['--port', '70000'], ['file.exe'], ['--library']])(
    'refuses %s %s and shows what there is',
    async (...args) => {
      const one = run(args)
      expect(await one.code).toBe(2)
      expect(one.complained.join()).toContain('--browser-window')
      expect(one.opened).toEqual([])
    },
  )

  it('explains itself', async () => {
    const one = run(['--help'])
    expect(await one.code).toBe(0)
    expect(one.said.join()).toContain('--serve')
  })
})
