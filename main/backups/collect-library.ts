import { join } from 'node:path'
import { Id } from '../../preload/contract/define.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { FileState, NoteFiles } from '../notes/files.ts'
import { keptLimits, keptPlace, type KeptFile } from './kept-file.ts'

export interface Collected {
  readonly files: readonly KeptFile[]
  /** Changes when any of the files does; made of their states, without reading them. */
  readonly mark: string
  /** Paths of files that are there and that the disk would not give. */
  readonly refused: readonly string[]
}

const lineFeed = 0x0a

/** Without a line that is being written right now. */
const wholeLines = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.lastIndexOf(lineFeed) + 1)

/** Notes files before histories: what a notes file says is then in the history that was read after it. */
const readingOrder = (path: string): string => (path.endsWith('.jsonl') ? `2${path}` : `1${path}`)

/** The paths of a library's files, in the order in which they have to be read. Files set aside are not among them. */
const listLibrary = async (files: NoteFiles, folder: string): Promise<string[]> => {
  const found: string[] = ['library.json']
  for (const device of await files.list(join(folder, 'devices'))) {
    for (const store of await files.list(join(folder, 'devices', device))) {
      for (const name of await files.list(join(folder, 'devices', device, store))) {
        if (/\.jsonl?$/.test(name)) found.push(`devices/${device}/${store}/${name}`)
      }
    }
  }
  for (const document of await files.list(join(folder, 'documents'))) {
    if (!Id.safeParse(document).success) continue
    for (const name of await files.list(join(folder, 'documents', document))) found.push(`documents/${document}/${name}`)
  }
  return found
    .filter((path) => keptPlace(path) !== null)
    .sort((a, b) => (readingOrder(a) < readingOrder(b) ? -1 : 1))
}

/** A mark of the whole library that changes with every file in it. */
export const markLibrary = async (files: NoteFiles, folder: string): Promise<string> => {
  const marks: string[] = []
  for (const path of await listLibrary(files, folder)) {
    const state: FileState | null = await files.state(join(folder, path)).catch(() => null)
    if (state !== null) marks.push(`${path} ${state.mark}`)
  }
  return marks.join('\n')
}

/**
 * Reads a library as it is, without a lock and without making anybody wait: histories only grow and every other file is
 * replaced whole, so what is read is a state that the library was in. Throws AppError('too-large', 'disk-failed').
 */
export const collectLibrary = async (files: NoteFiles, folder: string): Promise<Collected> => {
  const mark = await markLibrary(files, folder)
  const collected: KeptFile[] = []
  const refused: string[] = []
  let all = 0
  for (const path of await listLibrary(files, folder)) {
    const bytes = await files.read(join(folder, path)).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
      refused.push(path)
      return null
    })
    if (bytes === null) continue
    all += bytes.length
    if (bytes.length > keptLimits.file || all > keptLimits.all) {
      throw new AppError('too-large', 'the library is too large for one backup', { path })
    }
    collected.push({ path, bytes: path.endsWith('.jsonl') ? wholeLines(bytes) : bytes })
  }
  return { files: collected, mark, refused }
}
