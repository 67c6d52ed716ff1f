import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from '@playwright/test'
import { defaultStyle } from '../../preload/contract/style.ts'
import { callMain, startYandu, type Folders, type RunningYandu } from './reader.ts'

const run = promisify(execFile)
const commandLine = join(import.meta.dirname, '../../dist/main/cli.js')

export type TextName = 'the essay' | 'a traditional text' | 'a simplified text' | 'traditional marks' | 'simplified marks'

/** The file of a text that does not come with Yandu. */
const files: Readonly<Record<TextName, string | null>> = {
  'the essay': null,
  'a traditional text': 'traditional.txt',
  'a simplified text': 'simplified.txt',
  'traditional marks': 'marks-traditional.txt',
  'simplified marks': 'marks-simplified.txt',
}
export const textNames = Object.keys(files) as TextName[]

export interface OpenedText {
  readonly name: TextName
  readonly language: 'zh-Hant-TW' | 'zh-Hans-CN'
  readonly documentId: string
  readonly folders: Folders
  readonly page: Page
  /** Of the text, in CSS px. */
  readonly size: number
  close(): Promise<void>
}

/** Runs a command of the command line on the folders; answers what it says as JSON. */
const runYandu = async ({ library, state }: Folders, ...words: readonly string[]): Promise<unknown> => {
  const { stdout } = await run(process.execPath, [commandLine, ...words, '--library', library, '--state', state, '--json'])
  return JSON.parse(stdout) as unknown
}

/** A library of its own with this text in it. */
const makeLibrary = async (name: TextName): Promise<{ readonly folders: Folders; readonly documentId: string; readonly root: string }> => {
  const root = await mkdtemp(join(tmpdir(), 'yandu-text-'))
  const folders = { library: join(root, 'library'), state: join(root, 'state') }
  const file = files[name]
  if (file === null) return { folders, documentId: 'essay', root }
  const { documentId } = (await runYandu(folders, 'import', join(import.meta.dirname, 'texts', file))) as { documentId: string }
  return { folders, documentId, root }
}

/** Opens a text in a window wide enough (and high enough) for a line of 40 characters, without the panes beside it. */
export const openText = async (browser: Browser, name: TextName): Promise<OpenedText> => {
  const { folders, documentId, root } = await makeLibrary(name)
  const yandu: RunningYandu = await startYandu(folders)
  const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } })
  await page.goto(yandu.address)
  await page.locator('article [data-section="1"]').waitFor()
  await callMain(page, 'settings.change', { documentId, outlineOpen: false, notesOpen: false, language: 'en' })
  await page.reload()
  await page.locator('article [data-section="1"]').waitFor()
  await page.evaluate(() => document.fonts.ready)
  return {
    name,
    language: name.includes('simplified') ? 'zh-Hans-CN' : 'zh-Hant-TW',
    documentId,
    folders,
    page,
    size: defaultStyle.size,
    close: async () => {
      await page.close()
      await yandu.kill()
      await rm(root, { recursive: true, force: true })
    },
  }
}
