import type { Encoding, SourceFormat } from '../../preload/contract/documents.ts'
import { decodeAs, decodeText } from './decode.ts'
import { newlineOf, withLineFeeds, type Newline } from './line-end.ts'

/** A heading that the file itself marks as one; offsets are UTF-16 units of the received text, level 1 is the highest. */
export interface MarkedHeading {
  readonly start: number
  readonly end: number
  readonly level: number
}

/** A file as text with structure. The text is L0 of what is made of it: well-formed, lines of it divided by LF. */
export interface ReceivedText {
  readonly format: SourceFormat
  readonly text: string
  readonly encoding: Encoding
  /** 0 to 1. */
  readonly encodingConfidence: number
  readonly bom: boolean
  /** How the file ended its lines, where that is not how the text does. */
  readonly newline?: Newline
  /** In order, none overlapping; empty where the format marks none. */
  readonly headings: readonly MarkedHeading[]
  /** What the file says of itself outside its text. */
  readonly title: string | null
  /** In plain English. */
  readonly warnings: readonly string[]
}

/** Bytes as plain text, its lines divided by LF whatever the file divides them by. `encoding` reads them as the reader wants, null as they seem. */
export const receiveText = (bytes: Uint8Array, encoding: Encoding | null = null): ReceivedText => {
  const decoded =
    encoding === null ? decodeText(bytes) : { text: decodeAs(bytes, encoding), encoding, confidence: 1, bom: false }
  return {
    format: 'text',
    text: withLineFeeds(decoded.text),
    encoding: decoded.encoding,
    encodingConfidence: decoded.confidence,
    bom: decoded.bom,
    newline: newlineOf(decoded.text),
    headings: [],
    title: null,
    warnings: [],
  }
}
