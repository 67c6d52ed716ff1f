import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DocumentOutline } from '../../../preload/contract/documents.ts'
import { passageLimit } from '../../../preload/contract/documents.ts'
import type { Note } from '../../../preload/contract/notes.ts'
import { defaultPrintSetting, type PrintJob } from '../../../preload/contract/printing.ts'
import type { Platform, PrintedPdf, Web } from '../../../main/platform.ts'
import { createPrinting, type DocumentReader, type Printing, type PrintingDeps } from '../../../main/services/printing.ts'
import { createWeb } from '../../../main/web.ts'
import { openPrintHarness, type PrintHarness } from './print-harness.ts'
import { sampleOutline, sampleText } from './sample-document.ts'

let harness: PrintHarness
let folder: string

const readerOf = (outline: DocumentOutline, text: string, calls: number[] = []): DocumentReader => {
  const points = Array.from(text)
  return {
    outline: async () => outline,
    passage: async ({ start, end }) => {
      const to = Math.min(end, start + passageLimit)
      calls.push(to - start)
      const set = points.slice(start, to).join('')
      return { start, end: to, restored: set, set, edits: [] }
    },
  }
}

const note: Note = {
  id: 'n1',
  documentId: 'sample',
  sectionId: '1.2',
  body: '陸道之文待訪。',
  anchor: null,
  color: null,
  tags: [],
  rank: 'B',
  deleted: false,
  createdAt: 0,
  updatedAt: 0,
  version: { hlc: '0000000000000-0000', device: 'd' },
  alternatives: [],
}

const printing = (
  platform: Partial<Platform> = {},
  reader = readerOf(sampleOutline, sampleText),
  deps: Partial<PrintingDeps> = {},
) => {
  const made: { printing: Printing; web: Web } = {
    web: (request) => web(request),
    printing: createPrinting({
      documents: reader,
      notes: { list: async () => [note], places: async () => [] },
      readings: { list: () => [] },
      platform: { ...harness.platform, ...platform },
      web: (request) => web(request),
      clock: Date.now,
      randomBytes,
      protectedFolders: [],
      home: folder,
      mayReplace: false,
      ...deps,
    }),
  }
  const web = createWeb({ uiFolder: harness.uiFolder, printModel: made.printing.model, download: made.printing.download })
  return made
}

const job: PrintJob = {
  documentId: 'sample',
  scope: { kind: 'subtree', sectionId: '1' },
  notes: true,
  paper: 'A4',
  setting: defaultPrintSetting,
  language: 'zh-Hant',
}

beforeAll(async () => {
  harness = await openPrintHarness()
  folder = await mkdtemp(join(tmpdir(), 'yandu-printing-'))
}, 120_000)
afterAll(async () => {
  await harness?.close()
  await rm(folder, { recursive: true, force: true })
})

