import { inflateSync, deflateSync } from 'node:zlib'

/**
 * Values of PDF syntax (ISO 32000-1, 7.3). Names keep their slash ("/Font"), strings their brackets, so that a string that
 * begins with "/" is a name and all others are strings, as they stand in the file.
 */
export type PdfValue = number | boolean | null | string | PdfReference | readonly PdfValue[] | PdfDictionary
export interface PdfReference {
  readonly reference: number
}
export type PdfDictionary = ReadonlyMap<string, PdfValue>

export interface PdfObject {
  readonly value: PdfValue
  /** Bytes of a stream as they stand in the file, one byte a character; null for any other object. */
  readonly stream: string | null
}

/** A token of a content stream: a value, or an operator where `operator` is not null. */
export interface PdfToken {
  readonly value: PdfValue
  readonly operator: string | null
  /** Where it begins and ends. */
  readonly start: number
  readonly end: number
}

const depthLimit = 64
const space = /[\0\t\n\f\r ]/
const regular = /[^\0\t\n\f\r ()<>[\]{}/%]/

export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary => value instanceof Map
export const isArray = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value)
export const isReference = (value: PdfValue | undefined): value is PdfReference =>
  typeof value === 'object' && value !== null && 'reference' in value

/** Reads one token from `at` on; null at the end. Throws SyntaxError on what is no PDF syntax. */
export const readToken = (text: string, at: number, depth = 0): PdfToken | null => {
  const start = skipSpace(text, at)
  if (start >= text.length) return null
  if (depth > depthLimit) throw new SyntaxError('nested too deep')
  const mark = text[start] ?? ''
  const token = (value: PdfValue, end: number, operator: string | null = null): PdfToken => ({ value, operator, start, end })
  if (mark === '/') {
    const end = runEnd(text, start + 1)
    return token(text.slice(start, end), end)
  }
  if (mark === '(') {
    const end = literalEnd(text, start)
    return token(text.slice(start, end), end)
  }
  if (text.startsWith('<<', start)) return readDictionary(text, start, depth)
  if (mark === '<') {
    const end = text.indexOf('>', start)
    if (end < 0) throw new SyntaxError('a string has no end')
    return token(text.slice(start, end + 1), end + 1)
  }
  if (mark === '[') return readArray(text, start, depth)
  const end = runEnd(text, start)
  if (end === start) throw new SyntaxError(`unexpected ${mark}`)
  const word = text.slice(start, end)
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) return token(Number(word), end)
  if (word === 'true' || word === 'false') return token(word === 'true', end)
  if (word === 'null') return token(null, end)
  return token(null, end, word)
}

const skipSpace = (text: string, from: number): number => {
  let at = from
  for (;;) {
    while (at < text.length && space.test(text[at] ?? '')) at += 1
    if (text[at] !== '%') return at
    while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1
  }
}

const runEnd = (text: string, from: number): number => {
  let at = from
  while (at < text.length && regular.test(text[at] ?? '')) at += 1
  return at
}

const literalEnd = (text: string, start: number): number => {
  let open = 0
  for (let at = start; at < text.length; at += 1) {
    const mark = text[at]
    if (mark === '\\') at += 1
    else if (mark === '(') open += 1
    else if (mark === ')') {
      open -= 1
      if (open === 0) return at + 1
    }
  }
  throw new SyntaxError('a string has no end')
}

const readArray = (text: string, start: number, depth: number): PdfToken => {
  const values: PdfValue[] = []
  let at = start + 1
  for (;;) {
    const next = skipSpace(text, at)
    if (text[next] === ']') return { value: values, operator: null, start, end: next + 1 }
    const token = readToken(text, next, depth + 1)
    if (token === null) throw new SyntaxError('an array has no end')
    at = token.end
    if (token.operator !== 'R') {
      if (token.operator !== null) throw new SyntaxError(`an operator in an array: ${token.operator}`)
      values.push(token.value)
      continue
    }
    values.push(referenceOf(values.splice(-2)))
  }
}

