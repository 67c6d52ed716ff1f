import type { PrintModel } from '../../preload/contract/printing.ts'

export interface ShortLivedDeps {
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly randomBytes: (size: number) => Uint8Array
}

interface Kept<Value> {
  readonly value: Value
  readonly until: number
}

/** Values handed out once each under names that cannot be guessed, for a short time. */
const createShortLived = <Value>({ clock, randomBytes }: ShortLivedDeps, lifetime: number, limit: number) => {
  const kept = new Map<string, Kept<Value>>()
  const dropOld = (): void => {
    const now = clock()
    for (const [id, { until }] of kept) if (until <= now || kept.size > limit) kept.delete(id)
  }
  return {
    keep: (value: Value): string => {
      const id = Buffer.from(randomBytes(32)).toString('base64url')
      kept.set(id, { value, until: clock() + lifetime })
      dropOld()
      return id
    },
    get: (id: string): Value | null => {
      dropOld()
      return kept.get(id)?.value ?? null
    },
    drop: (id: string): void => void kept.delete(id),
  }
}

/** Milliseconds between preparing a page and the browser asking for it. */
const pageLifetime = 5 * 60_000
const pageLimit = 8

export type PrintPages = ReturnType<typeof createPrintPages>

/** Models waiting to be drawn. Each is handed out once. */
export const createPrintPages = (deps: ShortLivedDeps) => {
  const models = createShortLived<PrintModel>(deps, pageLifetime, pageLimit)
  return {
    /** Same-origin path at which `web` serves the page, once. */
    prepare: (model: PrintModel): string => `/print/${models.keep(model)}`,
    take: (id: string): PrintModel | null => {
      const model = models.get(id)
      models.drop(id)
      return model
    },
  }
}

export interface Download {
  readonly fileName: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

const downloadLifetime = 10 * 60_000
const downloadLimit = 4

export type Downloads = ReturnType<typeof createDownloads>

/** Finished files waiting to be fetched; a browser may ask again when its first attempt was broken off. */
export const createDownloads = (deps: ShortLivedDeps) => {
  const files = createShortLived<Download>(deps, downloadLifetime, downloadLimit)
  return {
    offer: (file: Download): string => `/download/${files.keep(file)}`,
    get: (id: string): Download | null => files.get(id),
  }
}
