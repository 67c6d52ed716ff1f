type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs')
let loading: Promise<Pdfjs> | null = null

/**
 * pdf.js is loaded when the first PDF is read. Its worker runs on this thread: handed over as a module, so that nothing is looked
 * up by path at run time. It warns about drawing classes that reading a file does not need.
 */
export const loadPdfjs = (): Promise<Pdfjs> => {
  loading ??= (async () => {
    // oxlint-disable-next-line no-console -- pdf.js has no other switch for what it says while it is loaded
    const { warn } = console
    // oxlint-disable-next-line no-console
    console.warn = () => undefined
    try {
      const [pdfjs, worker] = await Promise.all([
        import('pdfjs-dist/legacy/build/pdf.mjs'),
        // @ts-expect-error The worker comes without types; it is only handed over.
        import('pdfjs-dist/legacy/build/pdf.worker.mjs'),
      ])
      Object.assign(globalThis, { pdfjsWorker: worker })
      return pdfjs
    } catch (error) {
      loading = null
      throw error
    } finally {
      // oxlint-disable-next-line no-console
      console.warn = warn
    }
  })()
  return loading
}
