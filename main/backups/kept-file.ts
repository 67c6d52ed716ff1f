import { createHash } from 'node:crypto'
import { z } from 'zod/mini'
import { Id } from '../../preload/contract/define.ts'

/** One file of a library: its path inside the folder, with slashes on every system, and what it holds. */
export interface KeptFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Bytes of one file, of all files of a backup together, and how many files there may be. */
export const keptLimits = { file: 400_000_000, all: 1_500_000_000, count: 100_000 } as const

const fileName = /^(?!\.)[^/\\:*?"<>|\p{Cc}\p{Cs}]{1,200}(?<![. ])$/u

/** A place in a library: `library.json`, `devices/<device>/<store>/<file>` or `documents/<document>/<file>`. */
export type KeptPlace =
  | { readonly kind: 'descriptor' }
  | { readonly kind: 'device'; readonly device: string; readonly store: string; readonly name: string }
  | { readonly kind: 'document'; readonly documentId: string; readonly name: string }

/** Reads a path; null for every other, above all one that leads out of the library. */
export const keptPlace = (path: string): KeptPlace | null => {
  if (path === 'library.json') return { kind: 'descriptor' }
  const [top, first = '', second = '', third, more] = path.split('/')
  if (!Id.safeParse(first).success || more !== undefined) return null
  if (top === 'documents') {
    return third === undefined && fileName.test(second) ? { kind: 'document', documentId: first, name: second } : null
  }
  if (top !== 'devices' || third === undefined || !fileName.test(third) || !Id.safeParse(second).success) return null
  return second === 'tmp' ? null : { kind: 'device', device: first, store: second, name: third }
}

export const KeptPath = z.string().check(
  z.maxLength(400),
  z.refine((path) => keptPlace(path) !== null),
)

export const Sum = z.string().check(z.regex(/^[0-9a-f]{64}$/))

export const sumOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')
