import createDOMPurify from 'dompurify'
import { Marked, type RendererObject, type Token, type TokenizerAndRendererExtension, type TokenizerExtension, type Tokens } from 'marked'
import { formatInnerLink, parseInnerLink, type InnerLink } from '../../preload/contract/inner-link.ts'
import { formatPassageLink, parsePassageLink } from '../../preload/contract/passage-link.ts'

/**
 * `screen`: headings can be reached by a screen reader and links can be opened. `paper`: headings take no part in the
 * document's outline, which becomes the PDF's bookmarks, and a link is followed by its address.
 */
export type MarkdownMedium = 'screen' | 'paper'

/** What the target of a link inside Yandu is called; null where it is not there. */
export type TitleOf = (link: InnerLink) => string | null

/** Longer notes are shown as plain text: parsing them would hold up the window. In UTF-16 units. */
export const markdownLimit = 200_000

const linkSchemes = new Set(['https:', 'http:', 'mailto:'])
const longestLink = 2048

/** The address in its normal form when it is one Yandu may hand to the system's browser, else null. */
export const openableLink = (address: string): string | null => {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return linkSchemes.has(url.protocol) && url.href.length <= longestLink ? url.href : null
}

/**
 * The address in its normal form when a click may follow it: in the system's browser, or for a link to a passage inside
 * Yandu, or from a note to a section or another note, and nowhere else.
 */
