import type { Bibliography, EnteredSource, StatedSource } from '../../preload/contract/bibliography.ts'
import type { Emit } from '../../preload/contract/index.ts'

export interface BibliographyOptions {
  /** Throws AppError('not-found') for a document that is not there. */
  readonly statedSource: (documentId: string) => Promise<StatedSource>
  readonly entered: {
    get(documentId: string): EnteredSource
    set(documentId: string, entered: EnteredSource): Promise<EnteredSource>
  }
  readonly emit: Emit
}

/** Where a text was published: what it says itself and what the reader has entered. */
export const createBibliography = ({ statedSource, entered, emit }: BibliographyOptions) => ({
  get: async ({ documentId }: { documentId: string }): Promise<Bibliography> => ({
    stated: await statedSource(documentId),
    entered: entered.get(documentId),
  }),

  /** Throws AppError('read-only') where it would not be kept. */
  enter: async (given: { documentId: string; entered: EnteredSource }): Promise<Bibliography> => {
    const stated = await statedSource(given.documentId)
    const kept = await entered.set(given.documentId, given.entered)
    emit('bibliography.changed', { documentId: given.documentId })
    return { stated, entered: kept }
  },
})
