import { AppError } from '../../preload/contract/wire.ts'
import type { Platform, PrintedPdf, Web } from '../platform.ts'

export interface TerminalPrinter {
  printToPdf(path: string, web: Web): Promise<PrintedPdf>
}

const nothingToShow = (): Promise<never> => Promise.reject(new AppError('no-printer', 'The command line opens no windows.'))

/** What the command line can do: make PDFs where a browser is installed, and nothing that needs a screen. */
export const createTerminalPlatform = (printer: TerminalPrinter | null): Platform => ({
  shell: 'terminal',
  capabilities: {
    saveDialog: false,
    download: false,
    systemPrint: false,
    pagePrint: false,
    pdf: printer !== null,
    reveal: false,
    fullScreen: false,
  },
  printToPdf: (path, web) =>
    printer === null
      ? Promise.reject(new AppError('no-printer', 'No Chromium, Chrome or Edge was found.'))
      : printer.printToPdf(path, web),
  printPaper: nothingToShow,
  chooseSaveFile: () => Promise.resolve(null),
  chooseFolder: () => Promise.resolve(null),
  revealInFolder: () => Promise.resolve(),
  toggleFullScreen: () => undefined,
  openLink: nothingToShow,
})
