import { AppError } from '../../preload/contract/wire.ts'

/** Deepest nesting of elements. */
export const xmlDepthLimit = 512

/** Largest XML file inside an archive, in bytes. */
export const xmlSizeLimit = 256 * 1024 ** 2

/** Longest tag, in UTF-16 units. */
const tagLimit = 1024 ** 2

/** Most elements and texts of a file that is read as a tree. */
export const xmlNodeLimit = 1_000_000

export interface XmlTag {
  /** "w:p": the prefix that the reader chose for its namespace. Without prefix in no namespace, "?:p" in an unknown one. */
  readonly name: string
  /** By name, as that of the tag; an attribute without prefix is in no namespace. */
  readonly attribute: (name: string) => string | null
}

export interface XmlVisitor {
  readonly open: (tag: XmlTag) => void
  readonly close: (name: string) => void
  /** Character data with references resolved, in one piece or several. */
  readonly text: (text: string) => void
}

/** Prefixes of the reader's choice by namespace; several namespaces may share one. */
export type Namespaces = Readonly<Record<string, string>>

const damaged = (what: string): AppError => new AppError('bad-input', `The file holds damaged XML: ${what}.`)

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

const isAllowed = (code: number): boolean =>
  code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0x10ffff)

/** No file declares entities of its own here: a name that XML does not know stays as it is written. */
const resolve = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#x([0-9a-f]{1,8})|#(\d{1,8})|([a-z]{2,4}));/giu, (written, hex?: string, decimal?: string, name?: string) => {
        if (name !== undefined) return Object.hasOwn(predefined, name) ? (predefined[name] ?? written) : written
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
        return isAllowed(code) ? String.fromCodePoint(code) : '\ufffd'
      })
    : text

/** Line ends are LF, and what XML has no room for is a replacement character. */
const clean = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- the control characters are what is looked for
  text.replace(/\r\n?/gu, '\n').replace(/[\0-\u0008\u000b\u000c\u000e-\u001f]/gu, '\ufffd')

const isBlank = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9

/** XML as text: UTF-8, or what its byte order mark or its declaration says. Throws AppError 'too-large' or 'bad-input'. */
export const decodeXml = (bytes: Uint8Array): string => {
  if (bytes.length > xmlSizeLimit) {
    throw new AppError('too-large', 'A part of the file is larger than 256 MB, the most an import takes.', { bytes: bytes.length })
  }
  const [first, second] = bytes
  const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]{1,40})["']/u.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))?.[1]
  const wide = (first === 0xff && second === 0xfe) || (first === 0x3c && second === 0) ? 'utf-16le' : 'utf-16be'
  const isWide = (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) || wide === 'utf-16le'
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(isWide ? wide : (declared ?? 'utf-8'))
  } catch {
    decoder = new TextDecoder()
  }
  // A declaration that says UTF-16 was itself read byte by byte: it cannot be.
  if (!isWide && decoder.encoding.startsWith('utf-16')) decoder = new TextDecoder()
  return clean(decoder.decode(bytes))
}

interface Scope {
  readonly prefixes: ReadonlyMap<string, string>
  /** Names met so far, by how they are written. */
  readonly names: Map<string, ElementName>
}

interface ElementName {
  readonly written: string
  readonly name: string
}

const createScope = (prefixes: ReadonlyMap<string, string>): Scope => ({ prefixes, names: new Map() })

/** Most names that are remembered: a format has a few hundred. */
const nameLimit = 2_000

/** Where the tag that starts at `from` ends: at its ">" outside of quotes. */
const tagEnd = (source: string, from: number): number => {
  let quote = 0
  const last = Math.min(source.length, from + tagLimit)
  for (let at = from; at < last; at += 1) {
    const code = source.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 62) return at
    else if (code === 34 || code === 39) quote = code
    else if (code === 60) break
  }
  throw damaged('a tag does not end')
}

