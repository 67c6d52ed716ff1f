import { headingLevel, isBlock, isWordless } from './markup-text.ts'
import { isElement, isText, nameOf, plainTextOf, visit } from './markup-tree.ts'
import { hintOf, isCutNotice, isFurniture, type PartHint } from './page-words.ts'

/** An element of a page with what stands in it and everything under it, in visible characters. */
interface Part {
  readonly element: Element
  readonly name: string
  readonly parent: number
  readonly hint: PartHint
  readonly isHidden: boolean
  text: number
  linked: number
  links: number
  /** Text outside of links. */
  prose: number
  /** Headings in it or itself. */
  headings: number
  dropped: boolean
}

export interface MainPart {
  readonly root: Element
  /** What is not written, with everything inside. */
  readonly dropped: ReadonlySet<Element>
  /** Prose of the page that stands elsewhere, in visible characters; without what is named as something else. */
  readonly left: number
  readonly prose: number
}

/** Share of the prose of an element that a part of it must hold to be gone into. */
const nearlyAll = 0.9
const most = 0.7
const half = 0.5
/** Share of links from which a block is a list of them. */
const linkShare = 0.5

const containers = new Set([
  'article', 'body', 'center', 'div', 'dl', 'dd', 'fieldset', 'font', 'form', 'html', 'main', 'section', 'span', 'table', 'tbody', 'td',
  'tr', 'yandu-markup',
])

const visibleLength = (text: string): number => {
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code > 0x20 && code !== 0xa0 && code !== 0x3000 && (code < 0xdc00 || code > 0xdfff)) count += 1
  }
  return count
}

const isHidden = (element: Element): boolean => {
  if (element.getAttribute('hidden') !== null || element.getAttribute('aria-hidden')?.trim().toLowerCase() === 'true') return true
  const style = element.getAttribute('style')
  return style !== null && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|em|pt)?\s*(?:;|!|$))/i.test(style)
}

const measure = (page: Element): Part[] => {
  const parts: Part[] = []
  const open: number[] = []
  let links = 0
  visit(page, {
    enter: (element) => {
      if (isWordless(element)) return false
      const name = nameOf(element)
      const isLink = name === 'a' && element.getAttribute('href') !== null
      parts.push({
        element,
        name,
        parent: open.at(-1) ?? -1,
        hint: hintOf(element, name),
        isHidden: isHidden(element),
        text: 0,
        linked: 0,
        links: isLink ? 1 : 0,
        prose: 0,
        headings: headingLevel(element) === null ? 0 : 1,
        dropped: false,
      })
      open.push(parts.length - 1)
      if (isLink) links += 1
      return true
    },
    leave: (element) => {
      open.pop()
      if (nameOf(element) === 'a' && element.getAttribute('href') !== null) links -= 1
    },
    text: (node) => {
      const part = parts[open.at(-1) ?? -1]
      if (part === undefined) return
      const length = visibleLength(node.textContent ?? '')
      part.text += length
      if (links > 0) part.linked += length
      else part.prose += length
    },
  })
  return parts
}

const sum = (parts: readonly Part[]): void => {
  for (let index = parts.length - 1; index > 0; index -= 1) {
    const part = parts[index]
    const parent = parts[part?.parent ?? -1]
    if (part === undefined || parent === undefined || part.dropped) continue
    parent.text += part.text
    parent.linked += part.linked
    parent.links += part.links
    parent.prose += part.prose
    parent.headings += part.headings
  }
}

const isLinkList = ({ name, element, text, linked, links }: Part): boolean => {
  if (!isBlock(element) || links < 2 || text === 0) return false
  const share = linked / text
  return name === 'p' || name === 'li' || name === 'td' ? links >= 3 && share > 0.8 : share > linkShare
}

/** What is no text of the page, found by its names, by being hidden, by holding hardly anything but links. */
const dropAsides = (parts: readonly Part[]): void => {
  const total = parts[0]?.prose ?? 0
  const all = parts[0]?.text ?? 0
  for (const part of parts) {
    const { name, element, hint, prose, text } = part
    if (name === 'body' || name === 'html' || name === 'yandu-markup') continue
    // A text that a script would have shown is the text, and names on a page's outermost boxes speak of the page.
    if (part.isHidden) part.dropped = text <= all * half
    else if (hint === 'remarks') part.dropped = prose < total * nearlyAll
    else if (hint === 'aside') part.dropped = prose < total * half
    else if (hint === 'weak') part.dropped = prose < total * 0.1 && (part.linked > text * 0.3 || (text < 60 && part.headings === 0))
    else if (isLinkList(part)) part.dropped = prose < total * 0.3
    if (!part.dropped && text <= 90 && isBlock(element)) {
      part.dropped = text > 0 && isFurniture(plainTextOf(element, 200))
    }
    if (part.dropped && text <= 240 && !part.isHidden && isCutNotice(plainTextOf(element, 500))) part.dropped = false
  }
}

