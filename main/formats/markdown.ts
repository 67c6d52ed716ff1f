import { Lexer, type Token, type Tokens } from 'marked'
import { markerOf } from '../editions/marker.ts'
import type { MarkedHeading, ReceivedText } from '../editions/received.ts'
import { joint } from './line-writer.ts'
import { findMasks, htmlBlockText, inlineText, labelOf, type Masks } from './markdown-inline.ts'

/** Deepest nesting of quotes and lists that is read as Markdown, and most of either that one line may open. */
const depthLimit = 24

const frontMatter = /^---[ \t]*\n([\s\S]{0,20000}?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/

interface FrontMatter {
  readonly title: string | null
  /** Where the text begins, in UTF-16 units. */
  readonly end: number
}

/** The table of values that some programs put before a text. */
const readFrontMatter = (text: string): FrontMatter => {
  const match = frontMatter.exec(text)
  const lines = match?.[1]?.split('\n') ?? []
  const isTable = lines.some((line) => /^[A-Za-z_][\w-]*\s*:/.test(line)) && lines.every((line) => /^(?:[\w\p{Script=Han}-]+\s*:.*|\s+.*|-\s.*|#.*|)$/u.test(line))
  if (match === null || !isTable) return { title: null, end: 0 }
  const title = lines.map((line) => /^title\s*:\s*(.*)$/i.exec(line)?.[1]?.trim()).find((value) => value !== undefined && value !== '')
  return { title: title === undefined ? null : title.replace(/^(["'])(.*)\1$/, '$2').trim() || null, end: match[0].length }
}

/** What plain Chinese text has no use for; without any of it a file with this name is plain text. */
const evidence: readonly RegExp[] = [
  /^ {0,3}#{1,6}[ \t]+\S/m,
  /^ {0,3}(?:`{3,}|~{3,})/m,
  /\]\([^)\s]{0,2000}\)|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]{0,20}(?:<|https?:|\/|\.|#|mailto:)/m,
  /\S[ \t]{0,50}\n {0,3}(?:=+|-{3,})[ \t]{0,50}$/m,
  /^ {0,3}>[ \t]?\S/m,
  /^ {0,3}[-+*][ \t]+\S/m,
  /\*\*[^*\n\s][^*\n]*\*\*/,
  /^[ \t]{0,20}\|?[ \t]{0,20}:?-{2,}:?[ \t]{0,50}\|/m,
  /<\/?(?:p|div|br|h[1-6]|b|i|em|strong|ruby|span|a|img|table)\b[^<>\n]*>/i,
  /\[\^[^\]\s]{1,60}\]/,
  /`[^`\n]+`/,
  /(?:^|\s)\*[^*\s][^*\n]*\*(?:\s|$)/m,
  / {2}\n\S|\\\n/,
  /&(?:[a-z]{2,8}|#\d{2,6});/i,
]

/** Whether a line opens more quotes and lists than anybody would, one in another or by its indentation. */
const isTooDeep = (text: string): boolean =>
  text.split('\n').some((line) => {
    const start = line.slice(0, depthLimit * 8)
    if (/^(?:[ \t]*[-*_]){3,}[ \t]*$/.test(start) && !start.includes('>')) return line.length > 4_000
    let opened = 0
    for (let rest = start; opened < depthLimit; opened += 1) {
      const mark = /^[ \t]*(?:[-*+>]|\d{1,9}[.)])(?=[ \t>]|$)|^[ \t]*>/.exec(rest)
      if (mark === null) break
      rest = rest.slice(mark[0].length)
    }
    return opened >= depthLimit || /^[ \t]{190}/.test(start)
  })

/** Where a line end inside a paragraph is kept: at a mark of outlines and in front of an indented line. */
const keepsBreak = (before: string, after: string): boolean => {
  if (/^[ \t]*\u3000/.test(after)) return true
  const next = markerOf(after.trimStart())
  if (next !== null && !next.runIn && /[。！？；：!?;:”」』）…]$/u.test(before.trimEnd())) return true
  const here = markerOf(before.trimStart())
  const isHeading = here !== null && !here.runIn && before.length <= 45 && !/[，,。；;、]/u.test(before.trimStart().slice(here.length))
  return isHeading || (next !== null && !next.runIn && next.weight === 3)
}

/** The lines of a paragraph: what its author only wrapped is joined. */
const joinLines = (paragraph: string): string[] => {
  const lines: string[] = []
  for (const hard of paragraph.split('\u2028')) {
    let line = ''
    for (const part of hard.split('\n')) {
      if (line === '') line = part.trim() === '' ? '' : part
      else if (part.trim() === '') continue
      else if (keepsBreak(line, part)) {
        lines.push(line)
        line = part
      } else line = line.trimEnd() + joint(line.trimEnd(), part.trimStart()) + part.trimStart()
    }
    if (line !== '') lines.push(line)
  }
  return lines.map((line) => line.replace(/^[ \t\u3000\u00a0]+|[ \t\u3000\u00a0]+$/gu, '')).filter((line) => line !== '')
}

/** [註]: 見下文 is text; [1]: https://… names an address for links. */
const isAddress = (href: string): boolean => /^(?:<|https?:|ftp:|mailto:|#|\/|\.{1,2}\/|[\w%-]+(?:\.[\w%-]+)+(?:[/?#]|$)|[\w%-]+\/)/i.test(href)

const labelsOf = (tokens: readonly Token[], found = new Set<string>()): Set<string> => {
  for (const token of tokens) {
    if (token.type === 'def' && isAddress((token as Tokens.Def).href)) found.add(labelOf(/^\s*\[((?:[^\]\\]|\\.)*)\]/.exec(token.raw)?.[1] ?? ''))
    if (token.type === 'blockquote') labelsOf((token as Tokens.Blockquote).tokens, found)
    if (token.type === 'list') for (const item of (token as Tokens.List).items) labelsOf(item.tokens, found)
  }
  return found
}

interface Writer {
  readonly lines: string[]
  readonly headings: MarkedHeading[]
  length: number
  marker: string
}

const write = (writer: Writer, lines: readonly string[], level: number | null = null): void => {
  for (const line of lines) {
    if (line === '') continue
    const written = writer.marker + line
    writer.marker = ''
    if (level !== null) writer.headings.push({ start: writer.length, end: writer.length + written.length, level })
    writer.lines.push(written)
    writer.length += written.length + 1
  }
}

/** Numbers as they are written, but counted on where all are the same, as some write them. */
const markersOf = (list: Tokens.List): string[] => {
  const written = list.items.map((item) => /^[ \t]*((?:[-*+]|\d{1,9}[.)])(?=\s|$))/.exec(item.raw)?.[1] ?? '')
  const first = written[0] ?? ''
  const isCounted = list.ordered && written.length > 1 && new Set(written).size === 1
  return isCounted ? written.map((_, index) => `${Number.parseInt(first, 10) + index}${first.slice(-1)} `) : written.map((mark) => (mark === '' ? '' : `${mark} `))
}

const writeBlocks = (writer: Writer, tokens: readonly Token[], labels: ReadonlySet<string>, masks: Masks): void => {
  const inline = (text: string): string => inlineText(text, labels, masks)
  for (const token of tokens) {
    switch (token.type) {
      case 'heading': {
        const { text, depth } = token as Tokens.Heading
        write(writer, [joinLines(inline(text)).join(' ')], depth)
        break
      }
      case 'paragraph':
      case 'text':
        write(writer, joinLines(inline((token as Tokens.Paragraph).text)))
        break
      case 'code':
        write(writer, (token as Tokens.Code).text.split('\n').map((line) => line.trimEnd()))
        break
      case 'blockquote':
        writeBlocks(writer, (token as Tokens.Blockquote).tokens, labels, masks)
        break
      case 'list': {
        const list = token as Tokens.List
        const markers = markersOf(list)
        for (const [index, item] of list.items.entries()) {
          writer.marker += markers[index] ?? ''
          const before = writer.lines.length
          writeBlocks(writer, item.tokens, labels, masks)
          if (writer.lines.length === before) write(writer, [''])
          // An empty item is a number and nothing else.
          if (writer.lines.length === before && writer.marker.trim() !== '') {
            const alone = writer.marker.trimEnd()
            writer.marker = ''
            write(writer, [alone])
          }
        }
        break
      }
      case 'table': {
        const table = token as Tokens.Table
        for (const row of [table.header, ...table.rows]) {
          write(writer, [row.map((cell) => joinLines(inline(cell.text)).join(' ')).join('\t').trimEnd()])
        }
        break
      }
      case 'html':
        write(writer, htmlBlockText(token.raw).split('\n'))
        break
      case 'hr':
        // ___ alone in its line is a blank as often as a rule.
        if (/^[ _]+\s*$/.test(token.raw) && masks.lines) write(writer, [token.raw.trim()])
        break
      case 'def':
        if (!isAddress((token as Tokens.Def).href)) write(writer, joinLines(inline(token.raw.trim())))
        break
      case 'space':
        break
      default:
        if ('text' in token && typeof token.text === 'string') write(writer, joinLines(inline(token.text)))
    }
  }
}

const unreadable = 'The Markdown is nested too deeply, or in lines too long, to be read as such; the text is shown with its signs.'

export interface MarkdownText {
  readonly text: string
  readonly headings: readonly MarkedHeading[]
  readonly title: string | null
  readonly warnings: readonly string[]
}

/** The words of Markdown without its signs, each paragraph a line. Text that only is called Markdown stays as it is. */
export const markdownText = (source: string): MarkdownText => {
  const whole = source.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd')
  const { title, end } = readFrontMatter(whole)
  const text = whole.slice(end)
  const asIs = (warnings: readonly string[]): MarkdownText => ({ text, headings: [], title, warnings })
  if (!evidence.some((pattern) => pattern.test(text))) return asIs([])
  if (isTooDeep(text)) return asIs([unreadable])
  const writer: Writer = { lines: [], headings: [], length: 0, marker: '' }
  try {
    const tokens = new Lexer({ gfm: true }).blockTokens(text, [])
    writeBlocks(writer, tokens, labelsOf(tokens), findMasks(text))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return asIs([unreadable])
  }
  return { text: writer.lines.map((line) => `${line}\n`).join(''), headings: writer.headings, title, warnings: [] }
}

/** Markdown as text. */
export const readMarkdown = (received: ReceivedText): ReceivedText => ({ ...received, format: 'markdown', ...markdownText(received.text) })
