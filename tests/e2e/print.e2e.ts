import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { readPdf, type PdfContent } from '../../main/print/pdf-reader.ts'
import { callMain, expect, goToSection, setStyle, test, writeNote } from './reader.ts'

const edition = JSON.parse(await readFile(join(import.meta.dirname, '../../content/essay/edition.json'), 'utf8')) as {
  set: string
  titleSet: string
  sections: { id: string; level: number; headingSet: string; range: { start: number; end: number } | null }[]
}

const inkOf = (text: string): string => text.replace(/\s/g, '')
const textOf = (content: PdfContent): string => inkOf(content.pages.flatMap(({ runs }) => runs.map(({ text }) => text)).join(''))
const ownText = (id: string): string => {
  const range = edition.sections.find((section) => section.id === id)?.range
  if (range == null) throw new Error(`section ${id} has no text`)
  return Array.from(edition.set).slice(range.start, range.end).join('')
}

// Each of these starts a browser to print with, which a busy machine takes its time for.
test.describe.configure({ timeout: 150_000 })

const openDialog = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+p')
  await page.getByRole('button', { name: 'Save as PDF' }).waitFor()
}

const result = (page: Page) => page.locator('[data-print-result]')

test('a section with its notes is saved, checked and complete', async ({ reader }) => {
  await goToSection(reader, '2.2.3')
  await writeNote(reader, '## 問題\n\n數據**從何而來**？見[出處](https://example.org/a)。')
  await goToSection(reader, '2.2')
  await openDialog(reader)
  const downloading = reader.waitForEvent('download')
  await reader.getByRole('button', { name: 'Save as PDF' }).click()
  const download = await downloading
  await expect(result(reader)).toHaveAttribute('data-print-result', 'good', { timeout: 60_000 })
  expect(download.suggestedFilename()).toBe(`（二）必須創新社會管理機制 — ${edition.titleSet}.pdf`)
  const content = await readPdf(await readFile(await download.path()))
  const text = textOf(content)
  for (const id of ['2.2', '2.2.1', '2.2.2', '2.2.3', '2.2.4', '2.2.5']) expect(text).toContain(inkOf(ownText(id)))
  expect(text).toContain('問題數據從何而來？見出處(https://example.org/a)。')
  expect(content.bookmarks.map((bookmark) => bookmark.text)).toEqual(
    edition.sections.filter(({ id }) => id.startsWith('2.2')).map(({ headingSet }) => headingSet),
  )
  expect(content.fonts.map(({ name, type, embedded }) => `${name.slice(7)} ${type} ${embedded}`).sort()).toEqual([
    'YanduSerifTC-Bold CIDFontType2 true',
    'YanduSerifTC-Regular CIDFontType2 true',
  ])
  expect(content).toMatchObject({ language: 'zh-Hant-TW', tagged: true })
})

