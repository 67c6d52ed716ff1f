import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { PrintModel } from '../../../preload/contract/printing.ts'
import { createDownloads, createPrintPages } from '../../../main/print/print-pages.ts'

const model: PrintModel = {
  title: '題',
  language: 'zh-Hant',
  interfaceLanguage: 'en',
  paper: 'A4',
  face: 'serif',
  direction: 'horizontal',
  rubySystem: 'pinyin',
  rubyAsText: false,
  runningHead: '題',
  blocks: [],
}
const idOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

describe('prepared pages', () => {
  test('are handed out once, under names that cannot be guessed', () => {
    const pages = createPrintPages({ clock: () => 0, randomBytes })
    const path = pages.prepare(model)
    expect(path).toMatch(/^\/print\/[\w-]{43}$/)
    expect(pages.prepare(model)).not.toBe(path)
    expect(pages.take(idOf(path))).toBe(model)
    expect(pages.take(idOf(path))).toBeNull()
    expect(pages.take('constructor')).toBeNull()
  })
  test('are gone after five minutes', () => {
    let now = 0
    const pages = createPrintPages({ clock: () => now, randomBytes })
    const path = pages.prepare(model)
    now = 5 * 60_000
    expect(pages.take(idOf(path))).toBeNull()
  })
  test('the oldest goes when too many wait', () => {
    const pages = createPrintPages({ clock: () => 0, randomBytes })
    const paths = Array.from({ length: 9 }, () => pages.prepare(model))
    expect(pages.take(idOf(paths[0] ?? ''))).toBeNull()
    expect(pages.take(idOf(paths[8] ?? ''))).toBe(model)
  })
  test('a download can be fetched again, for ten minutes', () => {
    let now = 0
    const downloads = createDownloads({ clock: () => now, randomBytes })
    const file = { fileName: 'a.pdf', contentType: 'application/pdf', bytes: new Uint8Array(1) }
    const id = idOf(downloads.offer(file))
    expect(downloads.get(id)).toBe(file)
    expect(downloads.get(id)).toBe(file)
    now = 10 * 60_000
    expect(downloads.get(id)).toBeNull()
  })
})
