import { createHash } from 'node:crypto'
import { basename, extname } from 'node:path'

/** The same bytes always get the same id, so that importing a file twice makes no second text. */
export const sourceId = (bytes: Uint8Array): string => `text-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`

/** The name of a source beside its edition. Of the reader's name for the file, which may be a path, only the ending is kept. */
export const sourceName = (name: string): string => {
  const extension = extname(basename(name.replaceAll('\\', '/'))).toLowerCase()
  return /^\.[a-z0-9]{1,8}$/.test(extension) && extension !== '.json' ? `source${extension}` : 'source.txt'
}

/** The name of a further file of this kind in the same folder, by what it holds: "source.txt" → "source-1a2b3c4d.txt". */
export const nameFor = (name: string, sha256: string): string => {
  const extension = extname(name)
  const stem = basename(name, extension).replace(/-[0-9a-f]{8}$/, '')
  return `${stem}-${sha256.slice(0, 8)}${extension}`
}
