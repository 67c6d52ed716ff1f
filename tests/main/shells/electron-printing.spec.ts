import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createElectronPrinter } from '../../../main/shells/electron-printing.ts'

/** A window whose page has got as far as its `data-` attributes and its account say. */
const printerOf = (dataset: Record<string, string>, account: string | null) =>
  createElectronPrinter(() => ({
    loadURL: async () => undefined,
    destroy: () => undefined,
    webContents: {
      executeJavaScriptInIsolatedWorld: async (_world, [script]) => {
        const getElementById = () => (account === null ? null : { textContent: account })
        return runInNewContext(script?.code ?? '', { document: { documentElement: { dataset }, getElementById } }) as unknown
      },
      printToPDF: async () => Uint8Array.of(1),
      print: (_options, done) => done(true, ''),
      on: () => undefined,
    },
  }))

test('a page that has failed is not waited for, and its reason is passed on', async () => {
  const failure = printerOf({ printReady: 'failed', printFailure: 'a font could not be loaded' }, null)
  const expected = { code: 'print-failed', message: expect.stringContaining('a font could not be loaded') }
  await expect(failure.printToPdf('/print/x')).rejects.toMatchObject(expected)
  await expect(failure.printPaper('/print/x')).rejects.toMatchObject(expected)
}, 3000)

test('a page that is ready is printed, one without an account is not', async () => {
  const printed = { title: 't', language: 'zh', headings: [], blocks: ['一'], undrawn: [{ block: 0, characters: '𲎰' }] }
  expect(await printerOf({ printReady: 'true' }, JSON.stringify(printed)).printToPdf('/print/x')).toEqual({
    pdf: Uint8Array.of(1),
    printed,
  })
  await expect(printerOf({ printReady: 'true' }, null).printToPdf('/print/x')).rejects.toMatchObject({ code: 'print-failed' })
})