const childrenOf = (parts: readonly Part[]): Map<number, number[]> => {
  const children = new Map<number, number[]>()
  for (const [index, part] of parts.entries()) {
    if (part.dropped) continue
    const known = children.get(part.parent)
    if (known === undefined) children.set(part.parent, [index])
    else known.push(index)
  }
  return children
}

/** Whether prose of a paragraph stands directly here, beside the part looked at. */
const hasOwnProse = (parts: readonly Part[], children: readonly number[], except: number, element: Element): boolean => {
  let own = 0
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    if (isText(node)) own += visibleLength(node.textContent ?? '')
    else if (isElement(node) && nameOf(node) === 'p') own += 1
  }
  if (own >= 20) return true
  return children.some((index) => {
    const part = parts[index]
    return index !== except && part !== undefined && ['p', 'blockquote', 'pre', 'ol', 'ul'].includes(part.name) && part.prose >= 15
  })
}

/** The posts of a thread by whoever opened it; null where the page is none. */
const openingPosts = (parts: readonly Part[]): ReadonlySet<number> | null => {
  const posts = parts.flatMap((part, index) =>
    !part.dropped && /^postmessage_\d+$/.test(part.element.getAttribute('id') ?? '') ? [index] : [],
  )
  const first = posts[0]
  if (first === undefined) return null
  const authorOf = (index: number): string | null => {
    let holder: Element | null = parts[index]?.element ?? null
    while (holder !== null && !/^(?:post_|pid)\d+$/.test(holder.getAttribute('id') ?? '')) holder = holder.parentElement
    if (holder === null) return null
    let author: string | null = null
    visit(holder, {
      enter: (element) => {
        if (author === null && /(?:^|\s)authi(?:\s|$)/.test(element.getAttribute('class') ?? '')) author = plainTextOf(element, 60)
        return author === null
      },
      text: () => undefined,
    })
    return author
  }
  const opener = authorOf(first)
  return new Set(
    posts.filter((index) => index === first || (opener !== null && authorOf(index) === opener && (parts[index]?.prose ?? 0) >= 200)),
  )
}

/**
 * Finds the text of a page among what stands around it: goes down from the whole to the smallest part that still holds
 * the prose, and leaves out what is hidden, named as something else, or made of links.
 */
export const findMainPart = (page: Element): MainPart => {
  const parts = measure(page)
  sum(parts)
  dropAsides(parts)
  for (const part of parts) {
    const parent = parts[part.parent]
    if (parent?.dropped === true) part.dropped = true
  }
  const kept = measure(page)
  for (const [index, part] of kept.entries()) part.dropped = parts[index]?.dropped ?? false
  sum(kept)

  const dropped = new Set<Element>()
  for (const [index, part] of kept.entries()) if (part.dropped && parts[part.parent]?.dropped !== true && index > 0) dropped.add(part.element)

  const children = childrenOf(kept)
  const total = kept[0]?.prose ?? 0
  let current = 0
  const posts = openingPosts(kept)
  if (posts !== null) {
    // The smallest element around all of the opener's posts; what else is in it goes.
    const wanted = new Set<number>()
    for (const post of posts) for (let up = post; up >= 0; up = kept[up]?.parent ?? -1) wanted.add(up)
    for (;;) {
      const next = (children.get(current) ?? []).filter((index) => wanted.has(index))
      if (next.length !== 1 || posts.has(next[0] ?? -1)) {
        if (posts.has(next[0] ?? -1) && next.length === 1) current = next[0] ?? current
        break
      }
      current = next[0] ?? current
    }
    const inPost = (index: number): boolean => {
      for (let up = index; up >= 0; up = kept[up]?.parent ?? -1) if (posts.has(up)) return true
      return false
    }
    if (!posts.has(current)) {
      for (const [index, part] of kept.entries()) if (!wanted.has(index) && !inPost(index)) dropped.add(part.element)
    }
  } else {
    for (;;) {
      const here = kept[current]
      const below = children.get(current) ?? []
      let best = -1
      for (const index of below) if ((kept[index]?.prose ?? 0) > (kept[best]?.prose ?? -1)) best = index
      const part = kept[best]
      if (here === undefined || part === undefined || part.prose === 0 || !containers.has(part.name)) break
      const share = part.prose / here.prose
      const others = hasOwnProse(kept, below, best, here.element)
      const goesDown =
        (share >= nearlyAll && !(others && part.hint !== 'content' && share < 0.98)) ||
        (share >= most && !others) ||
        (share >= half && part.hint === 'content' && !others)
      if (!goesDown || (part.name === 'span' && others)) break
      current = best
    }
  }
  const root = kept[current]
  return {
    root: root?.element ?? page,
    dropped,
    left: Math.max(0, total - (root?.prose ?? 0)),
    prose: root?.prose ?? 0,
  }
}