describe('saving a section as PDF', () => {
  test('makes it, reads it back, and puts it into the folder under its own name', async () => {
    const outcome = await printing().printing.save({ job, target: { kind: 'path', path: folder } })
    expect(outcome).toMatchObject({
      status: 'saved',
      path: join(folder, '壹、源流 — 江南驛路考略.pdf'),
      fileName: '壹、源流 — 江南驛路考略.pdf',
      download: null,
      report: { differences: [], bookmarks: 3, pages: 1 },
    })
    expect((await readFile(join(folder, '壹、源流 — 江南驛路考略.pdf'))).subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('a download is served under its name, as a PDF', async () => {
    const { printing: service, web } = printing({ capabilities: { ...harness.platform.capabilities, download: true } })
    const outcome = await service.save({ job, target: { kind: 'download' } })
    if (outcome.status !== 'saved' || outcome.download === null) throw new Error('no download')
    const response = await web(new Request(`https://x.invalid${outcome.download}`))
    expect(response.headers.get('content-type')).toBe('application/pdf')
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('壹、源流'))
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(10_000)
  })

  test('what differs is reported and the file is kept', async () => {
    const printToPdf = async (path: string, web: Web): Promise<PrintedPdf> => {
      const { pdf, printed } = await harness.platform.printToPdf(path, web)
      return { pdf, printed: { ...printed, blocks: [...printed.blocks, '沒有印出的一段'] } }
    }
    const path = join(folder, 'differs.pdf')
    const outcome = await printing({ printToPdf }).printing.save({ job, target: { kind: 'path', path } })
    if (outcome.status !== 'saved') throw new Error('not saved')
    expect(outcome.report.differences.map(({ kind }) => kind)).toEqual(['text', 'text'])
    expect((await readFile(path)).length).toBeGreaterThan(10_000)
  })

  test('a file that cannot be read back is reported and kept; something that is no PDF is not', async () => {
    const printed = { title: '', language: '', headings: [], blocks: [] }
    const broken = printing({ printToPdf: async () => ({ pdf: new TextEncoder().encode('%PDF-1.4 broken'), printed }) })
    const outcome = await broken.printing.save({ job, target: { kind: 'path', path: join(folder, 'broken.pdf') } })
    expect(outcome).toMatchObject({ status: 'saved', report: { pages: 0 } })
    expect((outcome.status === 'saved' && outcome.report.differences.some(({ kind }) => kind === 'pages')) || false).toBe(true)
    const none = printing({ printToPdf: async () => ({ pdf: new TextEncoder().encode('<html>'), printed }) })
    await expect(none.printing.save({ job, target: { kind: 'path', path: join(folder, 'none.pdf') } })).rejects.toMatchObject({
      code: 'print-failed',
    })
    expect(await readdir(folder)).not.toContain('none.pdf')
  })

  test('the dialog says where to, or nothing is made', async () => {
    const capabilities = { ...harness.platform.capabilities, saveDialog: true }
    const asked: string[] = []
    let made = 0
    const cancelled = printing({
      capabilities,
      chooseSaveFile: async (name) => {
        asked.push(name)
        return null
      },
      printToPdf: async () => {
        made += 1
        throw new Error('not to be reached')
      },
    })
    expect(await cancelled.printing.save({ job, target: { kind: 'dialog' } })).toEqual({ status: 'cancelled' })
    expect(asked).toEqual(['壹、源流 — 江南驛路考略.pdf'])
    expect(made).toBe(0)
    const path = join(folder, 'chosen.pdf')
    await writeFile(path, '%PDF-1.4 old')
    const chosen = printing({ capabilities, chooseSaveFile: async () => path })
    expect(await chosen.printing.save({ job, target: { kind: 'dialog' } })).toMatchObject({ path })
    expect((await readFile(path)).length).toBeGreaterThan(10_000)
  })

  test('a place that is refused is refused before anything is made, and says why', async () => {
    const library = join(folder, 'library')
    await mkdir(library)
    await writeFile(join(library, 'notes.json'), '{"mine":1}')
    await writeFile(join(folder, 'letter.pdf'), 'a letter')
    let made = 0
    const printToPdf = async (): Promise<never> => {
      made += 1
      throw new Error('not to be reached')
    }
    const service = printing({ printToPdf }, undefined, { protectedFolders: [library], mayReplace: true }).printing
    const refused = async (path: string, code: string, reason: string): Promise<void> => {
      const details = expect.objectContaining({ reason })
      await expect(service.save({ job, target: { kind: 'path', path } })).rejects.toMatchObject({ code, details })
    }
    await refused(join(library, 'notes.json'), 'forbidden', 'protected')
    await refused(library, 'forbidden', 'protected')
    await refused('notes.pdf', 'bad-input', 'relative')
    await refused(join(folder, 'nowhere', 'x.pdf'), 'not-found', 'no-folder')
    await refused(join(folder, 'letter.pdf'), 'conflict', 'not-pdf')
    expect(made).toBe(0)
    expect(await readFile(join(library, 'notes.json'), 'utf8')).toBe('{"mine":1}')
    expect(await readdir(library)).toEqual(['notes.json'])
  })

  test('a path typed in the window never replaces; one from the save dialog replaces a PDF alone', async () => {
    const path = join(folder, 'mine.pdf')
    await writeFile(path, '%PDF-1.4 mine')
    const typed = await printing().printing.save({ job, target: { kind: 'path', path } })
    expect(typed).toMatchObject({ path: join(folder, 'mine (2).pdf') })
    expect(await readFile(path, 'utf8')).toBe('%PDF-1.4 mine')
    const capabilities = { ...harness.platform.capabilities, saveDialog: true }
    const text = join(folder, 'text.pdf')
    await writeFile(text, 'no PDF')
    const chosen = printing({ capabilities, chooseSaveFile: async () => text }).printing
    await expect(chosen.save({ job, target: { kind: 'dialog' } })).rejects.toMatchObject({ code: 'conflict' })
    expect(await readFile(text, 'utf8')).toBe('no PDF')
  })

  test('the opening has a name and a heading of its own', async () => {
    const scope = { kind: 'section', sectionId: '0' } as const
    const outcome = await printing().printing.save({ job: { ...job, scope }, target: { kind: 'path', path: folder } })
    expect(outcome).toMatchObject({ fileName: '開篇 — 江南驛路考略.pdf', report: { bookmarks: 1, differences: [] } })
  })

  test('what this shell cannot do is refused', async () => {
    const { printing: service } = printing()
    await expect(service.save({ job, target: { kind: 'dialog' } })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(service.save({ job, target: { kind: 'download' } })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(service.page(job)).rejects.toMatchObject({ code: 'no-printer' })
    await expect(service.paper(job)).rejects.toMatchObject({ code: 'no-printer' })
    const without = printing({ capabilities: { ...harness.platform.capabilities, pdf: false } })
    await expect(without.printing.save({ job, target: { kind: 'path', path: folder } })).rejects.toMatchObject({ code: 'no-printer' })
    const nowhere = { ...job, scope: { kind: 'section', sectionId: '8' } } as const
    await expect(service.save({ job: nowhere, target: { kind: 'path', path: folder } })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a page for the system’s print dialog', () => {
  test('is served once, with the model in it', async () => {
    const { printing: service, web } = printing({ capabilities: { ...harness.platform.capabilities, pagePrint: true } })
    const { path } = await service.page({ ...job, notes: false })
    const response = await web(new Request(`https://x.invalid${path}`))
    const html = await response.text()
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(html).toContain('id="print-model"')
    expect(html).not.toContain('陸道之文待訪')
    expect((await web(new Request(`https://x.invalid${path}`))).status).toBe(404)
  })

  test('is in the script that was asked for, with readings as the reader has decided', async () => {
    const capabilities = { ...harness.platform.capabilities, pagePrint: true }
    const rule = { before: '', word: '漕運', after: '', readings: ['zāo', null] }
    const { printing: service } = printing({ capabilities }, undefined, { readings: { list: () => [rule] } })
    const setting = { ...defaultPrintSetting, script: 'zh-Hans', ruby: 'all' } as const
    const { path } = await service.page({ ...job, setting })
    const model = await service.model(path.slice(path.lastIndexOf('/') + 1))
    expect(model).toMatchObject({ language: 'zh-Hans', title: '壹、源流 — 江南驿路考略' })
    const paragraph = model?.blocks.find((block) => block.kind === 'paragraph')
    const run = paragraph?.kind === 'paragraph' ? paragraph.runs[0] : undefined
    expect(run).toMatchObject({ text: '驿路之兴，始于漕运。' })
    expect(run?.kind === 'text' ? run.readings.map(({ offset, reading }) => `${offset} ${reading}`) : []).toEqual(
      ['0 yì', '1 lù', '2 zhī', '3 xīng', '5 shǐ', '6 yú', '7 zāo', '8 yùn'],
    )
    expect(model?.blocks.at(-1)).toMatchObject({ kind: 'notes', notes: [{ body: '陸道之文待訪。' }] })
  })

  test('a long text is read in pieces, whole', async () => {
    const text = `${'甲'.repeat(120_000)}\n${'乙'.repeat(130_000)}`
    const length = Array.from(text).length
    const outline: DocumentOutline = {
      ...sampleOutline,
      characters: length,
      parts: [{ kind: 'preamble', range: { start: 0, end: length } }],
      sections: [],
      gaps: [],
    }
    const calls: number[] = []
    const capabilities = { ...harness.platform.capabilities, pagePrint: true }
    const { printing: service } = printing({ capabilities }, readerOf(outline, text, calls))
    const { path } = await service.page({ ...job, scope: { kind: 'document' } })
    const model = await service.model(path.slice(path.lastIndexOf('/') + 1))
    expect(calls).toEqual([100_000, 100_000, 50_001])
    expect(model?.blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs.map((run) => run.text.length) : []))).toEqual([
      120_000, 130_000,
    ])
  })
})