test('the whole text goes to a folder, on Letter, and a second time beside the first', async ({ reader }) => {
  const folder = await mkdtemp(join(tmpdir(), 'yandu-printed-'))
  try {
    await openDialog(reader)
    await reader.getByText('Everything', { exact: true }).click()
    await reader.getByText('Letter', { exact: true }).click()
    await reader.getByPlaceholder('leave empty to download').fill(folder)
    for (const names of [[`${edition.titleSet}.pdf`], [`${edition.titleSet} (2).pdf`, `${edition.titleSet}.pdf`]]) {
      await reader.getByRole('button', { name: 'Save as PDF' }).click()
      await expect.poll(async () => (await readdir(folder)).sort(), { timeout: 60_000 }).toEqual(names.toSorted())
      await expect(result(reader)).toHaveAttribute('data-print-result', 'good', { timeout: 60_000 })
    }
    const bytes = await readFile(join(folder, `${edition.titleSet}.pdf`))
    expect(bytes.toString('latin1')).toMatch(/\/MediaBox\s*\[\s*0 0 612 792/)
    const content = await readPdf(bytes)
    expect(content.bookmarks).toHaveLength(edition.sections.length + 1)
    for (const section of edition.sections) {
      if (section.range !== null && !ownText(section.id).includes('_')) expect(textOf(content)).toContain(inkOf(ownText(section.id)))
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('a section that is missing prints why it is empty', async ({ reader }) => {
  await goToSection(reader, '2.4')
  await openDialog(reader)
  const downloading = reader.waitForEvent('download')
  await reader.getByRole('button', { name: 'Save as PDF' }).click()
  const content = await readPdf(await readFile(await (await downloading).path()))
  expect(textOf(content)).toContain(inkOf('This section is named in the outline, but the copy breaks off before it'))
  expect(content.bookmarks[0]?.text).toBe('（四）必須創新社會管理方法')
})

test('“Print…” prepares the page in a frame and hands it to the browser', async ({ reader }) => {
  await reader.addInitScript(() => {
    window.print = () => {
      const top = window.top as unknown as { printedTitle?: string; printedWords?: number }
      top.printedTitle = document.title
      top.printedWords = document.querySelectorAll('[data-block]').length
    }
  })
  await reader.reload()
  await reader.locator('article [data-section="1"]').waitFor()
  await goToSection(reader, '1.1')
  await openDialog(reader)
  await reader.getByRole('button', { name: 'Print…' }).click()
  await expect
    .poll(() => reader.evaluate(() => (window as unknown as { printedTitle?: string }).printedTitle ?? ''), { timeout: 20_000 })
    .toContain('一是觀念不新，思路不寬')
  expect(await reader.evaluate(() => (window as unknown as { printedWords?: number }).printedWords ?? 0)).toBeGreaterThan(1)
})

/** Colours that areas or lines of a file are drawn in. */
const coloursOf = async (bytes: Uint8Array): Promise<Set<string>> => {
  const loading = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false })
  const file = await loading.promise
  const colours = new Set<string>()
  for (let number = 1; number <= file.numPages; number += 1) {
    const { fnArray, argsArray } = await (await file.getPage(number)).getOperatorList()
    fnArray.forEach((operator, index) => {
      if (operator === OPS.setFillRGBColor || operator === OPS.setStrokeRGBColor) colours.add(String(argsArray[index]?.[0]).toLowerCase())
    })
  }
  await loading.destroy()
  return colours
}

for (const direction of ['horizontal', 'vertical'] as const) {
  test(`highlights are printed where they are, with their notes, ${direction}`, async ({ reader }, info) => {
    const { revision } = (await callMain(reader, 'documents.outline', { documentId: 'essay' })) as { revision: string }
    const { start, end } = edition.sections.find(({ id }) => id === '2.2.2')?.range ?? { start: 100, end: 100 }
    const { restored } = (await callMain(reader, 'documents.passage', { documentId: 'essay', start: start - 32, end: end + 32 })) as { restored: string }
    const characters = Array.from(restored)
    const save = (noteId: string, from: number, length: number, more: object) =>
      callMain(reader, 'notes.save', {
        documentId: 'essay',
        noteId,
        sectionId: '2.2.2',
        base: null,
        body: '',
        ...more,
        anchor: {
          revision,
          range: { start: start + from, end: start + from + length },
          quote: {
            exact: characters.slice(32 + from, 32 + from + length).join(''),
            prefix: characters.slice(from, 32 + from).join(''),
            suffix: characters.slice(32 + from + length, 64 + from + length).join(''),
          },
        },
      })
    await save('first', 4, 12, { color: 'yellow', body: '此語**要緊**。', tags: ['要點', '待考'] })
    await save('second', 30, 40, { color: 'blue' })
    await save('third', 80, 6, { color: 'pink', body: '三' })
    await setStyle(reader, { direction })
    await goToSection(reader, '2.2.2')
    await openDialog(reader)
    const downloading = reader.waitForEvent('download')
    await reader.getByRole('button', { name: 'Save as PDF' }).click()
    const path = info.outputPath('printed.pdf')
    await (await downloading).saveAs(path)
    await expect(result(reader)).toHaveAttribute('data-print-result', 'good', { timeout: 60_000 })
    const bytes = await readFile(path)
    const text = textOf(await readPdf(bytes))
    const quote = (from: number, length: number) => inkOf(Array.from(edition.set).slice(start + from, start + from + length).join(''))
    expect(text).toContain(quote(4, 12))
    expect(text.endsWith(`${quote(4, 12)}此語要緊。#要點#待考${quote(80, 6)}三`)).toBe(true)
    const colours = await coloursOf(bytes)
    for (const colour of ['#fbe9a0', '#d2e5f9', '#fbd9e2']) expect(colours).toContain(colour)
  })
}
