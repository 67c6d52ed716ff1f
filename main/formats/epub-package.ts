import { AppError } from '../../preload/contract/wire.ts'
import type { Archive } from './archive.ts'
import { elementsNamed, nameOf, parseMarkup, plainTextOf } from './markup-tree.ts'
import { decodeXml } from './xml.ts'

/** A heading as the navigation of a book names it. */
export interface NavigationEntry {
  readonly label: string
  /** The file in the archive. */
  readonly file: string
  /** The id in the file; empty for its beginning. */
  readonly fragment: string
  /** 1 is the highest. */
  readonly level: number
}

export interface BookPackage {
  readonly title: string | null
  /** Names of the files of the text, in reading order; what is apart from that order comes last. */
  readonly files: readonly string[]
  readonly navigation: readonly NavigationEntry[]
  /** Files that only lead to others or show a cover. */
  readonly apart: ReadonlySet<string>
}

const bad = (message: string): AppError => new AppError('bad-input', message)

/** Most entries of a navigation. */
const entryLimit = 20_000

export const parseXml = (bytes: Uint8Array): Element => parseMarkup(decodeXml(bytes), { xml: true })

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/**
 * The name in the archive that an address in `from` means, and its fragment; null for what lies outside of the archive,
 * wherever that is.
 */
export const resolveIn = (from: string, address: string): { readonly path: string; readonly fragment: string } | null => {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:|^\/\//.test(address)) return null
  const hash = address.indexOf('#')
  const fragment = hash < 0 ? '' : decoded(address.slice(hash + 1))
  const written = decoded((hash < 0 ? address : address.slice(0, hash)).replace(/\?.*$/s, ''))
  if (written === '') return { path: from, fragment }
  if (written.includes('\\') || written.includes('\0')) return null
  const parts = written.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return { path: parts.join('/'), fragment }
}

/** Finds files as they are meant: archives made on other systems differ in case and in how accents are written. */
const createFinder = (archive: Archive) => {
  const loose = new Map<string, string>()
  for (const name of archive.names) {
    const key = name.normalize('NFC').toLowerCase()
    if (!loose.has(key)) loose.set(key, name)
  }
  return (path: string): string | null => (archive.has(path) ? path : (loose.get(path.normalize('NFC').toLowerCase()) ?? null))
}

