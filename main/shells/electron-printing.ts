import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../preload/contract/wire.ts'
import type { PrintedPdf } from '../platform.ts'
import { pageFailed, parsePrintedText } from '../printed-account.ts'
import { appOrigin } from './electron-guards.ts'

/** What printing needs of a hidden BrowserWindow. */
export interface PrintWindow {
  loadURL(url: string): Promise<void>
  destroy(): void
  readonly webContents: {
    executeJavaScriptInIsolatedWorld(world: number, scripts: { code: string }[]): Promise<unknown>
    printToPDF(options: object): Promise<Uint8Array>
    print(options: object, done: (success: boolean, reason: string) => void): void
    on(event: 'render-process-gone', listener: () => void): unknown
  }
}

export interface ElectronPrinter {
  /** `path` is a same-origin path. Throws AppError('print-failed'). */
  printToPdf(path: string): Promise<PrintedPdf>
  /** False when the reader cancels the dialog. Throws AppError('print-failed'). */
  printPaper(path: string): Promise<boolean>
}

/** Looks at the page from a world of its own, where the page's scripts cannot answer in its place. */
const world = 999

/** The page's account of itself once it is ready, why it failed when it has, null before. */
const question = `(({ printReady, printFailure }) =>
  printReady === undefined ? null
  : printReady === 'true' ? (document.getElementById('printed-text')?.textContent ?? '')
  : { failure: printFailure ?? '' })(document.documentElement.dataset)`

const hasFailed = (answer: unknown): answer is { readonly failure: string } =>
  typeof answer === 'object' && answer !== null && 'failure' in answer && typeof answer.failure === 'string'

/** Milliseconds. The longest texts take a few seconds to set. */
const patience = 120_000
const interval = 50

const failed = (message: string, cause?: unknown): AppError => new AppError('print-failed', message, {}, cause)

/** `marginType`, headers and scale stay Chromium's own: the page's `@page` rules say everything about the paper. */
export const pdfOptions = {
  generateTaggedPDF: true,
  generateDocumentOutline: true,
  preferCSSPageSize: true,
  printBackground: true,
  displayHeaderFooter: false,
} as const

/** `openWindow` makes a hidden window that is guarded like every other. */
export const createElectronPrinter = (openWindow: () => PrintWindow): ElectronPrinter => {
  const inPage = async <Result>(
    path: string,
    use: (window: PrintWindow, printed: string) => Promise<Result>,
  ): Promise<Result> => {
    const window = openWindow()
    const gone = Promise.withResolvers<never>()
    gone.promise.catch(() => undefined)
    window.webContents.on('render-process-gone', () => gone.reject(failed('The print page broke down.')))
    const work = async (): Promise<Result> => {
      await window.loadURL(appOrigin + path)
      for (let waited = 0; waited < patience; waited += interval) {
        const answer = await window.webContents.executeJavaScriptInIsolatedWorld(world, [{ code: question }])
        if (typeof answer === 'string') return use(window, answer)
        if (hasFailed(answer)) throw pageFailed(answer.failure)
        await wait(interval)
      }
      throw failed('The print page did not become ready.')
    }
    try {
      return await Promise.race([work(), gone.promise])
    } catch (error) {
      throw error instanceof AppError ? error : failed('The page could not be printed.', error)
    } finally {
      window.destroy()
    }
  }

  return {
    printToPdf: (path) =>
      inPage(path, async (window, text) => {
        const printed = parsePrintedText(text)
        return { pdf: await window.webContents.printToPDF(pdfOptions), printed }
      }),
    printPaper: (path) =>
      inPage(path, (window) => {
        const result = Promise.withResolvers<boolean>()
        window.webContents.print({ printBackground: true }, (success, reason) => {
          if (success) result.resolve(true)
          else if (/cancel/i.test(reason)) result.resolve(false)
          else result.reject(failed(`The system did not print: ${reason}`))
        })
        return result.promise
      }),
  }
}
