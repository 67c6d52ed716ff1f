import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DocumentOutline, EditClass, Encoding, Passage, PlacedEdit, SourceFormat, SourcePassage } from '../../preload/contract/documents.ts'
import type { EditionChoices, EncodingSample, FoundDocument, ImportChoices, ImportStage } from '../../preload/contract/imports.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { sliceCodePoints } from '../editions/code-points.ts'
import { certainEnough } from '../editions/decode.ts'
import { textLimit, type Edition } from '../editions/edition.ts'
import { readEarlierEdition, readEdition } from '../editions/edition-store.ts'
import { encodingSamples } from '../editions/encoding-samples.ts'
import { makeEditions, receivedBytes } from '../editions/make-edition.ts'
import { countByClass, openEdition, type OpenedEdition } from '../editions/opened-edition.ts'
import { readSource } from '../formats/read-source.ts'
import type { DocumentFacts } from '../library/document-facts.ts'
import { sourceId, sourceName } from './document-files.ts'
import { factsOf } from './facts.ts'
import { packEdition, type PackedDocument } from './packed-document.ts'
import { remakeEdition } from './remake-edition.ts'
import { compareRevisions, type RevisionComparison } from './revision-difference.ts'

/** A text that was found in a file, and what is needed to tell whether the library has it. */
export interface ReadDocument {
  readonly found: Omit<FoundDocument, 'known'>
  readonly facts: DocumentFacts
}

export interface ReadFile {
  readonly format: SourceFormat
  readonly bytes: number
  readonly encoding: Encoding
  readonly encodingConfidence: number
  readonly encodingUnsure: boolean
  readonly encodings: readonly EncodingSample[]
  readonly documents: readonly ReadDocument[]
}

/** Shares of the whole work that are done when the file has been read and when its editions are made. */
const readShare = 0.25
const madeShare = 0.95

const encodable: ReadonlySet<SourceFormat> = new Set(['text', 'markdown', 'html'])

interface State {
  readonly received: Awaited<ReturnType<typeof readSource>>
  readonly editions: readonly Edition[]
  readonly opened: Map<number, OpenedEdition>
}

/**
 * The work of imports that takes long: it runs in a thread of its own, one for each import, and keeps what was read.
 * `onProgress` tells the stage and the share of the whole work, 0 to 1.
 */
export const createImportJobs = (onProgress: (stage: ImportStage, share: number) => void) => {
  let bytes: Uint8Array | null = null
  let state: State | null = null

  const current = (): State => {
    if (state === null) throw new AppError('not-found', 'this file has not been read')
    return state
  }
  const opened = ({ index }: { readonly index: number }): OpenedEdition => {
    const { editions, opened: known } = current()
    const there = known.get(index)
    if (there !== undefined) return there
    const edition = editions[index]
    if (edition === undefined) throw new AppError('not-found', `there is no text ${index} in this file`, { index })
    const fresh = openEdition(edition, sourceTextOf(edition, current().received.text))
    known.set(index, fresh)
    return fresh
  }

  return {
    /** Reads the file at a path. `name` is what the reader calls it. */
    read: async ({ path, name, choices }: { readonly path: string; readonly name: string; readonly choices: ImportChoices }): Promise<ReadFile> => {
      bytes ??= await readFile(path)
      const file = bytes
      state = null
      onProgress('container', 0)
      const received = await readSource(file, name, {
        encoding: choices.encoding,
        onProgress: (share) => onProgress('container', share * readShare),
      })
      if (received.text.length > textLimit) throw new AppError('too-large', 'This file holds more text than one document can.', { name })
      const about = { documentId: sourceId(file), fileName: sourceName(name), name, bytes: file }
      const editions = await makeEditions(received, about, choices.documents.map((one) => one.choices), (stage, share) =>
        onProgress(stage, readShare + share * (madeShare - readShare)),
      )
      state = { received, editions, opened: new Map() }
      const documents = editions.map((edition, index): ReadDocument => {
        const facts = factsOf(edition)
        return {
          facts,
          found: {
            documentId: edition.documentId,
            title: edition.titleSet,
            language: edition.language,
            characters: facts.characters,
            sections: edition.sections.length,
            missingSections: facts.missingSections,
            gaps: edition.gaps.length,
            editCounts: countByClass(edition),
            undone: choices.documents[index]?.choices.undoneEdits.length ?? 0,
            warnings: edition.warnings,
          },
        }
      })
      onProgress('edition', 1)
      return {
        format: received.format,
        bytes: file.length,
        encoding: received.encoding,
        encodingConfidence: received.encodingConfidence,
        encodingUnsure: choices.encoding === null && received.encodingConfidence < certainEnough,
        encodings: encodable.has(received.format) ? encodingSamples(file, received.encoding) : [],
        documents,
      }
    },

    outline: async (input: { readonly index: number }): Promise<DocumentOutline> => opened(input).outline(false),
    passage: async (input: { readonly index: number; readonly start: number; readonly end: number }): Promise<Passage> =>
      opened(input).passage(input),
    source: async (input: { readonly index: number; readonly start: number; readonly end: number }): Promise<SourcePassage> =>
      opened(input).sourcePassage(input),
    repairs: async ({ index, from, class: editClass }: { readonly index: number; readonly from: number; readonly class: EditClass }): Promise<{ total: number; repairs: PlacedEdit[] }> => {
      const all = opened({ index }).edits.filter((edit) => edit.class === editClass)
      return { total: all.length, repairs: all.slice(from, from + repairsAtOnce) }
    },

    /**
     * One of the texts as files of the document `documentId`. With `beside` they have names of their own, because the
     * document has another source already.
     */
    pack: async ({ index, documentId, beside }: { readonly index: number; readonly documentId: string; readonly beside: boolean }): Promise<PackedDocument> => {
      const { editions, received } = current()
      const edition = editions[index]
      if (edition === undefined) throw new AppError('not-found', `there is no text ${index} in this file`, { index })
      return packEdition({ ...edition, documentId }, receivedBytes(received), beside)
    },

    /** The present edition of a folder made again from its source with other choices. */
    remake: async ({ folder, name, choices }: { readonly folder: string; readonly name: string; readonly choices: EditionChoices }): Promise<PackedDocument> => {
      const { edition } = await readEdition(folder)
      return remakeEdition(edition, await readFile(join(folder, edition.source.file)), name, choices)
    },

    /** Where two revisions of a document differ. */
    compare: async ({ folder, from, to }: { readonly folder: string; readonly from: string; readonly to: string }): Promise<RevisionComparison> =>
      compareRevisions(await readRevision(folder, from), await readRevision(folder, to)),

    /** What a list of documents needs of the edition in a folder. Throws AppError('damaged-file'). */
    facts: async ({ folder }: { readonly folder: string }): Promise<DocumentFacts> => factsOf((await readEdition(folder)).edition),
  }
}

/** Most repairs of one call. */
const repairsAtOnce = 200

const sourceTextOf = ({ source: { part } }: Edition, text: string): string =>
  part === undefined ? text : sliceCodePoints(text, part.start, part.end)

const readRevision = async (folder: string, revision: string): Promise<string> => {
  const present = await readEdition(folder)
  if (present.edition.revision === revision) return present.edition.restored
  return (await readEarlierEdition(folder, revision)).edition.restored
}

export type ImportJobs = ReturnType<typeof createImportJobs>