const readDictionary = (text: string, start: number, depth: number): PdfToken => {
  const parts: PdfValue[] = []
  let at = start + 2
  for (;;) {
    const next = skipSpace(text, at)
    if (text.startsWith('>>', next)) {
      const value = new Map<string, PdfValue>()
      for (let index = 0; index < parts.length; index += 2) {
        const key = parts[index]
        if (typeof key !== 'string' || !key.startsWith('/')) throw new SyntaxError('a key is no name')
        value.set(key, parts[index + 1] ?? null)
      }
      return { value, operator: null, start, end: next + 2 }
    }
    const token = readToken(text, next, depth + 1)
    if (token === null) throw new SyntaxError('a dictionary has no end')
    at = token.end
    if (token.operator === 'R') parts.push(referenceOf(parts.splice(-2)))
    else if (token.operator !== null) throw new SyntaxError(`an operator in a dictionary: ${token.operator}`)
    else parts.push(token.value)
  }
}

const referenceOf = ([number, generation]: readonly PdfValue[]): PdfReference => {
  if (typeof number !== 'number' || generation !== 0) throw new SyntaxError('no reference')
  return { reference: number }
}

/** A value as it is written into a file. */
export const formatValue = (value: PdfValue): string => {
  if (isArray(value)) return `[${value.map(formatValue).join(' ')}]`
  if (isDictionary(value)) return `<<${[...value].map(([key, one]) => `${key} ${formatValue(one)}`).join('\n')}>>`
  if (isReference(value)) return `${value.reference} 0 R`
  if (typeof value === 'number') return formatNumber(value)
  return String(value)
}

/** At most four digits behind the point, never an exponent. */
export const formatNumber = (value: number): string => String(Number(value.toFixed(4)))

/** Text of a stream; null where it is filtered by anything but Flate. */
export const streamText = ({ value, stream }: PdfObject): string | null => {
  if (stream === null || !isDictionary(value)) return null
  const filter = value.get('/Filter')
  if (filter === undefined) return stream
  if (filter !== '/FlateDecode' || value.has('/DecodeParms')) return null
  return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
}

/** A stream with the keys of `base`, compressed. */
export const makeStream = (text: string, base: PdfDictionary = new Map()): PdfObject => {
  const stream = deflateSync(Buffer.from(text, 'latin1')).toString('latin1')
  const value = new Map([...base, ['/Filter', '/FlateDecode'], ['/Length', stream.length]] as const)
  return { value, stream }
}

export interface PdfFile {
  readonly root: PdfReference
  /** The object of this number. Throws SyntaxError when there is none. */
  object(number: number): PdfObject
  /** What a value stands for, itself where it is no reference. */
  resolve(value: PdfValue | undefined): PdfValue
  replace(number: number, object: PdfObject): void
  add(object: PdfObject): PdfReference
  /** The whole file with what was replaced and added; everything else is copied as it stands. */
  bytes(): Uint8Array
}

/**
 * Opens a file with one table of cross references and no object streams, as Chromium writes it (ISO 32000-1, 7.5). Throws
 * SyntaxError for any other.
 */
