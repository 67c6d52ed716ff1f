import { zipSync } from 'fflate'
import type { ExportOutcome, ExportTarget, ImportOutcome, NotesImport } from '../../preload/contract/exchange.ts'
import type { Emit } from '../../preload/contract/index.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { writeExport, type ExportFolderDeps } from '../exchange/export-folder.ts'
import { exportLibrary } from '../exchange/export-library.ts'
import type { ExportedFile } from '../exchange/exported-notes.ts'
import { importNotes, type ImportDeps, type ImportSource } from '../exchange/import-notes.ts'
import type { Platform } from '../platform.ts'
import { createDownloads, type Download } from '../print/print-pages.ts'

export interface ExchangeOptions extends Omit<ImportDeps, 'now'>, Omit<ExportFolderDeps, 'mayReplace'> {
  readonly platform: Platform
  readonly readOnly: boolean
  readonly clock: () => number
  readonly emit: Emit
}

const zipOf = (folder: string, files: readonly ExportedFile[]): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ name, bytes }) => [`${folder}/${name}`, bytes])), { level: 6 })

/** Notes out of the library, in forms that other programs read, and back into it. */
export const createExchange = (options: ExchangeOptions) => {
  const { platform, readOnly, clock, emit, notes } = options
  const downloads = createDownloads(options)

  const exportNotes = async ({ target }: { target: ExportTarget }): Promise<ExportOutcome> => {
    let path = target.kind === 'folder' ? target.path : null
    if (target.kind === 'dialog') {
      if (!platform.capabilities.saveDialog) throw new AppError('bad-input', 'There is no dialog here.')
      path = await platform.chooseFolder()
      if (path === null) return { status: 'cancelled' }
    }
    if (target.kind === 'download' && !platform.capabilities.download) throw new AppError('bad-input', 'There are no downloads here.')
    await notes.flush().catch(() => undefined)
    const { files, notes: count, documents } = await exportLibrary(options)
    const name = `yandu-notes-${new Date(clock()).toISOString().slice(0, 10)}`
    const facts = { status: 'saved', notes: count, documents, files: files.length } as const
    if (path === null) {
      const fileName = `${name}.zip`
      const download = downloads.offer({ fileName, contentType: 'application/zip', bytes: zipOf(name, files) })
      return { ...facts, folder: null, download, fileName }
    }
    const folder = await writeExport(path, name, files, { ...options, mayReplace: false })
    return { ...facts, folder, download: null, fileName: name }
  }

  const bringIn = async (source: ImportSource): Promise<ImportOutcome> => {
    if (readOnly) throw new AppError('read-only', 'the library cannot be written')
    const { outcome, documentIds } = await importNotes({ ...options, now: clock }, source)
    if (documentIds.length > 0) emit('notes.replaced', { documentIds: [...documentIds] })
    if (outcome.texts + outcome.files > 0) emit('documents.changed', { documentIds: [] })
    return outcome
  }
  return {
    export: exportNotes,
    import: ({ text, documentId }: NotesImport): Promise<ImportOutcome> =>
      bringIn({ bytes: Buffer.from(text), documentId, beside: async () => null }),
    /** From a file with others beside it. */
    importFrom: bringIn,
    /** For `web`: the finished file offered under this id; null when there is none. */
    download: async (id: string): Promise<Download | null> => downloads.get(id),
  }
}
