import type { Encoding } from '../../preload/contract/documents.ts'
import type { EncodingSample } from '../../preload/contract/imports.ts'
import { decodeAs } from './decode.ts'

/** Bytes that are read to see whether an encoding fits. */
const looked = 65_536
/** Characters of a sample. */
const shown = 160

const all: readonly Encoding[] = ['UTF-8', 'GB18030', 'Big5', 'UTF-16LE', 'UTF-16BE', 'UTF-8 as GB18030']

/** Where the first byte that is no ASCII stands, and a little before: what is before reads the same in most encodings. */
const interesting = (bytes: Uint8Array): number => {
  const first = bytes.findIndex((byte) => byte >= 0x80)
  return first < 0 ? 0 : Math.max(0, first - 24)
}

const readAs = (bytes: Uint8Array, encoding: Encoding): string => {
  const from = encoding.startsWith('UTF-16') ? 0 : interesting(bytes)
  const text = decodeAs(bytes.subarray(from, from + looked), encoding)
  // The last character may have been cut in two.
  return bytes.length > from + looked ? text.slice(0, -2) : text
}

/** No unreadable byte, no control, nothing for private use. */
const fitsWell = (text: string): boolean => !/[\ufffd\ue000-\uf8ff\0-\x08\x0e-\x1f]/.test(text)

/** The same bytes read by each likely encoding, the one in use first. */
export const encodingSamples = (bytes: Uint8Array, inUse: Encoding): EncodingSample[] => {
  const samples = all.flatMap((encoding): EncodingSample[] => {
    if (encoding.startsWith('UTF-16') && encoding !== inUse && bytes.length % 2 !== 0) return []
    const text = readAs(bytes, encoding)
    const fits = fitsWell(text)
    return fits || encoding === inUse ? [{ encoding, sample: Array.from(text.slice(0, 2 * shown)).slice(0, shown).join(''), fits }] : []
  })
  return samples.toSorted((a, b) => Number(b.encoding === inUse) - Number(a.encoding === inUse))
}
