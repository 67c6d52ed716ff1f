import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { AppError } from '../../preload/contract/wire.ts'
import { loadPdfjs } from '../pdfjs.ts'

/** Where the tables lie that say what Chinese fonts mean which are not in the file: in a build, or beside the sources. */
const dataFolder = (): string => {
  const built = join(import.meta.dirname, 'pdf')
  return existsSync(built) ? built : join(import.meta.dirname, '../../node_modules/pdfjs-dist')
}

const folders: Readonly<Record<string, string>> = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts' }

/** The only thing pdf.js reads besides the file itself: tables of its own, by plain names. */
class OwnData {
  async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const folder = folders[kind]
    if (folder === undefined || !/^[\w-]+(?:\.\w+)?$/u.test(filename)) throw new Error('There is no such table.')
    return new Uint8Array(await readFile(join(dataFolder(), folder, filename)))
  }
}

export interface OpenPdf {
  readonly document: PDFDocumentProxy
  readonly close: () => Promise<void>
}

/**
 * Opens a PDF to read its text: no scripts run, no pictures and shapes are drawn, nothing is fetched. Throws AppError
 * 'bad-input' for what is damaged or wants a password.
 */
export const openPdf = async (bytes: Uint8Array): Promise<OpenPdf> => {
  const { getDocument, VerbosityLevel } = await loadPdfjs()
  const task = getDocument({
    // pdf.js takes the buffer over and empties it.
    data: Uint8Array.from(bytes),
    BinaryDataFactory: OwnData,
    // Only for pdf.js to know that there are such tables.
    cMapUrl: 'cmaps/',
    cMapPacked: true,
    standardFontDataUrl: 'standard_fonts/',
    useWorkerFetch: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    enableXfa: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: 1,
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
  })
  const close = async (): Promise<void> => {
    await task.destroy().catch(() => undefined)
  }
  try {
    return { document: await task.promise, close }
  } catch (error) {
    await close()
    const locked = error instanceof Error && error.name === 'PasswordException'
    throw new AppError(
      'bad-input',
      locked ? 'The PDF is protected by a password. Save it without one first.' : 'The PDF is damaged and cannot be read.',
      {},
      error,
    )
  }
}
