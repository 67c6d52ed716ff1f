import { AppError } from '../../preload/contract/wire.ts'
import type { Platform, PrintedPdf, Web } from '../platform.ts'
import type { Opener } from './openers.ts'
import { outsideLink } from '../outside-links.ts'

export interface PdfPrinter {
  printToPdf(path: string, web: Web): Promise<PrintedPdf>
  close(): Promise<void>
}

export interface BrowserPlatformDeps {
  readonly opener: Opener | null
  /** Makes the printer at the first print; null where no Chromium is installed. */
  readonly createPrinter: (() => PdfPrinter) | null
}

export interface BrowserPlatform extends Platform {
  /** Ends the printing browser if one was started. */
  close(): Promise<void>
}

/** What the browser shell can do: downloads, the page's own print dialog, and PDF where a Chromium is installed. */
export const createBrowserPlatform = ({ opener, createPrinter }: BrowserPlatformDeps): BrowserPlatform => {
  let printer: PdfPrinter | null = null
  return {
    shell: 'browser',
    capabilities: {
      saveDialog: false,
      download: true,
      systemPrint: false,
      pagePrint: true,
      pdf: createPrinter !== null,
      reveal: opener !== null,
      fullScreen: false,
    },
    printToPdf: (path, web) => {
      printer ??= createPrinter?.() ?? null
      if (printer === null) {
        return Promise.reject(
          new AppError('no-printer', 'No Chromium, Chrome or Edge is installed that could make a PDF.'),
        )
      }
      return printer.printToPdf(path, web)
    },
    printPaper: () => Promise.reject(new AppError('no-printer', 'In a browser the page opens its own print dialog.')),
    chooseSaveFile: () => Promise.resolve(null),
    toggleFullScreen: () => undefined,
    chooseFolder: () => Promise.resolve(null),
    revealInFolder: async (path) => {
      if (opener === null) throw new AppError('not-found', 'No file manager was found.')
      await opener.reveal(path)
    },
    openLink: async (url) => {
      const address = outsideLink(url)
      if (opener === null) throw new AppError('not-found', 'No program was found that opens links.')
      await opener.openAddress(address)
    },
    close: async () => {
      await printer?.close()
      printer = null
    },
  }
}