export const openPdf = (bytes: Uint8Array): PdfFile => {
  const text = Buffer.from(bytes).toString('latin1')
  const table = readTable(text)
  const changed = new Map<number, PdfObject>()
  let size = Math.max(0, ...table.offsets.keys()) + 1

  const parsed = (number: number): { readonly object: PdfObject; readonly start: number; readonly end: number } => {
    const start = table.offsets.get(number)
    if (start === undefined) throw new SyntaxError(`there is no object ${number}`)
    const head = /^\d+ 0 obj\b/.exec(text.slice(start, start + 24))?.[0]
    const token = head === undefined ? null : readToken(text, start + head.length)
    if (head === undefined || token === null || !text.startsWith(`${number} 0 obj`, start)) throw new SyntaxError(`object ${number} is not where it should be`)
    const keyword = readToken(text, token.end)
    if (keyword?.operator === 'endobj') return { object: { value: token.value, stream: null }, start, end: keyword.end }
    const length = isDictionary(token.value) ? token.value.get('/Length') : undefined
    const stated = isReference(length) ? parsed(length.reference).object.value : length
    if (keyword?.operator !== 'stream' || typeof stated !== 'number') throw new SyntaxError(`object ${number} has no end`)
    const from = keyword.end + (text.startsWith('\r\n', keyword.end) ? 2 : 1)
    const after = readToken(text, from + stated)
    const last = after?.operator === 'endstream' ? readToken(text, after.end) : null
    if (last?.operator !== 'endobj') throw new SyntaxError(`the stream of object ${number} has another length`)
    return { object: { value: token.value, stream: text.slice(from, from + stated) }, start, end: last.end }
  }
  const object = (number: number): PdfObject => changed.get(number) ?? parsed(number).object

  return {
    root: table.root,
    object,
    resolve: (value) => (isReference(value) ? object(value.reference).value : (value ?? null)),
    replace: (number, value) => void changed.set(number, value),
    add: (value) => {
      changed.set(size, value)
      size += 1
      return { reference: size - 1 }
    },
    bytes: () => {
      const parts = [text.slice(0, Math.min(...table.offsets.values()))]
      let at = parts[0]?.length ?? 0
      const entries = ['0000000000 65535 f \n']
      for (let number = 1; number < size; number += 1) {
        const written = changed.get(number)
        const kept = written === undefined && table.offsets.has(number) ? parsed(number) : null
        const part = written ? `${number} 0 obj\n${formatObject(written)}\nendobj\n` : kept ? `${text.slice(kept.start, kept.end)}\n` : ''
        entries.push(part === '' ? '0000000000 65535 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`)
        parts.push(part)
        at += part.length
      }
      const trailer = new Map([...table.trailer, ['/Size', size]] as const)
      parts.push(`xref\n0 ${size}\n${entries.join('')}trailer\n${formatValue(trailer)}\nstartxref\n${at}\n%%EOF\n`)
      return Buffer.from(parts.join(''), 'latin1')
    },
  }
}

const formatObject = ({ value, stream }: PdfObject): string =>
  stream === null ? formatValue(value) : `${formatValue(value)} stream\n${stream}\nendstream`

interface Table {
  readonly offsets: ReadonlyMap<number, number>
  readonly trailer: PdfDictionary
  readonly root: PdfReference
}

const readTable = (text: string): Table => {
  const at = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1] ?? Number.NaN)
  if (!Number.isSafeInteger(at) || !/^xref\s/.test(text.slice(at, at + 5))) throw new SyntaxError('no table of cross references')
  const offsets = new Map<number, number>()
  let place = at + 4
  for (;;) {
    const head = readToken(text, place)
    if (head?.operator === 'trailer') {
      place = head.end
      break
    }
    const count = head === null ? null : readToken(text, head.end)
    if (typeof head?.value !== 'number' || typeof count?.value !== 'number') throw new SyntaxError('no table of cross references')
    place = skipSpace(text, count.end)
    for (let index = 0; index < count.value; index += 1, place += 20) {
      const [, offset, kind] = /^(\d{10}) \d{5} ([nf])/.exec(text.slice(place, place + 18)) ?? []
      if (offset === undefined) throw new SyntaxError('no table of cross references')
      if (kind === 'n') offsets.set(head.value + index, Number(offset))
    }
  }
  const trailer = readToken(text, place)?.value
  const root = isDictionary(trailer) ? trailer.get('/Root') : undefined
  if (!isDictionary(trailer) || !isReference(root) || trailer.has('/Prev') || trailer.has('/XRefStm') || trailer.has('/Encrypt')) {
    throw new SyntaxError('a file of another making')
  }
  return { offsets, trailer, root }
}
