import type { EditClass, PlacedEdit } from '../../preload/contract/documents.ts'
import { passageLimit } from '../../preload/contract/documents.ts'
import { importLimit, type ImportChoices } from '../../preload/contract/imports.ts'
import { createOffsetMap, type OffsetMap } from '../../preload/contract/offset-map.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { Client } from '../bridge/client.ts'
import { base64Of } from './base64.ts'
import { openDocument } from './document.ts'
import {
  decideClass,
  decideEncoding,
  decideHeadings,
  decideRepair,
  type Decisions,
  type HeadingDecision,
} from './import-choices.ts'
import { choicesOf, mayBeRevision, withChoices, type ImportPhase, type ImportWork, type ImportsAction } from './imports.ts'
import type { AppStore } from './index.ts'

/** A file as the browser hands it over; a `File` is one. */
export interface SentFile {
  readonly name: string
  readonly size: number
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> }
}

export interface ImportActionsOptions {
  readonly store: AppStore
  readonly client: Client
  readonly randomId: () => string
  readonly later: (task: () => void, ms: number) => () => void
  readonly failed: (error: unknown) => void
  readonly openDocument: (documentId: string) => Promise<void>
  readonly visitDocument: (documentId: string) => Promise<void>
}

/** Bytes of a file that one call carries: small enough to show progress and to be left at any time. */
const pieceSize = 1024 * 1024

/** How long a decision rests before the text is read again with it, in ms: they come in rows. */
const decisionRest = 200

/** Longest name of a file that the bridge takes, in UTF-16 units. */
const longestName = 255

const reasonOf = (error: unknown): string | null =>
  error instanceof AppError && typeof error.details['reason'] === 'string' ? error.details['reason'] : null

