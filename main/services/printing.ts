import { basename } from 'node:path'
import type { DocumentOutline, Passage } from '../../preload/contract/documents.ts'
import { passageLimit } from '../../preload/contract/documents.ts'
import type { Note, NotePlace } from '../../preload/contract/notes.ts'
import type { ReadingRule } from '../../preload/contract/readings.ts'
import type { PrintDifference, PrintJob, PrintModel, PrintOutcome, PrintReport, PrintTarget } from '../../preload/contract/printing.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { Platform, PrintedPdf, Web } from '../platform.ts'
import { fileNameFrom } from '../print/file-name.ts'
import { comparePdf } from '../print/pdf-check.ts'
import { readPdf } from '../print/pdf-reader.ts'
import { loadPrintLook } from '../print/print-look.ts'
import { makePrintModel, type MarkedPassage } from '../print/print-model.ts'
import { createDownloads, createPrintPages, type Download } from '../print/print-pages.ts'
import { spanOfScope } from '../print/print-scope.ts'
import { comparePrinted } from '../print/printed-check.ts'
import { setVerticalText } from '../print/vertical-pdf.ts'
import { checkSavePlace, saveFile, type SaveDeps } from '../print/save-file.ts'

/** The part of the documents service that printing reads. */
export interface DocumentReader {
  outline(input: { documentId: string }): Promise<DocumentOutline>
  passage(input: { documentId: string; start: number; end: number }): Promise<Passage>
}

export interface NoteReader {
  list(input: { documentId: string }): Promise<readonly Note[]>
  /** Where the passages of notes stand now. */
  places(input: { documentId: string }): Promise<readonly NotePlace[]>
}

export interface RuleReader {
  list(documentId: string): readonly ReadingRule[]
}

export interface PrintingDeps {
  readonly documents: DocumentReader
  readonly notes: NoteReader
  /** What the reader decided about readings. */
  readonly readings: RuleReader
  readonly platform: Platform
  /** Answers the print page's requests; it asks back for `model`. */
  readonly web: Web
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly randomBytes: (size: number) => Uint8Array
  /** Yandu's own folders: nothing is saved in them, however the path is spelled. Absolute. */
  readonly protectedFolders: readonly string[]
  /** The reader's home folder, for "~/". */
  readonly home: string
  /** True where a path of `target` may replace a PDF, as on the command line; one from the save dialog always may. */
  readonly mayReplace: boolean
}

export interface Printing {
  /**
   * Makes the PDF, reads it back and compares, then saves it; what differs is reported and the file kept. The place is
   * looked at first. Throws AppError; for a place that was refused, `details.reason` says why (SaveRefusal).
   */
  save(input: { job: PrintJob; target: PrintTarget }): Promise<PrintOutcome>
  page(job: PrintJob): Promise<{ path: string }>
  paper(job: PrintJob): Promise<{ printed: boolean }>
  /** For `web`: the model prepared under this id, once; null when there is none. */
  model(id: string): Promise<PrintModel | null>
  /** For `web`: the finished file offered under this id; null when there is none. */
  download(id: string): Promise<Download | null>
}

type SettledTarget = { readonly kind: 'download' } | { readonly kind: 'path'; readonly path: string; readonly rules: SaveDeps }

const pdfType = 'application/pdf'

const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'

