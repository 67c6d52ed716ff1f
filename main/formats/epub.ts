import { AppError } from '../../preload/contract/wire.ts'
import { textLimit } from '../editions/edition.ts'
import type { MarkedHeading, ReceivedText } from '../editions/received.ts'
import { openArchive, type Archive } from './archive.ts'
import { parseXml, readPackage, resolveIn, type NavigationEntry } from './epub-package.ts'
import { createLineWriter } from './line-writer.ts'
import { isBlock, writeMarkup } from './markup-text.ts'
import { elementsNamed, nameOf, plainTextOf, visit } from './markup-tree.ts'

export interface EpubOptions {
  readonly signal?: AbortSignal
  /** 0 to 1. */
  readonly onProgress?: (share: number) => void
}

/** Lines behind the place that a navigation names in which its heading is looked for. */
const headingReach = 6
/** Lines that one heading may be divided into. */
const headingLines = 3
/** Characters up to which a cover's page is one. */
const coverText = 60

interface Page {
  readonly file: string
  readonly lines: string[]
  /** By line: the level of its `<h1>` to `<h6>`. */
  readonly levels: Map<number, number>
  /** By id: the line at which it stands. */
  readonly places: ReadonlyMap<string, number>
}

const bare = (words: string): string => words.normalize('NFKC').replace(/[\s\p{P}\p{S}\u200b\ufeff]+/gu, '').toLowerCase()

const isLeftOut = (element: Element): boolean => {
  const type = element.getAttribute('epub:type') ?? ''
  const role = element.getAttribute('role') ?? ''
  if (/(?:^|\s)pagebreak(?:\s|$)/.test(type) || role === 'doc-pagebreak') return true
  if (element.getAttribute('hidden') !== null) return true
  return nameOf(element) === 'nav' && (/(?:^|\s)(?:toc|landmarks|page-list)(?:\s|$)/.test(type) || role === 'doc-toc')
}

const readPage = (root: Element, file: string): Page => {
  const writer = createLineWriter()
  const places = new Map<string, number>()
  writeMarkup(root, writer, {
    skip: isLeftOut,
    onElement: (element) => {
      const line = writer.lineCount() + (isBlock(element) && !writer.lineIsEmpty() ? 1 : 0)
      for (const id of [element.getAttribute('id'), nameOf(element) === 'a' ? element.getAttribute('name') : null]) {
        if (id !== null && !places.has(id)) places.set(id, line)
      }
    },
  })
  const { text, headings } = writer.finish()
  const lines = text.split('\n').slice(0, -1)
  const levels = new Map<number, number>()
  let from = 0
  let next = 0
  for (const [index, line] of lines.entries()) {
    while (headings[next] !== undefined && (headings[next]?.start ?? 0) < from) next += 1
    const heading = headings[next]
    if (heading !== undefined && heading.start === from) levels.set(index, heading.level)
    from += line.length + 1
  }
  return { file, lines, levels, places }
}

/** A page that hardly has anything but links to the other pages. */
const isContents = (root: Element, file: string, files: ReadonlySet<string>): boolean => {
  let linked = 0
  let all = 0
  let links = 0
  let depth = 0
  const leads = (element: Element): boolean => {
    const target = nameOf(element) === 'a' ? resolveIn(file, element.getAttribute('href') ?? '') : null
    return target !== null && target.path !== file && files.has(target.path)
  }
  visit(root, {
    enter: (element) => {
      if (['head', 'script', 'style', 'title'].includes(nameOf(element))) return false
      if (leads(element)) {
        links += 1
        depth += 1
      }
      return true
    },
    leave: (element) => {
      if (leads(element)) depth -= 1
    },
    text: (node) => {
      const { length } = (node.textContent ?? '').replace(/\s+/g, '')
      all += length
      if (depth > 0) linked += length
    },
  })
  return links >= 3 && linked >= all * 0.8
}

/** The lines of a page at which one of its headings stands: those whose words are the label's, else the heading nearest. */
const findLines = (page: Page, entry: NavigationEntry, taken: ReadonlySet<number>): readonly number[] | null => {
  const start = entry.fragment === '' ? 0 : (page.places.get(entry.fragment) ?? 0)
  const wanted = bare(entry.label)
  const last = Math.min(page.lines.length, start + headingReach)
  for (let line = start; line < last; line += 1) {
    if (taken.has(line)) continue
    let words = ''
    for (let end = line; end < Math.min(page.lines.length, line + headingLines) && !taken.has(end); end += 1) {
      words += bare(page.lines[end] ?? '')
      if (words === wanted && wanted !== '') return Array.from({ length: end - line + 1 }, (_, index) => line + index)
      if (!wanted.startsWith(words)) break
    }
  }
  if (page.levels.has(start) && !taken.has(start)) return [start]
  for (let line = start; line < last; line += 1) {
    const words = bare(page.lines[line] ?? '')
    const isLike = words !== '' && words.length <= 60 && (wanted.includes(words) || words.includes(wanted))
    if (page.levels.has(line) && !taken.has(line) && isLike) return [line]
  }
  return null
}

