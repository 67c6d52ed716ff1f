import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type CDPSession, type Page } from '@playwright/test'
import { defaultStyle, type ReadingStyle, type StyleChange } from '../../preload/contract/style.ts'

export interface RunningYandu {
  readonly address: string
  readonly process: ChildProcess
  readonly output: () => string
  /** Ends it the way a crash does. */
  kill(): Promise<void>
  /** Ends it the way a person does. */
  stop(): Promise<number | null>
}

export interface Folders {
  readonly library: string
  readonly state: string
}

/** Milliseconds the program gets to say where it is. */
const patience = 20_000

/** Starts the built browser shell on its own folders and waits for its address. */
export const startYandu = async ({ library, state }: Folders, more: readonly string[] = []): Promise<RunningYandu> => {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../dist/main/browser.js'), '--serve', '--library', library, '--state', state, ...more],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Yandu said no address:\n${output}`)), patience)
    const hear = (chunk: Buffer) => {
      output += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(output)
      if (!found) return
      clearTimeout(timer)
      resolve(found[0])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then(() => reject(new Error(`Yandu ended:\n${output}`)))
  })
  return {
    address,
    process: child,
    output: () => output,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    stop: async () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

interface Fixtures {
  readonly folders: Folders
  readonly yandu: RunningYandu
  /** A page with the essay open and readable. */
  readonly reader: Page
}

export const test = base.extend<Fixtures>({
  folders: async ({}, use) => {
    const root = await mkdtemp(join(tmpdir(), 'yandu-e2e-'))
    await use({ library: join(root, 'library'), state: join(root, 'state') })
    await rm(root, { recursive: true, force: true })
  },
  yandu: async ({ folders }, use) => {
    const yandu = await startYandu(folders)
    await use(yandu)
    await yandu.kill()
  },
  reader: async ({ page, yandu }, use) => {
    await openReader(page, yandu.address)
    await use(page)
  },
})

export { expect }

export const openReader = async (page: Page, address: string): Promise<void> => {
  await page.goto(address)
  await page.locator('article [data-section="1"]').waitFor()
}

/** The input method's side of the page: sets, changes and commits a composition as a real one does. */
export const inputMethod = async (page: Page) => {
  const session: CDPSession = await page.context().newCDPSession(page)
  return {
    compose: (text: string) =>
      session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }),
    commit: (text: string) => session.send('Input.insertText', { text }),
    /** A key press an input method takes for itself. */
    key: async (key: string) => {
      const event = { key, code: key, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 }
      await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event })
      await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
    },
  }
}

/** Calls the main side as the page itself would, with the page's own secret. */
export const callMain = (page: Page, name: string, input: unknown): Promise<unknown> =>
  page.evaluate(
    async ([method, body]: readonly [string, unknown]) => {
      const answer = await fetch(`/api/call/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-yandu-secret': sessionStorage.getItem('yandu.secret') ?? '' },
        body: JSON.stringify(body),
      })
      const reply: { ok: boolean; value?: unknown; error?: unknown } = await answer.json()
      if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`)
      return reply.value
    },
    [name, input] as const,
  )

/** Sets the style of a text, the essay unless given, and waits until the page shows it. */
export const setStyle = async (page: Page, change: StyleChange, documentId = 'essay'): Promise<void> => {
  const own = (await callMain(page, 'styles.change', { documentId, change })) as StyleChange
  const style = { ...defaultStyle, ...own } as ReadingStyle
  const frame = page.locator('.reading-frame')
  await expect(frame).toHaveAttribute('data-direction', style.direction)
  await expect(frame).toHaveAttribute('data-flow', style.flow)
  const inForce = [`${style.size}px`, String(style.measure), String(style.leading)]
  await expect
    .poll(() => frame.evaluate((one) => ['size', 'measure', 'leading'].map((name) => getComputedStyle(one).getPropertyValue(`--read-${name}`))))
    .toEqual(inForce)
  const article = page.locator('#text article')
  await expect(article).toHaveAttribute('data-face', style.face)
  if (style.script !== 'original') await expect(article).toHaveAttribute('lang', style.script === 'zh-Hans' ? 'zh-Hans-CN' : 'zh-Hant-TW')
  const read = style.ruby === 'all' || style.ruby === 'rare'
  await expect(article).toHaveAttribute('data-ruby', read ? style.rubySystem : 'none')
  await page.evaluate(() => document.fonts.ready)
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

export const goToSection = async (page: Page, id: string): Promise<void> => {
  await page.locator(`[role=treeitem][data-row="${id}"]`).click()
  await expect(page.locator(`[role=treeitem][data-row="${id}"]`)).toHaveAttribute('aria-selected', 'true')
}

/** What stands in the editor that is open, as it is written. */
export const noteWords = (page: Page): Promise<string> =>
  page
    .locator('.note-field .cm-line')
    .evaluateAll((lines) => lines.map((line) => (line.querySelector('.cm-placeholder') ? '' : line.textContent)).join('\n'))

/** Writes a note on the section that is open and waits until it is shown as saved. */
export const writeNote = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('button', { name: /^(New note|新筆記|新笔记)$/ }).click()
  await page.locator('.note-field').fill(text)
  await expect(page.locator('.note-editing [data-save]')).toHaveAttribute('data-save', 'saved')
}

/** Runs a command by its English name, through the palette. */
export const runCommand = async (page: Page, name: string): Promise<void> => {
  const before = await page.evaluateHandle(() => document.activeElement)
  await page.keyboard.press('Control+Shift+P')
  const palette = page.getByRole('dialog')
  await palette.getByRole('combobox').fill(name)
  await expect(palette.getByRole('option').first()).toContainText(name)
  await page.keyboard.press('Enter')
  // The command may open a dialog of its own.
  await expect(page.locator('.palette-field')).toHaveCount(0)
  await before.dispose()
}