const fontObfuscation = /^http:\/\/(?:www\.idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc#RC)$/

/** Whether anything but fonts is encrypted. */
const isProtected = (archive: Archive, find: (path: string) => string | null): boolean => {
  const name = find('META-INF/encryption.xml')
  if (name === null) return false
  return elementsNamed(parseXml(archive.read(name)), 'encrypteddata').some((data) => {
    const algorithm = elementsNamed(data, 'encryptionmethod')[0]?.getAttribute('algorithm') ?? ''
    const target = elementsNamed(data, 'cipherreference')[0]?.getAttribute('uri') ?? ''
    return !fontObfuscation.test(algorithm.trim()) && !/\.(?:otf|ttf|ttc|woff2?|jpe?g|png|gif|svg|webp|mp[34]|css)$/i.test(target)
  })
}

const childrenNamed = (element: Element, name: string): Element[] => {
  const found: Element[] = []
  for (let child = element.firstElementChild; child !== null; child = child.nextElementSibling) {
    if (nameOf(child) === name) found.push(child)
  }
  return found
}

/** The nested lists of EPUB 3; `depth` is bounded, since markup is. */
const readNav = (page: Element, file: string): NavigationEntry[] => {
  const navs = elementsNamed(page, 'nav')
  const isToc = (nav: Element): boolean => /\btoc\b/.test(nav.getAttribute('epub:type') ?? '') || nav.getAttribute('role') === 'doc-toc'
  const nav = navs.find(isToc) ?? navs.find((each) => each.getAttribute('epub:type') === null)
  if (nav === undefined) return []
  const entries: NavigationEntry[] = []
  const waiting = childrenNamed(nav, 'ol').toReversed().map((list) => ({ list, level: 1 }))
  // A list under an item stands directly behind it, so that items are read depth first.
  const stack: { item: Element; level: number }[] = waiting.flatMap(({ list, level }) =>
    childrenNamed(list, 'li').map((item) => ({ item, level })),
  ).toReversed()
  for (let next = stack.pop(); next !== undefined && entries.length < entryLimit; next = stack.pop()) {
    const { item, level } = next
    const link = item.firstElementChild !== null && nameOf(item.firstElementChild) !== 'ol' ? item.firstElementChild : null
    const anchor = link === null ? undefined : nameOf(link) === 'a' ? link : elementsNamed(link, 'a')[0]
    const target = anchor === undefined ? null : resolveIn(file, anchor.getAttribute('href') ?? '')
    const label = link === null ? '' : plainTextOf(link)
    if (target !== null && label !== '' && anchor !== undefined) {
      entries.push({ label, file: target.path, fragment: target.fragment, level })
    } else if (label !== '') entries.push({ label, file: '', fragment: '', level })
    const below = childrenNamed(item, 'ol').flatMap((list) => childrenNamed(list, 'li'))
    for (const child of below.toReversed()) stack.push({ item: child, level: level + 1 })
  }
  return entries
}

/** The nested points of EPUB 2. */
const readNcx = (page: Element, file: string): NavigationEntry[] => {
  const map = elementsNamed(page, 'navmap')[0]
  if (map === undefined) return []
  const entries: NavigationEntry[] = []
  const stack = childrenNamed(map, 'navpoint').toReversed().map((point) => ({ point, level: 1 }))
  for (let next = stack.pop(); next !== undefined && entries.length < entryLimit; next = stack.pop()) {
    const { point, level } = next
    const text = childrenNamed(point, 'navlabel')[0]
    const target = resolveIn(file, childrenNamed(point, 'content')[0]?.getAttribute('src') ?? '')
    const label = text === undefined ? '' : plainTextOf(text)
    if (label !== '') entries.push({ label, file: target?.path ?? '', fragment: target?.fragment ?? '', level })
    for (const child of childrenNamed(point, 'navpoint').toReversed()) stack.push({ point: child, level: level + 1 })
  }
  return entries
}

/** A part that only groups others points nowhere itself: it stands where the first of them stands. */
const settleTargets = (entries: readonly NavigationEntry[], find: (path: string) => string | null): NavigationEntry[] => {
  const settled = entries.map((entry) => ({ ...entry, file: entry.file === '' ? '' : (find(entry.file) ?? '') }))
  for (let index = settled.length - 2; index >= 0; index -= 1) {
    const entry = settled[index]
    const next = settled[index + 1]
    if (entry !== undefined && next !== undefined && entry.file === '' && next.level > entry.level) {
      settled[index] = { ...entry, file: next.file, fragment: next.fragment }
    }
  }
  return settled.filter((entry) => entry.file !== '')
}

const isPage = (type: string, name: string): boolean =>
  /xhtml|html|dtbook/i.test(type) || (!/^(?:image|audio|video|font|text\/css)/i.test(type) && /\.x?html?$/i.test(name))

const findPackage = (archive: Archive, find: (path: string) => string | null): string => {
  const container = find('META-INF/container.xml')
  if (container !== null) {
    for (const root of elementsNamed(parseXml(archive.read(container)), 'rootfile')) {
      const target = resolveIn('', root.getAttribute('full-path') ?? '')
      const name = target === null ? null : find(target.path)
      if (name !== null) return name
    }
  }
  const lone = archive.names.find((name) => /\.opf$/i.test(name))
  if (lone === undefined) throw bad('The book does not say where its text is: it has no package file.')
  return lone
}

/** Reads what a book says of itself: its title, the order of its files and its navigation. Throws AppError 'bad-input'. */
export const readPackage = (archive: Archive): BookPackage => {
  const find = createFinder(archive)
  if (isProtected(archive, find)) throw bad('The book is encrypted by its seller (DRM); Yandu cannot read it.')
  const packageFile = findPackage(archive, find)
  const page = parseXml(archive.read(packageFile))
  const items = new Map<string, { readonly file: string; readonly type: string; readonly properties: string }>()
  for (const item of elementsNamed(page, 'item')) {
    const target = resolveIn(packageFile, item.getAttribute('href') ?? '')
    const file = target === null ? null : find(target.path)
    if (file === null) continue
    items.set(item.getAttribute('id') ?? file, {
      file,
      type: item.getAttribute('media-type') ?? '',
      properties: item.getAttribute('properties') ?? '',
    })
  }
  const spine = elementsNamed(page, 'spine')[0]
  const linear: string[] = []
  const aside: string[] = []
  for (const reference of spine === undefined ? [] : elementsNamed(spine, 'itemref')) {
    const item = items.get(reference.getAttribute('idref') ?? '')
    if (item === undefined || !isPage(item.type, item.file)) continue
    ;(reference.getAttribute('linear')?.trim() === 'no' ? aside : linear).push(item.file)
  }
  let files = [...new Set([...linear, ...aside])]
  if (files.length === 0) files = [...items.values()].flatMap(({ file, type }) => (isPage(type, file) ? [file] : []))
  if (files.length === 0) throw bad('The book names no pages to read.')

  const navItem = [...items.values()].find(({ properties }) => /(?:^|\s)nav(?:\s|$)/.test(properties))
  const ncxItem = items.get(spine?.getAttribute('toc') ?? '') ?? [...items.values()].find(({ type, file }) => /dtbncx/i.test(type) || /\.ncx$/i.test(file))
  const apart = new Set<string>()
  let navigation: NavigationEntry[] = []
  if (navItem !== undefined) {
    navigation = readNav(parseXml(archive.read(navItem.file)), navItem.file)
    apart.add(navItem.file)
  }
  if (navigation.length === 0 && ncxItem !== undefined) navigation = readNcx(parseXml(archive.read(ncxItem.file)), ncxItem.file)
  for (const reference of elementsNamed(page, 'reference')) {
    const target = resolveIn(packageFile, reference.getAttribute('href') ?? '')
    const file = target === null ? null : find(target.path)
    if (file !== null && /^(?:toc|cover)$/i.test(reference.getAttribute('type')?.trim() ?? '') && target?.fragment === '') apart.add(file)
  }
  const title = elementsNamed(page, 'metadata').flatMap((metadata) => elementsNamed(metadata, 'title')).map((element) => plainTextOf(element, 400))
  return { title: title.find((words) => words !== '') ?? null, files, navigation: settleTargets(navigation, find), apart }
}
