/** Deepest nesting of elements that is kept; browsers stop at about as many. Text further in stays, its tags go. */
export const depthLimit = 256
/** Most tags that are read; a book of 3 million characters has some 100,000, and a tree takes a kilobyte each. */
export const tagLimit = 600_000
const attributeLimit = 40
const valueLimit = 2_000

/** What is read of a tag; everything else, and with it every address that something could be fetched from, goes. */
const keptAttributes = new Set([
  'alt', 'aria-hidden', 'charset', 'class', 'content', 'encoding', 'epub:type', 'full-path', 'hidden', 'href', 'http-equiv', 'id',
  'idref', 'itemprop', 'linear', 'media-type', 'name', 'properties', 'property', 'refines', 'reversed', 'role', 'src', 'start',
  'style', 'toc', 'type', 'unique-identifier', 'uri', 'value', 'version', 'algorithm', 'opf:role', 'playorder',
])

const voidElements = new Set([
  'area', 'base', 'basefont', 'bgsound', 'br', 'col', 'command', 'embed', 'frame', 'hr', 'image', 'img', 'input', 'keygen',
  'link', 'meta', 'param', 'source', 'track', 'wbr',
])

/** Their content is no markup, and none of it is text of the page. */
const rawElements = new Set(['script', 'style', 'iframe', 'noembed', 'noframes', 'template', 'textarea', 'xmp'])

/** Elements that end when one of these begins, unless an element in between holds them. */
const endedBy: { readonly [name: string]: { readonly ends: readonly string[]; readonly within: readonly string[] } } = {
  li: { ends: ['li'], within: ['ul', 'ol', 'menu', 'dir'] },
  dt: { ends: ['dt', 'dd'], within: ['dl'] },
  dd: { ends: ['dt', 'dd'], within: ['dl'] },
  tr: { ends: ['tr', 'td', 'th'], within: ['table'] },
  td: { ends: ['td', 'th'], within: ['table', 'tr'] },
  th: { ends: ['td', 'th'], within: ['table', 'tr'] },
  tbody: { ends: ['tr', 'td', 'th', 'tbody', 'thead', 'tfoot'], within: ['table'] },
  option: { ends: ['option'], within: ['select'] },
  rt: { ends: ['rt', 'rp'], within: ['ruby'] },
  rp: { ends: ['rt', 'rp'], within: ['ruby'] },
}
const paragraphEnders = new Set([
  'address', 'article', 'aside', 'blockquote', 'center', 'details', 'dir', 'div', 'dl', 'fieldset', 'figure', 'footer', 'form',
  'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'main', 'menu', 'nav', 'ol', 'p', 'pre', 'section', 'table', 'ul', 'li',
])
const paragraphKeepers: readonly string[] = ['button', 'td', 'th', 'caption', 'object', 'body', 'div', 'li', 'table']

const escapeText = (text: string): string => (text.includes('<') ? text.replaceAll('<', '&lt;') : text)
const escapeValue = (value: string): string => value.replaceAll('"', '&quot;').replaceAll('<', '&lt;')

export interface TameMarkup {
  /** Balanced, at most `depthLimit` deep, without scripts, styles, comments, declarations and NULs. */
  readonly markup: string
  readonly tags: number
  /** What declarations say before the first element, for instance that the encoding is another. */
  readonly tooMany: boolean
}

/**
 * Reads markup as leniently as a browser and writes it so that any parser reads it alike, in time that grows with its
 * length only. `xml`: elements may close themselves, names keep their case, CDATA is text. Declared entities are never
 * expanded, because declarations are dropped. `tooMany`: there were more than `tagLimit` tags and the rest was not read.
 */