export const createPrinting = (deps: PrintingDeps): Printing => {
  const { documents, notes, readings, platform, web, clock, randomBytes, protectedFolders, home, mayReplace } = deps
  const rulesFor = (replacing: boolean): SaveDeps => ({ randomBytes, protectedFolders, home, mayReplace: replacing })
  const pages = createPrintPages({ clock, randomBytes })
  const downloads = createDownloads({ clock, randomBytes })

  const textOf = async (documentId: string, start: number, end: number): Promise<string> => {
    const pieces: string[] = []
    for (let at = start; at < end; ) {
      const passage = await documents.passage({ documentId, start: at, end: Math.min(end, at + passageLimit) })
      if (passage.end <= at) break
      pieces.push(passage.set)
      at = passage.end
    }
    return pieces.join('')
  }

  /** Only passages whose place is sure are marked, as on the screen. */
  const passagesOf = async (documentId: string, found: readonly Note[]): Promise<MarkedPassage[]> => {
    if (!found.some(({ anchor }) => anchor !== null)) return []
    const colors = new Map(found.map(({ id, color }) => [id, color]))
    return (await notes.places({ documentId })).flatMap(({ noteId, status, range }) =>
      range !== null && range.end > range.start && (status === 'exact' || status === 'carried')
        ? [{ noteId, range, color: colors.get(noteId) ?? null }]
        : [],
    )
  }

  const makeModel = async (job: PrintJob): Promise<PrintModel> => {
    const { documentId } = job
    const outline = await documents.outline({ documentId })
    const { start, end } = spanOfScope(outline, job.scope)
    const text = await textOf(documentId, start, end)
    const found = job.notes ? await notes.list({ documentId }) : []
    const look = await loadPrintLook(outline.language, job.setting, readings.list(documentId))
    const passages = await passagesOf(documentId, found)
    return makePrintModel({ outline, start, text }, found, job, look, passages)
  }

  const check = async (model: PrintModel, { pdf, printed }: PrintedPdf): Promise<PrintReport> => {
    const withNotes = model.blocks.some((block) => block.kind === 'notes')
    const content = await readPdf(pdf).catch((error: unknown) => {
      const found = error instanceof Error ? error.message : String(error)
      return { kind: 'pages', place: 'file', expected: 'a PDF that can be read back', found } satisfies PrintDifference
    })
    const differences = comparePrinted(model, printed)
    if ('kind' in content) return { pages: 0, characters: 0, bookmarks: 0, fonts: [], differences: [...differences, content] }
    const report = comparePdf({ printed, notes: withNotes, face: model.face }, content)
    return { ...report, differences: [...differences, ...report.differences] }
  }

  const put = async (target: SettledTarget, fileName: string, pdf: Uint8Array, report: PrintReport): Promise<PrintOutcome> => {
    if (target.kind === 'download') {
      const download = downloads.offer({ fileName, contentType: pdfType, bytes: pdf })
      return { status: 'saved', path: null, download, fileName, report }
    }
    const path = await saveFile(target.path, fileName, pdf, target.rules)
    return { status: 'saved', path, download: null, fileName: basename(path), report }
  }

  /** Where to: asked for before anything is made, so that a cancelled dialog costs nothing. Null when cancelled. */
  const settle = async (target: PrintTarget, fileName: string): Promise<SettledTarget | null> => {
    const { capabilities } = platform
    if (!capabilities.pdf) throw new AppError('no-printer', 'No Chromium was found that could make a PDF.')
    if (target.kind === 'download' && !capabilities.download) throw new AppError('bad-input', 'There are no downloads here.')
    if (target.kind === 'download') return target
    if (target.kind === 'path') return { kind: 'path', path: target.path, rules: rulesFor(mayReplace) }
    if (!capabilities.saveDialog) throw new AppError('bad-input', 'There is no save dialog here.')
    const path = await platform.chooseSaveFile(fileName)
    return path === null ? null : { kind: 'path', path, rules: rulesFor(true) }
  }

  return {
    save: async ({ job, target }) => {
      const model = await makeModel(job)
      const fileName = fileNameFrom(model.title, '.pdf')
      const settled = await settle(target, fileName)
      if (settled === null) return { status: 'cancelled' }
      if (settled.kind === 'path') await checkSavePlace(settled.path, fileName, settled.rules)
      const made = await platform.printToPdf(pages.prepare(model), web)
      if (!isPdf(made.pdf)) throw new AppError('print-failed', 'What was made is no PDF.')
      const pdf = model.direction === 'vertical' ? setVerticalText(made.pdf) : made.pdf
      return put(settled, fileName, pdf, await check(model, { ...made, pdf }))
    },
    page: async (job) => {
      if (!platform.capabilities.pagePrint) throw new AppError('no-printer', 'Pages cannot be printed from here.')
      return { path: pages.prepare(await makeModel(job)) }
    },
    paper: async (job) => {
      if (!platform.capabilities.systemPrint) throw new AppError('no-printer', 'There is no print dialog here.')
      return { printed: await platform.printPaper(pages.prepare(await makeModel(job)), web) }
    },
    model: async (id) => pages.take(id),
    download: async (id) => downloads.get(id),
  }
}