/** Texts on their way into the library. Nothing is added before `addImport`. */
export const createImportActions = (options: ImportActionsOptions) => {
  const { store, client, randomId, later, failed } = options
  const files = new Map<string, SentFile | { readonly importId: string }>()
  let newest = 0
  /** The import that is added as soon as it has been read with the last decisions. */
  let addAfter: string | null = null
  let maps: { readonly of: string; readonly map: Promise<OffsetMap> } | null = null
  let cancelDecision = () => {}

  const dispatch = (action: ImportsAction) => store.dispatch({ slice: 'imports', action })
  const work = (): ImportWork | null => store.get().imports.work
  const isCurrent = (key: string): boolean => work()?.key === key
  const progress = (key: string, phase: ImportPhase) => {
    if (isCurrent(key)) dispatch({ type: 'import.progressed', phase })
  }
  const fail = (key: string, error: unknown, during: 'reading' | 'adding' = 'reading') => {
    const code = error instanceof AppError ? error.code : 'internal'
    progress(key, { kind: 'failed', during, code, reason: reasonOf(error) })
  }
  const show = () => store.dispatch({ slice: 'shell', action: { type: 'dialog.opened', dialog: { kind: 'import' } } })
  const isShown = (): boolean => store.get().shell.dialog?.kind === 'import'

  /** Lets the main side forget an import. What it cannot forget now it forgets when it ends. */
  const drop = (importId: string) => {
    client.call('imports.drop', { importId }).catch(() => undefined)
  }

  /** Sends the file; null when it was left meanwhile. */
  const send = async (key: string, file: SentFile): Promise<string | null> => {
    if (file.size > importLimit) throw new AppError('too-large', 'the file is larger than an import takes', { reason: 'import-too-large' })
    if (file.size === 0) throw new AppError('bad-input', 'the file is empty', { reason: 'import-empty' })
    const name = file.name.slice(-longestName)
    const { importId } = await client.call('imports.begin', { name, bytes: file.size })
    for (let offset = 0; offset < file.size; offset += pieceSize) {
      if (!isCurrent(key)) {
        drop(importId)
        return null
      }
      if (offset === 0) dispatch({ type: 'import.named', importId })
      const bytes = await file.slice(offset, Math.min(file.size, offset + pieceSize)).arrayBuffer().catch((error: unknown) => {
        throw new AppError('bad-input', 'the file cannot be read', { reason: 'import-unreadable' }, error)
      })
      if (!isCurrent(key)) continue
      await client.call('imports.send', { importId, offset, data: base64Of(new Uint8Array(bytes)) })
      progress(key, { kind: 'sending', share: Math.min(1, (offset + pieceSize) / file.size) })
    }
    if (isCurrent(key)) return importId
    drop(importId)
    return null
  }

  const loadOutline = async () => {
    const now = work()
    if (now?.importId == null || now.preview === null || now.preview.documents.length === 0) return
    const { key, importId, edition, shown } = now
    const outline = await client.call('imports.outline', { importId, index: shown })
    const after = work()
    if (after?.key === key && after.edition === edition && after.shown === shown) {
      dispatch({ type: 'import.outlined', edition, index: shown, outline })
    }
  }

  /** Reads with the reader's choices; a reading with older ones ends. What waits to be added then is. */
  const read = async (key: string, importId: string) => {
    cancelDecision()
    const now = work()
    if (now?.key !== key) return
    const serial = (newest += 1)
    progress(key, { kind: 'reading', stage: null, share: 0 })
    try {
      const preview = await client.call('imports.read', { importId, choices: now.choices })
      if (!isCurrent(key) || serial !== newest) return
      dispatch({ type: 'import.read', preview })
      await loadOutline()
      if (!isCurrent(key) || serial !== newest) return
      progress(key, { kind: 'found' })
      if (addAfter === key) await add()
    } catch (error) {
      if (serial !== newest) return
      addAfter = null
      fail(key, error)
    }
  }

  const run = async (key: string) => {
    const file = files.get(key)
    if (!file) return
    try {
      const importId = 'importId' in file ? file.importId : await send(key, file)
      if (importId === null || !isCurrent(key)) return
      dispatch({ type: 'import.named', importId })
      await read(key, importId)
    } catch (error) {
      fail(key, error)
    }
  }

  const startNext = () => {
    const { queue, work: now } = store.get().imports
    const next = queue[0]
    if (now !== null || !next) return
    dispatch({ type: 'import.begun', key: next.key })
    void run(next.key)
  }

  const enqueue = (given: readonly { readonly name: string; readonly file: SentFile | { readonly importId: string } }[]) => {
    if (given.length === 0) return
    const queued = given.map(({ name, file }) => {
      const key = randomId()
      files.set(key, file)
      return { key, name }
    })
    dispatch({ type: 'import.queued', files: queued })
    show()
    startNext()
  }

  /** The work is over; the next file follows, or what was added is shown. */
  const end = async (key: string) => {
    files.delete(key)
    dispatch({ type: 'import.ended' })
    if (store.get().imports.queue.length > 0) return startNext()
    const { added } = store.get().imports
    dispatch({ type: 'import.allEnded' })
    const [only] = added
    if (added.length > 1) return store.dispatch({ slice: 'shell', action: { type: 'dialog.opened', dialog: { kind: 'library' } } })
    if (isShown()) store.dispatch({ slice: 'shell', action: { type: 'dialog.closed' } })
    if (only === undefined) return
    const open = openDocument(store.get().reading)?.outline.documentId
    await (open === only ? options.openDocument(only) : options.visitDocument(only))
  }

  const add = async () => {
    addAfter = null
    const now = work()
    if (now?.importId == null || now.preview === null) return
    const { key, importId, preview, choices } = now
    const wanted = preview.documents.map((_, index) => choicesOf(choices, index).wanted)
    progress(key, { kind: 'adding' })
    try {
      const { documentIds } = await client.call('imports.add', { importId, asRevision: now.asRevision && mayBeRevision(now), wanted })
      const documents = await client.call('documents.list', {})
      store.dispatch({ slice: 'reading', action: { type: 'documents.listed', documents } })
      dispatch({ type: 'import.added', documentIds })
      const title = documents.find(({ documentId }) => documentId === documentIds[0])?.title ?? preview.documents[wanted.indexOf(true)]?.title ?? now.name
      const toast = { kind: 'text-added', title, count: documentIds.length } as const
      store.dispatch({ slice: 'shell', action: { type: 'toast.shown', toast } })
    } catch (error) {
      return fail(key, error, 'adding')
    }
    await end(key)
  }

  const decide = (change: (decisions: Decisions) => Decisions) => {
    const now = work()
    if (now === null || now.phase.kind === 'adding') return
    const { key, importId } = now
    addAfter = null
    dispatch({ type: 'import.chosen', ...change({ choices: now.choices, takenBack: now.takenBack }) })
    cancelDecision()
    if (importId === null) return
    // From now on what was read is not what is wished, and cannot be added.
    progress(key, { kind: 'reading', stage: null, share: 0 })
    cancelDecision = later(() => void read(key, importId), decisionRest)
  }

  /** Places of L1 as places of L0, of the text that is shown. */
  const mapOfShown = (): Promise<OffsetMap> => {
    const now = work()
    const length = now?.preview?.documents[now.shown]?.characters
    if (now?.importId == null || length === undefined) return Promise.reject(new AppError('not-found', 'no text is shown'))
    const { importId, shown, key, edition } = now
    const of = `${key} ${edition} ${shown}`
    if (maps?.of === of) return maps.map
    const load = async () => {
      const edits = new Map<string, PlacedEdit>()
      for (let start = 0; start < length; start += passageLimit) {
        const passage = await client.call('imports.passage', { importId, index: shown, start, end: start + passageLimit })
        for (const edit of passage.edits) edits.set(edit.id, edit)
      }
      return createOffsetMap([...edits.values()])
    }
    maps = { of, map: load() }
    return maps.map
  }

  return {
    /** Files that the reader dropped or chose; each waits for its turn. */
    importFiles: (given: readonly SentFile[]) => enqueue(given.map((file) => ({ name: file.name, file }))),

    /** A text from the clipboard or a field. */
    importText: (text: string, name: string) => {
      const blob = new Blob([new TextEncoder().encode(text)])
      enqueue([{ name, file: { name, size: blob.size, slice: (from, until) => blob.slice(from, until) } }])
    },

    /** Takes over what was opened with Yandu outside the window. */
    takeImports: async () => {
      try {
        const waiting = await client.call('imports.waiting', {})
        enqueue(waiting.map(({ importId, name }) => ({ name, file: { importId } })))
      } catch (error) {
        failed(error)
      }
    },

    /** Shows the import that is going on, or where one begins. */
    openImport: show,

    importProgressed: (importId: string, phase: Extract<ImportPhase, { kind: 'reading' }>) => {
      const now = work()
      if (now?.importId === importId && now.phase.kind === 'reading') dispatch({ type: 'import.progressed', phase })
    },

    /** Sends or reads again what failed. */
    retryImport: () => {
      const now = work()
      if (now === null) return
      const { key, importId, preview, phase } = now
      if (phase.kind === 'failed' && phase.during === 'adding') return void add()
      if (preview !== null && importId !== null) return void read(key, importId)
      if (importId !== null && !('importId' in (files.get(key) ?? {}))) drop(importId)
      dispatch({ type: 'import.progressed', phase: { kind: 'sending', share: 0 } })
      void run(key)
    },

    /** Leaves a file out. Work on it stops. */
    cancelImport: async () => {
      const now = work()
      if (now === null) return
      cancelDecision()
      if (now.importId !== null) drop(now.importId)
      await end(now.key)
    },

    /** Leaves out every file that is not yet added. */
    cancelAllImports: async () => {
      const { queue, work: now } = store.get().imports
      cancelDecision()
      for (const { key } of queue) {
        const file = files.get(key)
        if (file && 'importId' in file) drop(file.importId)
        files.delete(key)
      }
      if (now?.importId != null) drop(now.importId)
      if (now) files.delete(now.key)
      dispatch({ type: 'import.allEnded' })
      store.dispatch({ slice: 'shell', action: { type: 'dialog.closed' } })
      await Promise.resolve()
    },

    /** Adds the wanted texts; what was decided last is carried out first. */
    addImport: async () => {
      const now = work()
      if (now?.importId == null || now.preview === null || now.phase.kind === 'adding') return
      if (now.phase.kind === 'found') return add()
      addAfter = now.key
      await read(now.key, now.importId)
    },

    chooseEncoding: (encoding: ImportChoices['encoding']) => decide(() => decideEncoding(encoding)),
    undoRepair: (edit: PlacedEdit, undone: boolean) => decide((now) => decideRepair(now, work()?.shown ?? 0, edit, undone)),
    undoRepairs: (editClass: EditClass, undone: boolean, count: number) =>
      decide((now) => decideClass(now, work()?.shown ?? 0, editClass, undone, count)),
    titleImport: (title: string | null) =>
      decide(({ choices, takenBack }) => ({ choices: withChoices(choices, work()?.shown ?? 0, { choices: { title } }), takenBack })),
    /** Which of the file's texts are added; nothing has to be read again for that. */
    wantText: (indexes: readonly number[], wanted: boolean) => {
      const now = work()
      if (now === null) return
      const choices = indexes.reduce((before, index) => withChoices(before, index, { wanted }), now.choices)
      dispatch({ type: 'import.chosen', choices, takenBack: now.takenBack })
    },
    chooseRevision: (asRevision: boolean) => dispatch({ type: 'import.revision', asRevision }),

    /** Shows another of the file's texts. */
    showFound: (index: number) => {
      dispatch({ type: 'import.shown', index })
      loadOutline().catch(failed)
    },

    /** Decides about headings of the text that is shown; `at` of each is a place of L1. */
    decideHeadings: async (changes: readonly HeadingDecision[]) => {
      const now = work()
      // Between a reading and its outline the places are of the text before.
      if (now === null || now.phase.kind === 'adding' || now.outline?.edition !== now.edition) return
      const { edition, phase } = now
      progress(now.key, { kind: 'reading', stage: null, share: 0 })
      try {
        const map = await mapOfShown()
        // Read again meanwhile: the places were of another text.
        if (work()?.edition !== edition) return
        decide((before) => decideHeadings(before, work()?.shown ?? 0, changes.map((change) => ({ ...change, at: map.toSource(change.at) }))))
      } catch (error) {
        progress(now.key, phase)
        // While it is read again nothing can be asked about it; the reader sees that it is.
        if (!(error instanceof AppError && error.code === 'conflict')) failed(error)
      }
    },

    /** Brings a heading back that was taken for text; `at` is its place in L0. */
    headingBack: (at: number, words: string) =>
      decide((now) => decideHeadings(now, work()?.shown ?? 0, [{ at, words, change: { heading: true } }])),

    /** A part of the text that is shown, in code points of L1. */
    foundPassage: (start: number, until: number) => {
      const { importId, shown } = work() ?? {}
      if (importId == null || shown === undefined) return Promise.reject(new AppError('not-found', 'no text is shown'))
      return client.call('imports.passage', { importId, index: shown, start, end: until })
    },

    foundRepairs: (editClass: EditClass, from: number) => {
      const { importId, shown } = work() ?? {}
      if (importId == null || shown === undefined) return Promise.reject(new AppError('not-found', 'no text is shown'))
      return client.call('imports.repairs', { importId, index: shown, class: editClass, from })
    },
  }
}
