import { inflateSync } from 'node:zlib'
import { AppError } from '../../preload/contract/wire.ts'
import { ratioAllowance, ratioLimit, unpackedLimit } from './archive.ts'

/** Largest part of a PDF, unpacked, in bytes. */
export const pdfStreamLimit = 256 * 1024 ** 2

const packers = /\/(?:FlateDecode|LZWDecode|RunLengthDecode|Fl|LZW|RL|BrotliDecode)\b/gu

/**
 * Unpacks every part of a PDF once, only to see how much comes out, before anything else looks at it. Throws AppError
 * 'too-large' for a part that is packed several times over, or beyond the limits for a part, for text and in all.
 */
export const checkPdfStreams = (bytes: Uint8Array): void => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let inAll = 0
  for (let at = buffer.indexOf('stream'); at >= 0; at = buffer.indexOf('stream', at + 6)) {
    if (buffer.toString('latin1', Math.max(0, at - 3), at) === 'end') continue
    const head = buffer.toString('latin1', Math.max(0, at - 2000), at)
    const dictionary = head.slice(Math.max(0, head.lastIndexOf(' obj')))
    const times = dictionary.match(packers)?.length ?? 0
    if (times > 1 && /\/(?:Filter|F)\s*\[[^\]]*\]/u.test(dictionary) && packedTwice(dictionary)) {
      throw new AppError('too-large', 'The PDF packs a part of it several times over, as no honest one does.')
    }
    if (times === 0) continue
    let start = at + 6
    while (buffer[start] === 13 || buffer[start] === 10) start += 1
    const end = buffer.indexOf('endstream', start)
    const packed = buffer.subarray(start, end < 0 ? buffer.length : end)
    const isPicture = /\/Subtype\s*\/Image\b/u.test(dictionary)
    const most = isPicture ? pdfStreamLimit : Math.min(pdfStreamLimit, Math.max(ratioAllowance, packed.length * ratioLimit))
    inAll += unpackedSize(packed, most)
    if (inAll > unpackedLimit) throw new AppError('too-large', 'The PDF unpacks to more than 1 GB, the most an import takes.', { bytes: inAll })
    if (end > 0) at = end
  }
}

const packedTwice = (dictionary: string): boolean =>
  [...dictionary.matchAll(/\/(?:Filter|F)\s*\[([^\]]*)\]/gu)].some((filters) => (filters[1]?.match(packers)?.length ?? 0) > 1)

/** 0 for what cannot be unpacked this way: it is packed otherwise or damaged, and no more than its own size. */
const unpackedSize = (packed: Uint8Array, most: number): number => {
  try {
    return inflateSync(packed, { maxOutputLength: most, finishFlush: 2 }).length
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new AppError('too-large', 'A part of the PDF unpacks to more than an import takes.', { bytes: most }, error)
    }
    return 0
  }
}
