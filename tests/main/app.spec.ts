import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openApp, type App } from '../../main/app.ts'
import { createTerminalPlatform } from '../../main/terminal/terminal-platform.ts'
import { defaultStyle } from '../../preload/contract/style.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'yandu-app-'))
  await writeFile(join(root, 'index.html'), '<!doctype html><html lang="en"></html>')
})
afterEach(() => rm(root, { recursive: true }))

const open = (): Promise<App> =>
  openApp({
    platform: createTerminalPlatform(null),
    libraryFolder: join(root, 'library'),
    stateFolder: join(root, 'state'),
    contentFolder: fileURLToPath(new URL('../../content/', import.meta.url)),
    uiFolder: root,
    version: '1.2.3',
    onFocus: () => true,
    log: () => undefined,
  })

const firstPage = async (app: App): Promise<string> => (await app.web(new Request('http://127.0.0.1/'))).text()

test('the window opens in the theme of the document that was open last, or else in the default', async () => {
  const first = await open()
  expect(first.theme()).toBe('system')
  expect(await firstPage(first)).toContain('<html data-theme="system" lang="en">')
  await first.dispatch('settings.change', { style: { ...defaultStyle, theme: 'sepia' } })
  await first.dispatch('styles.change', { documentId: 'essay', change: { theme: 'dark' } })
  expect(first.theme()).toBe('sepia')
  await first.dispatch('settings.change', { documentId: 'essay' })
  expect(first.theme()).toBe('dark')
  await first.dispatch('settings.change', { documentId: 'other' })
  expect(first.theme()).toBe('sepia')
  await first.dispatch('settings.change', { documentId: 'essay' })
  await first.close()
  const second = await open()
  expect(await firstPage(second)).toContain('<html data-theme="dark"')
  await second.dispatch('styles.clear', { documentId: 'essay', fields: ['theme'] })
  expect(second.theme()).toBe('sepia')
  await second.close()
})
