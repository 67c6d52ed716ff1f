import { open, readFile, stat, unlink, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { importLimit, importPieceLimit, type ImportPreview, type ImportStage } from '../../preload/contract/imports.ts'
import type { Emit, Input, Output } from '../../preload/contract/index.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { DocumentFiles } from './add-document.ts'
import type { KnownDocument } from './documents.ts'
import type { ReadFile } from './import-jobs.ts'
import type { ImportWorkerLink } from './import-worker-link.ts'
import { describeKnown, findKnown, type Likeness } from './known-document.ts'

/** Most imports at a time; each may have a thread of its own. */
export const sessionLimit = 8
/** Milliseconds after which an import that nobody asks for is dropped. */
const idleLimit = 30 * 60_000
/** Milliseconds for a window to begin with an import that it was told of; after that another window may. */
const offerTime = 10_000

export interface ImportsOptions {
  readonly startWorker: (onProgress: (stage: ImportStage, share: number) => void) => ImportWorkerLink
  /** Where the bytes of an import are kept until it is added or dropped. */
  readonly incoming: (name: string) => string
  /** Makes the folder of such files. */
  readonly ensureIncoming: () => Promise<void>
  readonly documents: () => Promise<readonly KnownDocument[]>
  /** How many notes a document has that are not deleted. */
  readonly notesOf: (documentId: string) => Promise<number>
  /** Throws AppError where the library cannot be written. */
  readonly add: (document: DocumentFiles) => Promise<void>
  readonly readOnly: boolean
  readonly emit: Emit
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly randomBytes: (size: number) => Uint8Array
  readonly log: (line: string) => void
}

interface Session {
  readonly id: string
  readonly name: string
  /** The file to be read. */
  readonly path: string
  /** Bytes it will have. */
  readonly bytes: number
  /** The file is ours and goes with the import. */
  readonly own: boolean
  readonly fromOutside: boolean
  received: number
  handle: FileHandle | null
  /** Pieces are written one after the other. */
  writing: Promise<unknown>
  worker: ImportWorkerLink | null
  reading: boolean
  read: { readonly file: ReadFile; readonly known: readonly (Likeness | null)[]; readonly wanted: readonly boolean[] } | null
  adding: boolean
  lastUsed: number
  /** When a window was told of it; null before. */
  offered: number | null
  taken: boolean
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/

const bytesIn = (data: string): Uint8Array => {
  if (data.length % 4 !== 0 || !base64.test(data)) throw new AppError('bad-input', 'A piece of the file is not base64.')
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length > importPieceLimit) throw new AppError('too-large', 'A piece of the file is larger than 4 MB.')
  return bytes
}

/** The last part of a name that may be a path of any system, without what no name has. */
export const plainName = (name: string): string =>
  basename(name.replaceAll('\\', '/'))
    .replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, 255)
    .toWellFormed() || 'text'

const asDiskError = (error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk-full', 'the disk is full', { code }, error)
  return /^E[A-Z]+$/.test(code) ? new AppError('disk-failed', `the disk refused: ${code}`, { code }, error) : error
}

