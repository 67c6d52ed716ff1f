import type { Browser, Page, Route } from 'playwright-core'
import { AppError } from '../../preload/contract/wire.ts'
import type { PrintedPdf, PrintedText, Web } from '../platform.ts'
import { pageFailed, parsePrintedText } from '../printed-account.ts'

export interface ChromiumPrinterOptions {
  readonly executablePath: string
  readonly log: (line: string) => void
  /** Chromium's sandbox refuses to start as root; only then is it left out. */
  readonly asRoot?: boolean
  /** Milliseconds an unused browser is kept; a minute unless told. */
  readonly idle?: number
}

export interface ChromiumPrinter {
  /** Prints the page that `web` answers at `path`. Throws AppError('no-printer' | 'print-failed'). */
  printToPdf(path: string, web: Web): Promise<PrintedPdf>
  close(): Promise<void>
}

/** No such host can exist (RFC 6761): whatever is not answered by `web` reaches nobody. */
const origin = 'https://yandu.invalid'

/** Milliseconds. The longest texts take a few seconds to set. */
const patience = 120_000
const usualIdle = 60_000

const quietFlags = ['--host-resolver-rules=MAP * ~NOTFOUND', '--no-proxy-server', '--no-pings', '--disable-gpu', '--font-render-hinting=none']

const failed = (message: string, cause?: unknown): AppError => new AppError('print-failed', message, {}, cause)

const answer = async (route: Route, web: Web): Promise<void> => {
  const request = route.request()
  if (new URL(request.url()).origin !== origin) return route.abort('addressunreachable')
  const response = await web(new Request(request.url(), { method: request.method() }))
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })
}

const drawn = async (page: Page, path: string): Promise<PrintedText> => {
  await page.goto(origin + path, { waitUntil: 'load', timeout: patience })
  const root = page.locator('html[data-print-ready]')
  await root.waitFor({ state: 'attached', timeout: patience })
  if ((await root.getAttribute('data-print-ready')) !== 'true') {
    throw pageFailed(await root.getAttribute('data-print-failure'))
  }
  return parsePrintedText((await page.locator('#printed-text').textContent()) ?? '')
}

/**
 * Prints with a headless Chromium that sees nothing but `web`: one made-up origin, everything else refused. The browser
 * starts at the first job, works on one job at a time in a fresh profile, and ends when it has had none for a while.
 */
export const createChromiumPrinter = (options: ChromiumPrinterOptions): ChromiumPrinter => {
  const { executablePath, log, asRoot = process.getuid?.() === 0, idle = usualIdle } = options
  let running: Promise<Browser> | null = null
  let idleTimer: NodeJS.Timeout | null = null
  let last: Promise<unknown> = Promise.resolve()

  const launch = async (): Promise<Browser> => {
    try {
      const { chromium } = await import('playwright-core')
      return await chromium.launch({
        executablePath,
        headless: true,
        chromiumSandbox: !asRoot,
        args: quietFlags,
        timeout: 60_000,
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      })
    } catch (cause) {
      log(`${executablePath} did not start: ${String(cause)}`)
      throw new AppError('no-printer', `${executablePath} did not start, so no PDF can be made.`, { executablePath }, cause)
    }
  }

  const browser = async (): Promise<Browser> => {
    const known = running === null ? null : await running.catch(() => null)
    if (known?.isConnected()) return known
    running = launch()
    return running
  }

  const close = async (): Promise<void> => {
    if (idleTimer !== null) clearTimeout(idleTimer)
    idleTimer = null
    const ending = running
    running = null
    await ending?.then((open) => open.close()).catch(() => undefined)
  }

  const print = async (path: string, web: Web): Promise<PrintedPdf> => {
    if (idleTimer !== null) clearTimeout(idleTimer)
    const open = await browser()
    let context
    try {
      context = await open.newContext({ acceptDownloads: false, serviceWorkers: 'block', colorScheme: 'light' })
      await context.route('**/*', (route) =>
        answer(route, web).catch((error: unknown) => {
          log(`printing: ${route.request().url()} was not answered: ${String(error)}`)
          return route.abort().catch(() => undefined)
        }),
      )
      const page = await context.newPage()
      const crashed = Promise.withResolvers<never>()
      crashed.promise.catch(() => undefined)
      page.on('crash', () => crashed.reject(failed('The print page broke down; the computer may be short of memory.')))
      page.on('pageerror', (error) => log(`print page: ${error.message}`))
      const work = async (): Promise<PrintedPdf> => {
        const printed = await drawn(page, path)
        const pdf = await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true })
        return { pdf: Uint8Array.from(pdf), printed }
      }
      return await Promise.race([work(), crashed.promise])
    } catch (error) {
      throw error instanceof AppError ? error : failed('The page could not be printed.', error)
    } finally {
      await context?.close().catch(() => undefined)
    }
  }

  return {
    printToPdf: (path, web) => {
      const job = last.then(() => print(path, web))
      last = job
        .catch(() => undefined)
        .then(() => {
          if (idleTimer !== null) clearTimeout(idleTimer)
          idleTimer = setTimeout(() => void close(), idle)
          idleTimer.unref()
        })
      return job
    },
    close,
  }
}
