import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import type { PrintModel } from '../../../preload/contract/printing.ts'
import type { Platform, PrintedPdf, Web } from '../../../main/platform.ts'
import { createPrintPages } from '../../../main/print/print-pages.ts'
import { createChromiumPrinter, findChromium } from '../../../main/shells/chromium.ts'
import { createTerminalPlatform } from '../../../main/terminal/terminal-platform.ts'
import { createWeb } from '../../../main/web.ts'

const renderer = fileURLToPath(new URL('../../../renderer/', import.meta.url))

/** Builds the print page alone into a new folder. */
const buildPage = async (): Promise<string> => {
  const outDir = await mkdtemp(join(tmpdir(), 'yandu-print-'))
  await build({
    configFile: false,
    root: renderer,
    base: '/',
    publicDir: false,
    logLevel: 'error',
    mode: 'production',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: { input: { print: join(renderer, 'print.html') } },
    },
  })
  return outDir
}

export interface PrintHarness {
  readonly uiFolder: string
  readonly platform: Platform
  /** Lines the printer logged. */
  readonly logged: readonly string[]
  print(model: PrintModel): Promise<PrintedPdf>
  close(): Promise<void>
}

/** The real print page, served by the real `web`, printed by the real Chromium. */
export const openPrintHarness = async (): Promise<PrintHarness> => {
  const executablePath = findChromium(process.env)
  if (executablePath === null) throw new Error('these tests need an installed Chromium')
  const uiFolder = await buildPage()
  const logged: string[] = []
  const printer = createChromiumPrinter({ executablePath, log: (line) => void logged.push(line) })
  const pages = createPrintPages({ clock: Date.now, randomBytes })
  const web: Web = createWeb({ uiFolder, printModel: async (id) => pages.take(id), download: async () => null })
  return {
    uiFolder,
    logged,
    platform: createTerminalPlatform(printer),
    print: (model) => printer.printToPdf(pages.prepare(model), web),
    close: async () => {
      await printer.close()
      await rm(uiFolder, { recursive: true, force: true })
    },
  }
}