/** Imports from their first byte until they are added or dropped. Nothing goes into the library before `add`. */
export const createImports = (options: ImportsOptions) => {
  const { startWorker, incoming, ensureIncoming, documents, notesOf, add, readOnly, emit, clock, randomBytes, log } = options
  const sessions = new Map<string, Session>()
  let closed = false

  const end = async (session: Session): Promise<void> => {
    sessions.delete(session.id)
    const { worker } = session
    session.worker = null
    await worker?.end()
    await session.writing.catch(() => undefined)
    await session.handle?.close().catch(() => undefined)
    session.handle = null
    if (session.own) await unlink(session.path).catch(() => undefined)
  }
  const sweep = setInterval(() => {
    for (const session of sessions.values()) {
      if (session.reading || session.adding || clock() - session.lastUsed < idleLimit) continue
      end(session).catch((error: unknown) => log(`an import could not be dropped: ${String(error)}`))
    }
  }, 60_000)
  sweep.unref()

  const find = (importId: string): Session => {
    const session = sessions.get(importId)
    if (session === undefined) throw new AppError('not-found', 'This import has ended.', { importId })
    session.lastUsed = clock()
    return session
  }
  const begin = async (session: Pick<Session, 'name' | 'bytes' | 'fromOutside'>, path: string | null): Promise<Session> => {
    if (closed || sessions.size >= sessionLimit) throw new AppError('conflict', `More than ${sessionLimit} imports at a time are too many.`)
    const id = `import-${Buffer.from(randomBytes(12)).toString('hex')}`
    const fresh: Session = {
      ...session,
      id,
      path: path ?? incoming(id),
      own: path === null,
      received: path === null ? 0 : session.bytes,
      handle: null,
      writing: Promise.resolve(),
      worker: null,
      reading: false,
      read: null,
      adding: false,
      lastUsed: clock(),
      offered: null,
      taken: !session.fromOutside,
    }
    sessions.set(id, fresh)
    if (path !== null) return fresh
    try {
      await ensureIncoming()
      fresh.handle = await open(fresh.path, 'wx', 0o600)
    } catch (error) {
      sessions.delete(id)
      throw asDiskError(error)
    }
    return fresh
  }

  const write = async (session: Session, offset: number, bytes: Uint8Array): Promise<number> => {
    if (offset !== session.received) throw new AppError('conflict', 'A piece of the file is missing or came twice.', { received: session.received })
    if (offset + bytes.length > session.bytes) throw new AppError('bad-input', 'The file is larger than was said.')
    if (session.handle === null) throw new AppError('conflict', 'This file is complete.')
    for (let written = 0; written < bytes.length; ) {
      written += (await session.handle.write(bytes, written, bytes.length - written, offset + written)).bytesWritten
    }
    session.received += bytes.length
    if (session.received === session.bytes) {
      await session.handle.close()
      session.handle = null
    }
    return session.received
  }

  const workerOf = (session: Session): ImportWorkerLink => {
    if (session.worker?.ended() === false) return session.worker
    session.worker = startWorker((stage, share) => emit('imports.progressed', { importId: session.id, stage, share }))
    return session.worker
  }
  /** The thread that has read the file. */
  const reader = (importId: string): ImportWorkerLink => {
    const session = find(importId)
    if (session.read === null || session.worker?.ended() !== false) throw new AppError('conflict', 'This file has to be read first.')
    return session.worker
  }
  const index = <T extends { readonly importId: string }>({ importId: _importId, ...rest }: T): Omit<T, 'importId'> => rest

  const startSession = async (name: string, bytes: number): Promise<{ importId: string }> => {
    if (bytes > importLimit) throw new AppError('too-large', 'The file is larger than 200 MB, the most an import takes.', { bytes })
    return { importId: (await begin({ name: plainName(name), bytes, fromOutside: false }, null)).id }
  }

  return {
    begin: ({ name, bytes }: Input<'imports.begin'>): Promise<Output<'imports.begin'>> => startSession(name, bytes),

    send: async ({ importId, offset, data }: Input<'imports.send'>): Promise<Output<'imports.send'>> => {
      const session = find(importId)
      const bytes = bytesIn(data)
      const result = session.writing.then(() => write(session, offset, bytes))
      session.writing = result.catch(() => undefined)
      return { received: await result.catch((error: unknown) => Promise.reject(asDiskError(error))) }
    },

    /** A file that was opened with Yandu: a window may take it. Throws AppError for what cannot be imported. */
    arrive: async (path: string): Promise<void> => {
      const found = await stat(path).catch((error: unknown) => {
        throw new AppError('not-found', `${path} cannot be read.`, { path }, error)
      })
      if (!found.isFile()) throw new AppError('bad-input', `${path} is no file.`, { path })
      if (found.size > importLimit) throw new AppError('too-large', `${path} is larger than 200 MB, the most an import takes.`, { path })
      await begin({ name: plainName(path), bytes: found.size, fromOutside: true }, path)
      emit('imports.arrived', {})
    },

    /** Each is given to whoever asks first, and to others only when that one does not begin with it. */
    waiting: async (): Promise<Output<'imports.waiting'>> => {
      const now = clock()
      const free = [...sessions.values()].filter(({ taken, offered }) => !taken && (offered === null || now - offered > offerTime))
      for (const session of free) session.offered = now
      return free.map(({ id, name }) => ({ importId: id, name }))
    },

    read: async ({ importId, choices }: Input<'imports.read'>): Promise<ImportPreview> => {
      const session = find(importId)
      if (session.received < session.bytes) throw new AppError('conflict', 'The file is not complete.', { received: session.received })
      if (session.adding) throw new AppError('conflict', 'This file is being added.')
      session.taken = true
      // Who decides anew does not wait for what was decided before.
      if (session.reading) await session.worker?.end()
      const worker = workerOf(session)
      session.reading = true
      session.read = null
      try {
        const file = await worker.call('read', { path: session.path, name: session.name, choices })
        const there = await documents()
        const known = file.documents.map(({ facts }) => findKnown(facts, session.name, there))
        const wanted = file.documents.map((_, at) => choices.documents[at]?.wanted ?? true)
        if (session.worker === worker) session.read = { file, known, wanted }
        return {
          importId,
          name: session.name,
          format: file.format,
          bytes: file.bytes,
          encoding: file.encoding,
          encodingConfidence: file.encodingConfidence,
          encodingUnsure: file.encodingUnsure,
          encodings: [...file.encodings],
          choices,
          documents: await Promise.all(
            file.documents.map(async ({ found }, at) => {
              const like = known[at] ?? null
              return { ...found, known: like && describeKnown(like, await notesOf(like.known.facts.documentId)) }
            }),
          ),
        }
      } finally {
        if (session.worker === worker) session.reading = false
        session.lastUsed = clock()
      }
    },

    outline: async (input: Input<'imports.outline'>): Promise<Output<'imports.outline'>> => reader(input.importId).call('outline', index(input)),
    passage: async (input: Input<'imports.passage'>): Promise<Output<'imports.passage'>> => reader(input.importId).call('passage', index(input)),
    source: async (input: Input<'imports.source'>): Promise<Output<'imports.source'>> => reader(input.importId).call('source', index(input)),
    repairs: async (input: Input<'imports.repairs'>): Promise<Output<'imports.repairs'>> => reader(input.importId).call('repairs', index(input)),

    add: async ({ importId, asRevision, wanted }: Input<'imports.add'>): Promise<Output<'imports.add'>> => {
      if (readOnly) throw new AppError('read-only', 'This library cannot be written to.')
      const worker = reader(importId)
      const session = find(importId)
      const { read } = session
      if (read === null || session.adding || session.reading) throw new AppError('conflict', 'This file is being read or added.')
      session.adding = true
      const documentIds: string[] = []
      try {
        const source = await readFile(session.path)
        const isWanted = (at: number): boolean => wanted?.[at] ?? read.wanted[at] ?? true
        const all = read.file.documents.filter((_, at) => isWanted(at)).length
        for (const [at, { facts }] of read.file.documents.entries()) {
          if (!isWanted(at)) continue
          const like = read.known[at] ?? null
          const target = asRevision && like !== null ? like.known : null
          if (target?.shipped === true) throw new AppError('bad-input', 'The text that comes with Yandu cannot be replaced.')
          const documentId = target?.facts.documentId ?? facts.documentId
          const beside = target !== null && target.facts.source.sha256 !== facts.source.sha256
          const packed = await worker.call('pack', { index: at, documentId, beside })
          await add({
            documentId,
            revision: packed.facts.revision,
            name: session.name,
            source: { name: packed.sourceName, bytes: source },
            received: packed.received,
            edition: packed.edition,
          })
          documentIds.push(documentId)
          emit('imports.progressed', { importId, stage: 'adding', share: documentIds.length / all })
        }
        await end(session)
        return { documentIds }
      } finally {
        // Of several texts some may be there when the next one could not be added.
        if (documentIds.length > 0) emit('documents.changed', { documentIds })
        session.adding = false
        session.lastUsed = clock()
      }
    },

    drop: async ({ importId }: Input<'imports.drop'>): Promise<Record<string, never>> => {
      const session = sessions.get(importId)
      if (session?.adding === true) throw new AppError('conflict', 'This file is being added.')
      if (session !== undefined) await end(session)
      return {}
    },

    close: async (): Promise<void> => {
      closed = true
      clearInterval(sweep)
      for (const session of [...sessions.values()]) await end(session)
    },
  }
}

export type Imports = ReturnType<typeof createImports>