export const tameMarkup = (source: string, { xml }: { readonly xml: boolean }): TameMarkup => {
  const text = source.includes('\0') ? source.replaceAll('\0', '') : source
  const out: string[] = []
  const open: string[] = []
  const dropped = new Map<string, number>()
  let tags = 0
  let at = 0

  const closeTo = (index: number): void => {
    while (open.length > index) out.push(`</${open.pop() ?? ''}>`)
  }
  const lastOf = (names: readonly string[], within: readonly string[]): number => {
    let found = -1
    for (let index = open.length - 1; index >= 0; index -= 1) {
      const name = open[index] ?? ''
      if (within.includes(name)) break
      if (names.includes(name)) found = index
    }
    return found
  }
  const begin = (name: string): void => {
    if (xml) return
    const rule = endedBy[name]
    if (rule !== undefined) {
      const index = lastOf(rule.ends, rule.within)
      if (index >= 0) closeTo(index)
    }
    if (paragraphEnders.has(name)) {
      const index = lastOf(['p'], paragraphKeepers)
      if (index >= 0) closeTo(index)
    }
  }
  const end = (name: string): void => {
    const left = dropped.get(name) ?? 0
    if (left > 0) {
      dropped.set(name, left - 1)
      return
    }
    if (!xml && name === 'p' && !open.includes('p')) {
      out.push('<p></p>')
      return
    }
    if (!xml && name === 'br') {
      out.push('<br>')
      return
    }
    const index = open.lastIndexOf(name)
    if (index < 0) return
    // A stray closing tag inside a cell does not end what the cell's table stands in.
    if (!xml && name !== 'table' && open.lastIndexOf('table') > index && !['body', 'html'].includes(name)) return
    closeTo(index)
  }

  const tagName = /([A-Za-z_][^\s/>]*)/y
  const attribute = /[\s/]*([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y
  while (at < text.length) {
    const less = text.indexOf('<', at)
    if (less < 0) {
      out.push(text.slice(at))
      break
    }
    if (less > at) out.push(text.slice(at, less))
    const next = text.charAt(less + 1)
    if (next === '!') {
      if (text.startsWith('<!--', less)) {
        const close = /^<!---?>/.test(text.slice(less, less + 6)) ? text.indexOf('>', less) - 2 : text.indexOf('-->', less + 4)
        at = close < 0 ? text.length : close + 3
      } else if (xml && text.startsWith('<![CDATA[', less)) {
        const close = text.indexOf(']]>', less)
        const stop = close < 0 ? text.length : close
        out.push(escapeText(text.slice(less + 9, stop).replaceAll('&', '&amp;')))
        at = close < 0 ? text.length : close + 3
      } else at = declarationEnd(text, less)
      continue
    }
    if (next === '?') {
      const close = text.indexOf('>', less)
      at = close < 0 ? text.length : close + 1
      continue
    }
    const closing = next === '/'
    tagName.lastIndex = less + (closing ? 2 : 1)
    const named = tagName.exec(text)
    if (named === null) {
      if (closing && /[^\s]/.test(text.charAt(less + 2))) {
        const close = text.indexOf('>', less)
        at = close < 0 ? text.length : close + 1
      } else {
        out.push('&lt;')
        at = less + 1
      }
      continue
    }
    const written = (named[1] ?? '').slice(0, 100)
    const name = xml ? written.replace(/^(?:html|xhtml|svg):/, '') : written.toLowerCase()
    const lower = name.toLowerCase()
    at = tagName.lastIndex
    const attributes: string[] = []
    let count = 0
    let closed = false
    let selfClosing = false
    while (at < text.length) {
      if (text.charAt(at) === '>') {
        closed = true
        selfClosing = text.charAt(at - 1) === '/'
        at += 1
        break
      }
      attribute.lastIndex = at
      const found = attribute.exec(text)
      if (found === null) {
        at += 1
        continue
      }
      at = attribute.lastIndex
      const key = (found[1] ?? '').toLowerCase()
      count += 1
      if (closing || count > attributeLimit || !keptAttributes.has(key)) continue
      const value = (found[2] ?? found[3] ?? found[4] ?? '').slice(0, valueLimit)
      attributes.push(` ${key}="${escapeValue(value)}"`)
    }
    // A tag that the file ends in is no tag.
    if (!closed) break
    tags += 1
    if (tags > tagLimit) return { markup: '', tags, tooMany: true }
    if (!/^[A-Za-z_][\w.:-]*$/.test(name)) continue
    if (closing) {
      end(name)
      continue
    }
    const isVoid = !xml ? voidElements.has(name) : selfClosing || (voidElements.has(lower) && ['br', 'hr', 'img', 'wbr'].includes(lower))
    if (rawElements.has(lower)) {
      if (!(xml && selfClosing)) at = rawEnd(text, at, lower)
      continue
    }
    begin(name)
    if (lower === 'title' && !xml) {
      const stop = rawStart(text, at, 'title')
      out.push('<title>', escapeText(text.slice(at, stop)), '</title>')
      at = rawEnd(text, at, 'title')
      continue
    }
    const tag = `<${name}${uniqueAttributes(attributes)}`
    if (isVoid) out.push(xml ? `${tag}></${name}>` : `${tag}>`)
    else if (open.length >= depthLimit) dropped.set(name, (dropped.get(name) ?? 0) + 1)
    else {
      out.push(tag, '>')
      open.push(name)
    }
  }
  closeTo(0)
  return { markup: out.join(''), tags, tooMany: false }
}

const uniqueAttributes = (attributes: readonly string[]): string => {
  if (attributes.length < 2) return attributes.join('')
  const names = new Set<string>()
  return attributes
    .filter((attribute) => {
      const name = attribute.slice(1, attribute.indexOf('='))
      if (names.has(name)) return false
      names.add(name)
      return true
    })
    .join('')
}

const rawStart = (text: string, from: number, name: string): number => {
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  close.lastIndex = from
  return close.exec(text)?.index ?? text.length
}

const rawEnd = (text: string, from: number, name: string): number => {
  const start = rawStart(text, from, name)
  const close = text.indexOf('>', start)
  return close < 0 ? text.length : close + 1
}

/** Behind `<!DOCTYPE …>`, whose brackets may hold declarations with `>` in them. */
const declarationEnd = (text: string, from: number): number => {
  const close = text.indexOf('>', from)
  const bracket = text.indexOf('[', from)
  if (bracket < 0 || close < 0 || bracket > close || !/^<!doctype/i.test(text.slice(from, from + 9))) {
    return close < 0 ? text.length : close + 1
  }
  const end = /\]\s*>/g
  end.lastIndex = bracket
  const found = end.exec(text)
  return found === null ? text.length : found.index + found[0].length
}