interface Line {
  readonly text: string
  readonly level: number | null
}

/** The lines of a page with the levels of its headings; the navigation's count, its own are fitted in below them. */
const settle = (page: Page, entries: readonly NavigationEntry[], hasNavigation: boolean, title: string | null, state: { nav: number; own: number }): Line[] => {
  const taken = new Set<number>()
  const named = new Map<number, { readonly level: number; readonly count: number }>()
  const added = new Map<number, Line[]>()
  for (const entry of entries) {
    const found = findLines(page, entry, taken)
    if (found === null) {
      // The words of a heading that is drawn, or stands in the navigation alone, are still the book's.
      const at = entry.fragment === '' ? 0 : (page.places.get(entry.fragment) ?? 0)
      const known = added.get(at)
      const line = { text: entry.label, level: entry.level }
      if (known === undefined) added.set(at, [line])
      else known.push(line)
      continue
    }
    for (const line of found) taken.add(line)
    named.set(found[0] ?? 0, { level: entry.level, count: found.length })
  }
  const lines: Line[] = []
  for (let index = 0; index <= page.lines.length; index += 1) {
    for (const line of added.get(index) ?? []) {
      lines.push(line)
      state.nav = line.level ?? state.nav
      state.own = 0
    }
    const text = page.lines[index]
    if (text === undefined) break
    const heading = named.get(index)
    const own = page.levels.get(index)
    if (heading !== undefined) {
      lines.push({ text: page.lines.slice(index, index + heading.count).join(' '), level: heading.level })
      state.nav = heading.level
      state.own = own ?? 0
      index += heading.count - 1
    } else if (own === undefined || (state.nav + state.own > 0 && title !== null && bare(text) === bare(title))) lines.push({ text, level: null })
    else if (!hasNavigation || state.nav === 0) lines.push({ text, level: own })
    else lines.push({ text, level: Math.max(1, state.own === 0 ? state.nav + 1 : state.nav + own - state.own) })
  }
  return lines
}

const checkSignal = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted === true) throw new AppError('cancelled', 'The import was cancelled.')
}

/** Whether an archive is a book in this format. */
export const isEpub = (archive: Archive): boolean => {
  if (archive.has('META-INF/container.xml')) return true
  if (!archive.has('mimetype')) return false
  return Buffer.from(archive.read('mimetype').subarray(0, 60)).toString('latin1').trim() === 'application/epub+zip'
}

/** Reads a book. Throws AppError: 'bad-input' for one that is damaged or encrypted, 'too-large', 'cancelled'. */
export const readEpub = async (source: Uint8Array | Archive, { signal, onProgress }: EpubOptions = {}): Promise<ReceivedText> => {
  const archive = source instanceof Uint8Array ? openArchive(source) : source
  const { title, files, navigation, apart } = readPackage(archive)
  const known = new Set(files)
  const entriesOf = new Map<string, NavigationEntry[]>()
  for (const entry of navigation) {
    const list = entriesOf.get(entry.file)
    if (list === undefined) entriesOf.set(entry.file, [entry])
    else list.push(entry)
  }
  const pieces: string[] = []
  const headings: MarkedHeading[] = []
  const warnings: string[] = []
  const state = { nav: 0, own: 0 }
  let length = 0
  let unread = 0
  for (const [index, file] of files.entries()) {
    checkSignal(signal)
    // Lets a cancellation in, and anything else that waits.
    if (index % 20 === 19) await new Promise((resolve) => setImmediate(resolve))
    let root: Element
    try {
      root = parseXml(archive.read(file))
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'too-large') throw error
      unread += 1
      continue
    }
    const body = elementsNamed(root, 'body', 1)[0] ?? root
    const entries = entriesOf.get(file) ?? []
    const isNavigation = apart.has(file) && (elementsNamed(body, 'nav', 1).length > 0 || isContents(body, file, known))
    const isCover = apart.has(file) && plainTextOf(body).length <= coverText
    if (!isNavigation && !isCover && !(files.length > 2 && isContents(body, file, known))) {
      const page = readPage(body, file)
      for (const line of settle(page, entries, navigation.length > 0, title, state)) {
        const text = line.text.toWellFormed()
        if (line.level !== null) headings.push({ start: length, end: length + text.length, level: Math.min(16, line.level) })
        pieces.push(text, '\n')
        length += text.length + 1
      }
      if (length > textLimit) throw new AppError('too-large', 'The book has more text than an import takes.')
    }
    onProgress?.((index + 1) / files.length)
  }
  if (unread === files.length) throw new AppError('bad-input', 'None of the pages of the book can be read: the file is damaged.')
  if (unread > 0) warnings.push(`Pages of the book that are damaged and were left out: ${unread}.`)
  return { format: 'epub', text: pieces.join(''), encoding: 'UTF-8', encodingConfidence: 1, bom: false, headings, title, warnings }
}