/** The attributes as they are written, by their name as it is written. */
const attributesOf = (source: string, from: number, to: number): Map<string, string> => {
  const found = new Map<string, string>()
  const pattern = /\s*([^\s=/"'<>]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy
  pattern.lastIndex = from
  while (pattern.lastIndex < to) {
    const at = pattern.lastIndex
    const match = pattern.exec(source)
    if (match === null || pattern.lastIndex > to) {
      if (source.slice(at, to).trim() === '') break
      throw damaged('an attribute cannot be read')
    }
    const name = match[1] ?? ''
    if (found.has(name)) throw damaged('an attribute is there twice')
    found.set(name, resolve(match[2] ?? match[3] ?? ''))
  }
  return found
}

/** What the parts of a name written with a prefix mean where they stand. */
const canonical = (written: string, scope: Scope, namespaces: Namespaces, isAttribute: boolean): string => {
  const colon = written.indexOf(':')
  if (colon < 0 && isAttribute) return written
  const prefix = colon < 0 ? '' : written.slice(0, colon)
  const local = written.slice(colon + 1)
  if (prefix === 'xml') return written
  const uri = scope.prefixes.get(prefix) ?? ''
  if (uri === '') return prefix === '' ? local : `?:${local}`
  return `${Object.hasOwn(namespaces, uri) ? (namespaces[uri] ?? '?') : '?'}:${local}`
}

/** Skips what is no element from "<!" or "<?" on; gives where it goes on. Character data is handed to `text`. */
const skipOther = (source: string, from: number, text: (text: string) => void): number => {
  const after = (mark: string, start: number): number => {
    const at = source.indexOf(mark, start)
    if (at < 0) throw damaged('it ends too early')
    return at + mark.length
  }
  if (source.startsWith('<!--', from)) return after('-->', from + 4)
  if (source.startsWith('<![CDATA[', from)) {
    const end = after(']]>', from + 9)
    text(source.slice(from + 9, end - 3))
    return end
  }
  if (source.startsWith('<?', from)) return after('?>', from + 2)
  if (!/^<!doctype\s/iu.test(source.slice(from, from + 10))) throw damaged('a declaration cannot be read')
  const end = /[[>]/u.exec(source.slice(from, from + 2000))
  if (end === null) throw damaged('a declaration does not end')
  if (end[0] === '[') throw new AppError('bad-input', 'The file declares XML entities of its own, which Yandu does not read.')
  return from + end.index + 1
}

/**
 * Reads XML from its start to its end without building anything. Nothing outside the text is ever looked at. Throws
 * AppError 'bad-input' for what is not well-formed, nests deeper than `xmlDepthLimit` or declares entities; what the
 * visitor throws goes through.
 */
export const walkXml = (source: string, namespaces: Namespaces, visitor: XmlVisitor): void => {
  const open: ElementName[] = []
  const outside = createScope(new Map())
  const scopes: Scope[] = []
  let scope = outside
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0
  let roots = 0
  const text = (value: string): void => {
    if (open.length > 0) visitor.text(value)
    else if (value.trim() !== '') throw damaged('there is text outside of it')
  }
  const close = (written: string): void => {
    const last = open.pop()
    if (last === undefined || last.written !== written) throw damaged('a tag does not match')
    scopes.pop()
    scope = scopes.at(-1) ?? outside
    visitor.close(last.name)
  }
  const openTag = (from: number): number => {
    const end = tagEnd(source, from)
    const empty = source.charCodeAt(end - 1) === 47
    const inner = empty ? end - 1 : end
    let nameEnd = from
    while (nameEnd < inner && !isBlank(source.charCodeAt(nameEnd))) nameEnd += 1
    const written = source.slice(from, nameEnd)
    if (written === '' || /["'=&]/u.test(written)) throw damaged('a tag cannot be read')
    if (open.length >= xmlDepthLimit) {
      throw new AppError('bad-input', `The file nests its XML deeper than ${xmlDepthLimit} levels, as no text does.`)
    }
    if (open.length === 0 && roots > 0) throw damaged('it has two roots')
    roots += 1
    let attributes: ReadonlyMap<string, string> | null = null
    if (source.slice(nameEnd, inner).includes('xmlns')) {
      attributes = attributesOf(source, nameEnd, inner)
      const prefixes = new Map(scope.prefixes)
      for (const [name, value] of attributes) {
        if (name === 'xmlns') prefixes.set('', value)
        else if (name.startsWith('xmlns:')) prefixes.set(name.slice(6), value)
      }
      scope = createScope(prefixes)
    }
    const inScope = scope
    let known = inScope.names.get(written)
    if (known === undefined) {
      known = { written, name: canonical(written, inScope, namespaces, false) }
      if (inScope.names.size < nameLimit) inScope.names.set(written, known)
    }
    open.push(known)
    scopes.push(inScope)
    visitor.open({
      name: known.name,
      attribute: (wanted) => {
        attributes ??= attributesOf(source, nameEnd, inner)
        for (const [key, value] of attributes) if (canonical(key, inScope, namespaces, true) === wanted) return value
        return null
      },
    })
    if (empty) close(written)
    return end + 1
  }
  while (at < source.length) {
    const tag = source.indexOf('<', at)
    if (tag !== at) text(resolve(source.slice(at, tag < 0 ? source.length : tag)))
    if (tag < 0) break
    const next = source.charCodeAt(tag + 1)
    if (next === 33 || next === 63) at = skipOther(source, tag, text)
    else if (next === 47) {
      const end = tagEnd(source, tag + 2)
      close(source.slice(tag + 2, end).trimEnd())
      at = end + 1
    } else at = openTag(tag + 1)
  }
  if (open.length > 0 || roots === 0) throw damaged('it ends too early')
}

export interface XmlElement {
  readonly name: string
  readonly attribute: (name: string) => string | null
  readonly children: readonly (XmlElement | string)[]
}

interface GrowingElement extends XmlElement {
  readonly children: (XmlElement | string)[]
}

/** Reads a small XML file as a tree: its root. Throws as `walkXml`, and 'too-large' for more than `xmlNodeLimit` nodes. */
export const readXmlTree = (bytes: Uint8Array, namespaces: Namespaces): XmlElement => {
  const document: GrowingElement = { name: '', attribute: () => null, children: [] }
  const open = [document]
  let nodes = 0
  const add = (node: XmlElement | string): void => {
    nodes += 1
    if (nodes > xmlNodeLimit) throw new AppError('too-large', 'A part of the file holds more XML than an import takes.', { nodes })
    open.at(-1)?.children.push(node)
  }
  walkXml(decodeXml(bytes), namespaces, {
    open: ({ name, attribute }) => {
      const element: GrowingElement = { name, attribute, children: [] }
      add(element)
      open.push(element)
    },
    close: () => open.pop(),
    text: add,
  })
  const root = document.children.find((node) => typeof node !== 'string')
  if (root === undefined) throw damaged('it is empty')
  return root
}

/** Child elements of one name. */
export const childrenOf = (element: XmlElement | null | undefined, name: string): XmlElement[] =>
  element?.children.filter((node): node is XmlElement => typeof node !== 'string' && node.name === name) ?? []

export const childOf = (element: XmlElement | null | undefined, name: string): XmlElement | null =>
  childrenOf(element, name)[0] ?? null

/** All text inside an element. */
export const textOf = (element: XmlElement): string =>
  element.children.map((node) => (typeof node === 'string' ? node : textOf(node))).join('')
