import { isBlock } from './markup-text.ts'
import { nameOf, plainTextOf, visit } from './markup-tree.ts'

export interface PageTitle {
  readonly title: string | null
  /** The element that shows it, and nothing else; null where none does. */
  readonly element: Element | null
}

const longestTitle = 200

/** What a page is called in its head: for sharing, in meta data, in the window's title bar. */
const namesInHead = (page: Element): string[] => {
  const shared: string[] = []
  const plain: string[] = []
  let isBodyText = false
  visit(page, {
    enter: (element) => {
      const name = nameOf(element)
      if (name === 'svg') return false
      if (name === 'meta') {
        const property = (element.getAttribute('property') ?? element.getAttribute('name') ?? '').toLowerCase()
        const content = element.getAttribute('content')?.replace(/\s+/g, ' ').trim() ?? ''
        if (content !== '' && ['og:title', 'twitter:title', 'articletitle', 'dc.title'].includes(property)) shared.push(content)
      }
      if (name === 'title' && !isBodyText) plain.push(plainTextOf(element, longestTitle * 2))
      return true
    },
    text: () => {
      isBodyText = false
    },
  })
  return [...shared.slice(0, 4), ...plain.slice(0, 1)].filter((name) => name !== '')
}

const siteNames = /^(?:site-?(?:header|title|name|branding|logo)|blog-?(?:title|name)|header|banner|logo|brand|masthead|top|page-?header)$/i

/** Whether an element stands where a site shows its own name, which can be a heading, too. */
const isSiteName = (element: Element): boolean => {
  for (let up: Element | null = element; up !== null; up = up.parentElement) {
    if (nameOf(up) === 'article' || nameOf(up) === 'main') return false
    if (nameOf(up) === 'header') return true
    const names = `${up.getAttribute('id') ?? ''} ${up.getAttribute('class') ?? ''}`.split(/\s+/)
    if (names.some((name) => siteNames.test(name))) return true
  }
  return false
}

const edge = /^[\s\-–—_|｜·•:：,，>»<«《》【】[\]()（）]+|[\s\-–—_|｜·•:：,，>»<«【】[\]()（）]+$/gu
const bare = (words: string): string => words.replace(/\s+/gu, '').normalize('NFKC')

/** Whether a line is one of the pieces that separators divide a title into, or several of them in a row. */
const isPieceOf = (line: string, name: string): boolean => {
  const wanted = bare(line)
  const whole = bare(name)
  if (wanted.length < 2) return false
  if (wanted === whole) return true
  const at = whole.indexOf(wanted)
  if (at < 0) return false
  const before = whole.slice(0, at)
  const after = whole.slice(at + wanted.length)
  const ends = /^$|[-–—_|·•:>»《【[(,]$/u.test(before)
  const begins = /^$|^[-–—_|·•:>»》】\])(,]/u.test(after)
  return ends && begins
}

/**
 * The title of a page: what its text shows and its head names, without the name of the site that stands beside it in the
 * head; what the head names where the text shows none of it; the only heading of the first level.
 */
export const findTitle = (page: Element, isDropped: (element: Element) => boolean): PageTitle => {
  const names = namesInHead(page)
  const tops: Element[] = []
  const shown: { readonly element: Element; readonly text: string; readonly rank: number }[] = []
  let lines = 0
  visit(page, {
    enter: (element) => {
      if (nameOf(element) === 'head' || isDropped(element)) return false
      const name = nameOf(element)
      if (name === 'h1') tops.push(element)
      if (lines < 2_000 && (isBlock(element) || ['b', 'strong', 'font', 'span', 'big'].includes(name))) {
        lines += 1
        const text = plainTextOf(element, longestTitle + 1)
        if (text !== '' && text.length <= longestTitle && names.some((known) => isPieceOf(text, known))) {
          const rank = name === 'h1' ? 0 : name === 'h2' ? 1 : /title|biaoti|标题/i.test(element.getAttribute('class') ?? '') ? 2 : 3
          shown.push({ element, text, rank })
        }
      }
      return true
    },
    text: () => undefined,
  })
  // The site's own name is a piece of the title, too, and shorter than what it publishes, or not at its beginning.
  const others = shown.filter(({ element }) => !isSiteName(element))
  const pool = others.length > 0 ? others : shown
  const longest = Math.max(0, ...pool.map(({ text }) => bare(text).length))
  const first = pool
    .filter(({ text }) => names.some((known) => bare(known).startsWith(bare(text))) || bare(text).length === longest)
    .toSorted((a, b) => a.rank - b.rank || bare(b.text).length - bare(a.text).length)[0]
  if (first !== undefined) return { title: first.text, element: first.element }
  const [only, second] = tops
  const top = only !== undefined && second === undefined ? plainTextOf(only, longestTitle + 1) : ''
  const named = names[0]
  if (named !== undefined && named.length <= longestTitle) {
    // A heading that says more than the head does, or says it in other words, is still the title of the text.
    if (only !== undefined && top !== '' && top.length <= longestTitle && bare(named).includes(bare(top))) return { title: top, element: only }
    return { title: named.replace(edge, '').trim() || null, element: null }
  }
  return top === '' || top.length > longestTitle ? { title: null, element: null } : { title: top, element: only ?? null }
}