export const followableLink = (address: string): string | null => {
  const inner = parseInnerLink(address)
  if (inner !== null) return formatInnerLink(inner)
  const passage = parsePassageLink(address)
  return passage === null ? openableLink(address) : formatPassageLink(passage)
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const heading = (medium: MarkdownMedium, depth: number, level: number, inner: string): string =>
  medium === 'screen'
    ? `<div role="heading" aria-level="${level}" data-level="${depth}">${inner}</div>\n`
    : `<div data-level="${depth}">${inner}</div>\n`

/** Each note stands under a heading of this level. */
const noteLevel = 3

/** A heading's place in the note's own tree, which skips no level even where the writer did; a screen reader needs that. */
const headingLevels = (tokens: readonly Token[]): Map<Token, number> => {
  const levels = new Map<Token, number>()
  const above: number[] = []
  const visit = (list: readonly Token[]): void => {
    for (const token of list) {
      if (token.type === 'heading') {
        const depth = (token as Tokens.Heading).depth
        while ((above.at(-1) ?? 0) >= depth) above.pop()
        above.push(depth)
        levels.set(token, Math.min(noteLevel + above.length, 9))
      } else if (token.type === 'list') visit((token as Tokens.List).items)
      else if ('tokens' in token && token.tokens) visit(token.tokens)
    }
  }
  visit(tokens)
  return levels
}

const link = (medium: MarkdownMedium, address: string, inner: string, words: string): string => {
  const url = followableLink(address)
  if (url === null) return words === address ? inner : `${inner} (${escaped(address)})`
  if (medium === 'screen') return `<a role="link" tabindex="0" rel="noopener noreferrer" data-link="${escaped(url)}">${inner}</a>`
  return words === address || `mailto:${words}` === address ? inner : `${inner} (${escaped(address)})`
}

const plainWords = (tokens: readonly Token[]): string =>
  tokens.map((token) => ('tokens' in token && token.tokens ? plainWords(token.tokens) : 'text' in token ? String(token.text) : '')).join('')

/** On paper the number or bullet is a part of the text, so that it is in the PDF exactly once. */
const markedItem = (list: Tokens.List, index: number, inner: string): string =>
  `<li>${list.ordered ? `${(list.start === '' ? 1 : list.start) + index}. ` : '• '}${inner}</li>\n`

const rendererFor = (medium: MarkdownMedium, levelOf: (token: Token) => number): RendererObject => ({
  heading(token) {
    return heading(medium, token.depth, levelOf(token), this.parser.parseInline(token.tokens))
  },
  // What was typed is shown: markup in a note is text, not a way to lose words.
  html({ text }) {
    return escaped(text)
  },
  image({ href, text, title }) {
    const words = [text, title ?? ''].filter((part) => part !== '').join(', ')
    return escaped(words === '' ? href : `${words} (${href})`)
  },
  link({ href, tokens }) {
    return link(medium, href, this.parser.parseInline(tokens), plainWords(tokens))
  },
  list(list) {
    const name = list.ordered ? 'ol' : 'ul'
    const start = list.ordered && list.start !== '' && list.start !== 1 ? ` start="${list.start}"` : ''
    const items = list.items.map((item, index) =>
      medium === 'paper' ? markedItem(list, index, this.parser.parse(item.tokens)) : this.listitem(item),
    )
    return `<${name}${start}>\n${items.join('')}</${name}>\n`
  },
  checkbox({ checked }) {
    return checked ? '[x] ' : '[ ] '
  },
  code({ text }) {
    return `<pre><code>${escaped(text)}</code></pre>\n`
  },
  tablecell({ tokens, header }) {
    const name = header ? 'th' : 'td'
    return `<${name}>${this.parser.parseInline(tokens)}</${name}>\n`
  },
})

const bareLink = /^yandu:\/\/passage\/[\w%=&?./-]*[\w%=]/i

/** A link to a passage as it is pasted from a citation, without brackets around it. */
const passageLinks: TokenizerExtension = {
  name: 'passageLink',
  level: 'inline',
  start: (text) => {
    const at = text.search(/yandu:\/\//i)
    return at < 0 ? undefined : at
  },
  tokenizer: (text) => {
    const raw = bareLink.exec(text)?.[0]
    if (raw === undefined || parsePassageLink(raw) === null) return undefined
    return { type: 'link', raw, href: raw, title: null, text: raw, tokens: [{ type: 'text', raw, text: raw, escaped: false }] }
  },
}

const innerLinkSource = /^\[\[[0-9a-z:.-]{1,100}\]\]/

/** "[[2.3.1]]" and "[[note:<id>]]", shown by the title of what they lead to. */
const innerLinks = (medium: MarkdownMedium, titleOf: () => TitleOf): TokenizerAndRendererExtension => ({
  name: 'innerLink',
  level: 'inline',
  start: (text) => {
    const at = text.indexOf('[[')
    return at < 0 ? undefined : at
  },
  tokenizer: (text) => {
    const raw = innerLinkSource.exec(text)?.[0]
    return raw === undefined || parseInnerLink(raw) === null ? undefined : { type: 'innerLink', raw }
  },
  renderer: ({ raw }) => {
    const inner = parseInnerLink(raw)
    const title = inner && titleOf()(inner)
    if (inner === null || title === null || title === '') return escaped(raw)
    return medium === 'screen' ? link(medium, formatInnerLink(inner), escaped(title), title) : escaped(title)
  },
})

const createParser = (medium: MarkdownMedium, titleOf: () => TitleOf): Marked => {
  let levels: ReadonlyMap<Token, number> = new Map()
  return new Marked({
    gfm: true,
    breaks: true,
    async: false,
    extensions: [passageLinks, innerLinks(medium, titleOf)],
    renderer: rendererFor(medium, (token) => levels.get(token) ?? noteLevel + 1),
    hooks: {
      processAllTokens: (tokens) => {
        levels = headingLevels(tokens)
        return tokens
      },
    },
  })
}

/** Set for the time of one call: the parsers are made once. */
let titlesNow: TitleOf = () => null

const parsers: { readonly [Medium in MarkdownMedium]: Marked } = {
  screen: createParser('screen', () => titlesNow),
  paper: createParser('paper', () => titlesNow),
}

const allowedTags = [
  ...['p', 'br', 'hr', 'div', 'a', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
]
const allowedAttributes = ['role', 'aria-level', 'data-level', 'data-link', 'rel', 'tabindex', 'start']
const valuePatterns: { readonly [attribute: string]: RegExp } = {
  role: /^(heading|link)$/,
  'aria-level': /^[1-9]$/,
  'data-level': /^[1-6]$/,
  rel: /^noopener noreferrer$/,
  tabindex: /^0$/,
  start: /^\d{1,9}$/,
}

type Purifier = ReturnType<typeof createDOMPurify>
let purifier: Purifier | null = null

const preparedPurifier = (): Purifier => {
  if (purifier) return purifier
  const made = createDOMPurify(window)
  made.addHook('uponSanitizeAttribute', (_element, data) => {
    const pattern = valuePatterns[data.attrName]
    const fits = data.attrName === 'data-link' ? followableLink(data.attrValue) === data.attrValue : pattern?.test(data.attrValue)
    if (fits !== true) data.keepAttr = false
  })
  purifier = made
  return made
}

/**
 * The last step before markup reaches the document, whatever made it. Out goes a TrustedHTML where the browser has
 * Trusted Types (its policy is `dompurify`). No address is left that the browser itself would fetch or follow.
 */
export const sanitizeMarkup = (markup: string): TrustedHTML | string =>
  preparedPurifier().sanitize(markup, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: allowedAttributes,
    // Its value is checked above, to the letter; the browser follows no such attribute.
    ADD_URI_SAFE_ATTR: ['data-link'],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    ALLOW_UNKNOWN_PROTOCOLS: false,
    SANITIZE_DOM: true,
    RETURN_TRUSTED_TYPE: true,
  })

const asTyped = (text: string): string => `<p>${escaped(text).replaceAll('\n', '<br>')}</p>`

/** The markup of a note before it is sanitized; exported for the tests only. */
export const unsafeMarkup = (text: string, medium: MarkdownMedium, titleOf: TitleOf = () => null): string => {
  if (text.length > markdownLimit) return asTyped(text)
  titlesNow = titleOf
  try {
    return parsers[medium].parse(text, { async: false })
  } catch {
    // Quotes or lists nested thousands deep exhaust the parser's stack; the words are shown all the same.
    return asTyped(text)
  }
}

/**
 * A note's Markdown (GFM, line breaks kept) as markup that may be put into the document. Links to sections and notes
 * that `titleOf` does not know stay as they are written. Browser only.
 */
export const renderMarkdown = (text: string, medium: MarkdownMedium, titleOf?: TitleOf): TrustedHTML | string =>
  sanitizeMarkup(unsafeMarkup(text, medium, titleOf))
