import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBrowserPlatform } from '../../../main/shells/browser-platform.ts'
import { chooseOpening, windowArguments } from '../../../main/shells/browser-window.ts'
import { findOpener, hasDisplay, type Opener } from '../../../main/shells/openers.ts'
import { outsideLink } from '../../../main/outside-links.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-open-'))
  await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$#" "$@" > '${folder}/args'\n`)
  await chmod(join(folder, 'xdg-open'), 0o755)
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const opener = (): Opener => {
  const found = findOpener('linux', { PATH: folder, DISPLAY: ':0' })
  if (found === null) throw new Error('xdg-open was not found')
  return found
}

const given = async (): Promise<string[]> => (await readFile(join(folder, 'args'), 'utf8')).trimEnd().split('\n')

describe('addresses that may leave Yandu', () => {
  it.each([
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['HTTP://EXAMPLE.ORG', 'http://example.org/'],
    ['mailto:a@example.org?subject=x', 'mailto:a@example.org?subject=x'],
    ['https://例子.測試/', 'https://xn--fsqu00a.xn--g6w251d/'],
  ])('%s', (address, opened) => expect(outsideLink(address)).toBe(opened))

  it.each([
    'file:///etc/passwd',
    'smb://host/share',
    '\\\\host\\share',
    '//host/share',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'ms-msdt:/id',
    'search-ms:query=x',
    'vbscript:x',
    'app://yandu/',
    'blob:https://a/b',
    'ftp://example.org',
    'tel:123',
    'https://',
    'https:',
    '--version',
    '/etc/passwd',
    '',
    ' ',
    'view-source:https://example.org',
  ])('not %j', (address) => expect(() => outsideLink(address)).toThrow(expect.objectContaining({ code: 'forbidden' })))

  it('reach the system as one argument, never through a shell', async () => {
    const platform = createBrowserPlatform({ opener: opener(), createPrinter: null })
    await platform.openLink('https://example.org/$(touch${IFS}x);`id`&|"\' *')
    expect(await given()).toEqual(['1', "https://example.org/$(touch$%7BIFS%7Dx);%60id%60&|%22'%20*"])
    await rm(join(folder, 'args'))
    await expect(platform.openLink('file:///etc/passwd')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(given()).rejects.toThrow('ENOENT')
  })
})

describe('the file manager', () => {
  it('shows a folder itself and the folder of a file', async () => {
    const inner = join(folder, 'a b; 研讀')
    await mkdir(inner)
    await writeFile(join(inner, 'file.pdf'), '')
    await opener().reveal(inner)
    expect(await given()).toEqual(['1', inner])
    await opener().reveal(join(inner, 'file.pdf'))
    expect(await given()).toEqual(['1', inner])
  })

  it('is missing without a display or without xdg-open', async () => {
    expect(findOpener('linux', { PATH: folder })).toBeNull()
    expect(findOpener('linux', { PATH: join(folder, 'none'), DISPLAY: ':0' })).toBeNull()
    const platform = createBrowserPlatform({ opener: null, createPrinter: null })
    expect(platform.capabilities).toMatchObject({ reveal: false, pdf: false })
    await expect(platform.revealInFolder('/x')).rejects.toMatchObject({ code: 'not-found' })
    await expect(platform.openLink('https://a.example')).rejects.toMatchObject({ code: 'not-found' })
    await expect(platform.printToPdf('/print/x', () => Promise.reject(new Error()))).rejects.toMatchObject({
      code: 'no-printer',
    })
  })

  it('says when the desktop refuses', async () => {
    await writeFile(join(folder, 'xdg-open'), '#!/bin/sh\nexit 4\n')
    expect(await opener().openAddress('https://a.example')).toBe(false)
  })
})

describe('the choice of the window', () => {
  const chromium = '/usr/bin/chromium'
  const around = {
    system: 'linux',
    env: { DISPLAY: ':0' },
    chromium,
    opener: { openAddress: async () => true, reveal: async () => true },
  }

  it.each([
    ['best', around, 'window'],
    ['best', { ...around, chromium: null }, 'browser'],
    ['best', { ...around, chromium: '/cache/chrome-headless-shell' }, 'browser'],
    ['best', { ...around, chromium: null, opener: null }, 'serve'],
    ['best', { ...around, env: {} }, 'serve'],
    ['best', { ...around, env: { WAYLAND_DISPLAY: 'wayland-0' } }, 'window'],
    ['best', { ...around, env: {}, system: 'darwin' }, 'window'],
    ['best', { ...around, env: { DISPLAY: ':0', CI: 'true' } }, 'serve'],
    ['browser', around, 'browser'],
    ['browser', { ...around, opener: null }, 'serve'],
    ['nothing', around, 'serve'],
  ] as const)('for %s is made from what is there (%#)', (open, surroundings, kind) => {
    const opening = chooseOpening(open, surroundings)
    expect(opening.kind).toBe(kind)
    expect(opening.why).not.toBe('')
  })

  it('keeps the browser quiet and apart from the reader’s own', () => {
    const args = windowArguments({
      url: 'http://127.0.0.1:1/open/x',
      profileFolder: '/state/profile',
      asRoot: false,
      env: { WAYLAND_DISPLAY: 'w' },
    })
    for (const flag of [
      '--app=http://127.0.0.1:1/open/x',
      '--user-data-dir=/state/profile',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--proxy-server=http://127.0.0.1:9',
      '--ozone-platform=wayland',
      '--enable-speech-dispatcher',
    ]) {
      expect(args).toContain(flag)
    }
    expect(args).not.toContain('--no-sandbox')
    expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false)
  })
})
