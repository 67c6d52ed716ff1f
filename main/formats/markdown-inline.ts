import { parseMarkup } from './markup-tree.ts'
import { markupText } from './markup-text.ts'

/** Signs that stand for hidden words: where a document has them, they are no emphasis between Chinese characters. */
export interface Masks {
  readonly stars: boolean
  readonly lines: boolean
}

const han = /\p{Script=Han}/u
const surnames = new Set('王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任沈姚卢盧姜崔钟鐘谭譚陆陸汪范石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴某')
const knownTags =
  /^\/?(?:a|abbr|address|article|aside|b|bdi|bdo|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|img|ins|kbd|li|main|mark|nav|ol|p|picture|pre|q|rb|rp|rt|rtc|ruby|s|samp|script|section|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|video|wbr)$/i
/** Longest paragraph whose marks are read, in UTF-16 units; a longer one is no paragraph that somebody wrote. */
const longestInline = 400_000

const entities = new Map<string, string>()

/** A character reference as the character it stands for; what names none stays. */
const entity = (written: string): string => {
  const known = entities.get(written)
  if (known !== undefined) return known
  const read = /^&(?:nbsp|#160|#xa0);$/i.test(written) ? '\u00a0' : (parseMarkup(written, { xml: false }).textContent ?? written)
  if (entities.size < 5_000) entities.set(written, read)
  return read
}

/** How many masks of this kind stand unpaired in the lines of a text: two in a line could be emphasis, one or three not. */
export const findMasks = (text: string): Masks => {
  let stars = 0
  let lines = 0
  for (const line of text.split('\n')) {
    const starRuns = line.match(/\*+/g)?.length ?? 0
    if (starRuns % 2 === 1 && /\p{Script=Han}\*{1,6}(?=[\p{Script=Han}，。、；：！？）」』”]|$)/u.test(line)) stars += 1
    if (/\p{Script=Han}_{1,6}[\p{Script=Han}，。、；：]|\d_{1,4}\p{Script=Han}/u.test(line)) lines += 1
  }
  return { stars: stars > 0, lines: lines > 0 }
}

const isEdge = (character: string): boolean => character === '' || /[\s\p{P}\p{S}]/u.test(character)
const isWord = (character: string): boolean => /[\p{L}\p{N}]/u.test(character)

/** Whether a pair of stars or underlines sets words off, so that leaving the signs out loses nothing. */
const isEmphasis = (before: string, inside: string, after: string, sign: string, masks: Masks): boolean => {
  const first = inside.charAt(0)
  const last = inside.slice(-1)
  const loose = isEdge(before) && isEdge(after)
  if (sign.startsWith('_')) return loose && !inside.includes('_') && (!masks.lines || (!han.test(first) && !han.test(last)))
  if (sign === '*' && /[0-9A-Za-z]/.test(before) && /[0-9A-Za-z]/.test(first)) return false
  if (!isWord(first) && /[，。、；：！？）」』”]/u.test(first)) return false
  if (loose) return !(masks.stars && han.test(first) && before !== '' && !/\s/.test(before))
  if (masks.stars && (han.test(before) || han.test(after))) return false
  if (surnames.has(before) && surnames.has(last)) return false
  // 王**說，李**也: a whole stretch of a sentence between two names, and nothing that opens or closes it.
  return !(han.test(before) && han.test(after) && /[，。；！？]/u.test(inside.slice(0, -1)))
}

interface Piece {
  text: string
  /** A sign that is known to be text. */
  kept?: boolean
  /** A run of signs that may open or close emphasis; what is no sign is text for certain. */
  readonly sign: boolean
}

/** Where a bracket that opens at `at` closes, nested ones passed over; -1 where it does not within the text. */
const closing = (text: string, at: number, open: string, close: string, reach: number): number => {
  let depth = 0
  const last = Math.min(text.length, at + reach)
  for (let index = at; index < last; index += 1) {
    const character = text.charAt(index)
    if (character === '\\') index += 1
    else if (character === open) depth += 1
    else if (character === close) {
      depth -= 1
      if (depth === 0) return index
    } else if (character === '\n' && text.charAt(index + 1) === '\n') return -1
  }
  return -1
}

interface Link {
  readonly words: string
  readonly end: number
}

const linkAt = (text: string, at: number, labels: ReadonlySet<string>): Link | null => {
  const close = closing(text, at, '[', ']', 600)
  if (close < 0) return null
  const words = text.slice(at + 1, close)
  const next = text.charAt(close + 1)
  if (next === '(') {
    const end = closing(text, close + 1, '(', ')', 1_500)
    const inside = end < 0 ? '' : text.slice(close + 2, end).trim()
    const isAddress = /^(?:<[^<>\n]*>|\S*)(?:\s+(?:"[\s\S]*"|'[\s\S]*'|\([\s\S]*\)))?$/u.test(inside)
    // [註](見下文): an aside in brackets is no address.
    if (end >= 0 && isAddress && !/^[\p{Script=Han}，。、；：]+$/u.test(inside)) return { words, end: end + 1 }
  }
  if (next === '[') {
    const end = closing(text, close + 1, '[', ']', 300)
    const label = end < 0 ? '' : text.slice(close + 2, end)
    if (end >= 0 && labels.has(labelOf(label === '' ? words : label))) return { words, end: end + 1 }
  }
  return labels.has(labelOf(words)) ? { words, end: close + 1 } : null
}

export const labelOf = (label: string): string => label.replace(/\s+/g, ' ').trim().toLowerCase()

/**
 * The words of a paragraph of Markdown. Signs go only where they are markup beyond doubt: a mask over a name or a blank
 * between Chinese characters stays. Line ends stay, and a forced one is U+2028.
 */
export const inlineText = (
  source: string,
  labels: ReadonlySet<string>,
  masks: Masks,
  depth = 0,
): string => {
  if (source.length > longestInline || depth > 8) return source
  const pieces: Piece[] = []
  let plain = ''
  const put = (text: string): void => {
    plain += text
  }
  const sign = (text: string): void => {
    if (plain !== '') pieces.push({ text: plain, sign: false })
    plain = ''
    pieces.push({ text, sign: true })
  }
  let at = 0
  let tries = 0
  while (at < source.length) {
    const character = source.charAt(at)
    const next = source.charAt(at + 1)
    if (character === '\\') {
      if (/[!-/:-@[-`{-~]/.test(next)) {
        put(next)
        at += 2
      } else if (next === '\n') {
        put('\u2028')
        at += 2
      } else {
        put(character)
        at += 1
      }
      continue
    }
    if (character === '`') {
      const run = /^`+/.exec(source.slice(at, at + 100))?.[0] ?? '`'
      tries += 1
      const end = tries > 2_000 ? -1 : findRun(source, run, at + run.length)
      if (end >= 0) {
        const code = source.slice(at + run.length, end).replace(/\n/g, ' ')
        put(/^ .*\S.* $/.test(code) ? code.slice(1, -1) : code)
        at = end + run.length
      } else {
        put(run)
        at += run.length
      }
      continue
    }
    if (character === '*' || character === '_') {
      let end = at
      while (source.charAt(end) === character) end += 1
      sign(source.slice(at, end))
      at = end
      continue
    }
    if (character === '~' && next === '~' && source.charAt(at + 2) !== '~') {
      const end = source.indexOf('~~', at + 2)
      const inside = end < 0 ? '' : source.slice(at + 2, end)
      if (end > 0 && inside.length < 2_000 && !/^\s|\s$|\n\n|^$/.test(inside)) {
        put(inlineText(inside, labels, masks, depth + 1))
        at = end + 2
        continue
      }
    }
    if (character === '!' && next === '[') {
      const link = linkAt(source, at + 1, labels)
      if (link !== null) {
        put(link.words)
        at = link.end
        continue
      }
    }
    if (character === '[') {
      const note = /^\[\^([^\]\s]{1,60})\]:?/.exec(source.slice(at, at + 70))
      if (note !== null) {
        put(`[${note[1] ?? ''}]${note[0].endsWith(':') && at === 0 ? ' ' : note[0].endsWith(':') ? ':' : ''}`)
        at += note[0].length
        if (at === note[0].length) while (source.charAt(at) === ' ') at += 1
        continue
      }
      const link = linkAt(source, at, labels)
      if (link !== null) {
        put(inlineText(link.words, labels, masks, depth + 1))
        at = link.end
        continue
      }
    }
    if (character === '<') {
      const tag = /^<(?:!--[\s\S]*?-->|(https?:\/\/[^<>\s]+|mailto:[^<>\s]+|[\w.+-]+@[\w.-]+)>|(\/?[A-Za-z][\w-]*)(?:\s[^<>]*)?\/?>)/.exec(
        source.slice(at, at + 2_000),
      )
      if (tag?.[1] !== undefined) {
        put(tag[1].replace(/^mailto:/, ''))
        at += tag[0].length
        continue
      }
      const name = tag?.[2]
      if (tag !== null && (name === undefined || knownTags.test(name))) {
        at += tag[0].length
        if (name !== undefined && /^br$/i.test(name)) put('\u2028')
        if (name !== undefined && /^(?:rt|rp|rtc|script|style)$/i.test(name)) {
          const close = source.slice(at).search(new RegExp(`</${name}\\s*>`, 'i'))
          if (close >= 0) at = source.indexOf('>', at + close) + 1
        }
        continue
      }
    }
    if (character === '&') {
      const reference = /^&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/.exec(source.slice(at, at + 40))?.[0]
      if (reference !== undefined) {
        put(entity(reference))
        at += reference.length
        continue
      }
    }
    if (character === ' ' && /^ {2,}\n/.test(source.slice(at, at + 200))) {
      put('\u2028')
      at += source.slice(at).indexOf('\n') + 1
      continue
    }
    put(character)
    at += 1
  }
  if (plain !== '') pieces.push({ text: plain, sign: false })
  takeSigns(pieces, masks)
  return pieces.map(({ text }) => text).join('')
}

/** Where a run of this many backticks, no more, stands next. */
const findRun = (text: string, run: string, from: number): number => {
  for (let at = text.indexOf(run, from); at >= 0; ) {
    let end = at
    while (text.charAt(end) === '`') end += 1
    if (end - at === run.length) return at
    at = text.indexOf(run, end)
  }
  return -1
}

/** Pieces looked at behind an opening sign. */
const reach = 60

/** Takes out signs that pair up, the nearest first. */
const takeSigns = (pieces: Piece[], masks: Masks): void => {
  for (let index = 0; index < pieces.length; index += 1) {
    const opener = pieces[index]
    if (opener === undefined || !opener.sign || opener.kept === true || opener.text === '' || opener.text.length > 3) continue
    const before = Array.from(pieces.slice(Math.max(0, index - 3), index).map(({ text }) => text).join('').slice(-2)).at(-1) ?? ''
    let inside = ''
    for (let close = index + 1; close < Math.min(pieces.length, index + reach); close += 1) {
      const closer = pieces[close]
      if (closer === undefined) break
      if (closer.sign && closer.kept !== true && closer.text === opener.text) {
        const rest = pieces.slice(close + 1, close + 4).map(({ text }) => text).join('')
        const after = rest === '' ? '' : String.fromCodePoint(rest.codePointAt(0) ?? 32)
        if (inside === '' || /^\s|\s$/.test(inside)) break
        // Two that pair and yet are no emphasis stand over hidden words, both of them.
        if (isEmphasis(before, inside, after, opener.text, masks)) {
          opener.text = ''
          closer.text = ''
        } else closer.kept = true
        break
      }
      inside += closer.text
    }
  }
}

/** The text of a block of HTML inside Markdown. */
export const htmlBlockText = (source: string): string => markupText(parseMarkup(source, { xml: false })).text.trimEnd()
