import { countVisible } from './characters.ts'
import type { Span } from './document-parts.ts'
import { ordinalOf } from './marker.ts'
import { isMetadataLine } from './metadata.ts'

/** One of several texts in a file; offsets are UTF-16 units of the text as received. */
export interface OneText {
  readonly start: number
  readonly end: number
  /** The line it opens with. */
  readonly heading: Span
  /** What it is called: the words of that line without their number. */
  readonly title: Span
}

interface Opening {
  /** How its number is written: openings of one form are numbered together. */
  readonly form: 'part' | 'piece' | 'stem' | 'floor'
  readonly ordinal: number
  /** What stands before the number: the topic that the texts of a page share. */
  readonly stem: string
  /** A colon stands between number and title. */
  readonly named: boolean
  readonly start: number
  readonly end: number
  /** Words behind the number. */
  readonly rest: Span
}

const figures = '[零〇一二三四五六七八九十百]{1,5}|[0-9０-９]{1,3}'
const space = '[ \\u00a0\\u3000\\t]*'
const open = '[【\\[（(“「《〈]?'
const close = '[】\\]）)”」》〉]?'
/** 第一篇：題目 */
const partForm = new RegExp(`^${open}第${space}(${figures})${space}篇${close}(${space}[：:、.．]${space}|${space}|$)(.*)$`, 'u')
/** 篇一：題目, 工作总结篇二, 范文三 */
const pieceForm = new RegExp(
  `^${open}([^\\n。，,；;：:！!？?、【】\\[\\]]{0,24}?)[（(]?(?:篇|范文|範文|例文|样本|樣本|样文)${space}(${figures})[）)]?${close}(${space}[：:、.．]${space}|[ \\u3000\\t]+|$)(.*)$`,
  'u',
)
/** 工作总结（一） */
const stemForm = new RegExp(`^([^\\n。，,；;：:！!？?、]{3,24}?)[（(]?(${figures})[）)]?$`, 'u')
/** 3楼 张三 发表于 2019-05-01 */
const floorForm = /^(?:(?:#|第)?([0-9]{1,5})(?:楼|樓|#|F)|(楼主|樓主))(?=[ \u3000\t：:|]|$)(.*)$/u
const longestOpening = 60

/** What a page says of how many texts it holds: (共14篇), 精选5篇. */
const countNotice =
  /(?:共|全|[精優优][选選]|通用|[合汇匯]集|[汇匯]总|[推荐薦]{2}|[范範]文|[热熱][门門]|最新|[（(【])[ \u3000]*(?:计|計|有|收|收[录錄])?[ \u3000]*([0-9０-９]{1,3}|[一二三四五六七八九十百]{1,5})[ \u3000]*篇/u

const openingOf = (line: string, start: number): Opening | null => {
  if (line.length > longestOpening) return null
  const end = start + line.length
  const made = (form: Opening['form'], number: string, stem: string, named: boolean, rest: string): Opening | null => {
    const ordinal = ordinalOf(number)
    if (ordinal === null || ordinal === 0) return null
    const words = rest.trim()
    const lead = rest.length - rest.trimStart().length
    return { form, ordinal, stem: stem.trim(), named, start, end, rest: { start: end - rest.length + lead, end: end - rest.length + lead + words.length } }
  }
  const part = partForm.exec(line)
  if (part !== null && !/[。；;，,]$/u.test(line)) return made('part', part[1] ?? '', '', (part[2] ?? '').trim() !== '', part[3] ?? '')
  const piece = pieceForm.exec(line)
  if (piece !== null && !/[。；;，,]$/u.test(line)) {
    return made('piece', piece[2] ?? '', piece[1] ?? '', (piece[3] ?? '').trim() !== '', piece[4] ?? '')
  }
  const floor = floorForm.exec(line)
  if (floor !== null) return made('floor', floor[2] === undefined ? (floor[1] ?? '') : '1', '', false, floor[3] ?? '')
  const stem = stemForm.exec(line)
  return stem === null ? null : made('stem', stem[2] ?? '', stem[1] ?? '', false, '')
}

/** Least characters of one of several texts; a list of links to them has less under each entry. */
const leastText = 60
const chapter = /^[ \u3000\t]*第[ \u3000]*(?:[零〇一二三四五六七八九十百]{1,5}|[0-9０-９]{1,3})[ \u3000]*[章节節编編卷回條条]/u
const firstPoint = /^[ \u3000\t]*(?:一[、.．]|[（(]一[）)]|1[.、．])/mu
const greeting =
  /^[ \u3000\t]*(?:尊敬的|敬[爱愛]的|[亲親][爱愛]的|各位|[同]?[学學]生?[们們]|同志[们們]|[老師师朋友]{2}[们們]?|大家|女士[们們]|[你您]好|致|[^\n。，]{1,12}(?:先生|女士|[領领][導导]|[評评]委|老[師师]|同[學学]|[組组][織织]))[^\n。]{0,30}[：:，,！!]/u
const farewell =
  /(?:此致|敬[礼禮]|[谢謝][谢謝]大家|[谢謝][谢謝]|[汇匯匯][报報]完[毕畢]|特此|申[请請]人|[检檢][讨討]人|[总總][结結]人|述[职職]人|日期|[年][^\n]{1,8}月[^\n]{0,6}日)[^\n]{0,12}$/u
const genre =
  /[总總][结結]|[读讀]后感|[讀]後感|[观觀]后感|[觀]後感|心得|[体體][会會]|演[讲講]|[讲講][话話]|[发發]言|致[辞詞词]|[报報]告|申[请請]|[计計][划劃]|作文|日[记記]|[检檢][讨討]|保[证證]|[简簡][历歷]|自我|[评評][语語]|[书書]信|推[荐薦]|[导導]游|[说說]明|[方][案]|[范範]文|散文|随[笔筆]|教案|[课課]文/u
const treatise = /[总總緒绪导導概]论|[總緒導概]論|通[则則]|[总總][则則]/u

const first = (text: string, range: Span): string => /\S[^\n]*/u.exec(text.slice(range.start, Math.min(range.end, range.start + 400)))?.[0] ?? ''

const lastLines = (text: string, range: Span): string => text.slice(Math.max(range.start, range.end - 300), range.end).trimEnd()

/** How many of the openings speak for several texts, and against: see the weights. Three points are enough. */
const pointsFor = (text: string, openings: readonly Opening[], declared: number | null): number => {
  const { form } = openings[0] ?? { form: 'part' }
  const spans = openings.map((opening, index): Span => ({ start: opening.end, end: openings[index + 1]?.start ?? text.length }))
  const count = (holds: (span: Span, index: number) => boolean): number => spans.filter(holds).length
  const most = openings.length * 0.7
  const chapters = count((span) => text.slice(span.start, span.end).split('\n').some((line) => chapter.test(line)))
  const greeted = count((span) => greeting.test(first(text, span)) || farewell.test(lastLines(text, span)))
  const numbered = count((span) => firstPoint.test(text.slice(span.start, span.end)))
  const stems = new Set(openings.map(({ stem }) => stem))
  const sameStem = stems.size === 1 && (openings[0]?.stem.length ?? 0) >= 2
  const words = openings.map(({ stem, rest }) => stem + text.slice(rest.start, rest.end))
  const sameGenre = words.filter((word) => genre.test(word)).length >= most
  let points = form === 'piece' ? 3 : form === 'floor' ? 3 : 0
  if (declared !== null && Math.abs(declared - openings.length) <= 1) points += 3
  if (sameStem) points += form === 'stem' ? 1 : 2
  if (sameGenre) points += 2
  if (openings.every(({ named }) => named)) points += 1
  if (greeted >= most) points += 2
  if (numbered >= most && numbered >= 2) points += 1
  if (chapters >= Math.max(1, openings.length * 0.3)) points -= 5
  if (words.some((word) => treatise.test(word))) points -= 3
  return points
}

const openingsIn = (text: string): Opening[] => {
  const found: Opening[] = []
  for (let start = 0; start < text.length;) {
    let end = start
    while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end += 1
    if (end - start <= longestOpening + 20) {
      const line = text.slice(start, end)
      const trimmed = line.trim()
      const opening = trimmed === '' ? null : openingOf(trimmed, start + line.length - line.trimStart().length)
      if (opening !== null) found.push(opening)
    }
    start = end + 1
  }
  return found
}

/** The longest rising series from one on among openings of one form that have text under them. */
const series = (text: string, openings: readonly Opening[]): Opening[] => {
  const kept: Opening[] = []
  for (const [index, opening] of openings.entries()) {
    const next = openings[index + 1]?.start ?? text.length
    const has = countVisible(text.slice(opening.end, Math.min(next, opening.end + 400))) >= leastText
    if (has && opening.ordinal === (kept.at(-1)?.ordinal ?? 0) + 1) kept.push(opening)
  }
  return kept
}

/** The words by which a text is called: those behind its number, else its whole heading, or the short line after it. */
const titleOf = (text: string, opening: Opening): Span => {
  const { rest, start, end } = opening
  const words = text.slice(rest.start, rest.end)
  if (opening.form !== 'floor' && words !== '') {
    const inner = /^[【《〈「“(（]?(.*?)[】》〉」”)）]?$/u.exec(words)?.[1] ?? words
    const bare = /[【《〈「“(（】》〉」”)）]/u.test(inner) ? words : inner
    const from = rest.start + words.indexOf(bare)
    return bare === '' ? { start, end } : { start: from, end: from + bare.length }
  }
  if (opening.stem === '' && opening.form !== 'floor') {
    const next = /^\s*([^\n\r]{2,30})[\n\r]/u.exec(text.slice(end, end + 200))
    const line = next?.[1]?.trim() ?? ''
    const isName = line !== '' && !/[。；;，,、：:…！!？?]/u.test(line) && !isMetadataLine(line) && !firstPoint.test(line)
    if (next !== null && isName) {
      const from = end + next[0].indexOf(line)
      return { start: from, end: from + line.length }
    }
  }
  return { start, end }
}

/** Text looked at for the page's own words on how many texts it holds. */
const topLength = 1_500

/**
 * The texts of a file that holds several: pages that collect them (第一篇：, 篇1, 范文一, 共14篇) and threads of posts. They
 * cover the text without a rest; words of the page before the first belong to the first. One text, or none that can be
 * told apart for certain, gives an empty list: a book with parts is one text.
 */
export const findTexts = (text: string): OneText[] => {
  const openings = openingsIn(text)
  if (openings.length < 2) return []
  const declaredIn = countNotice.exec(text.slice(0, topLength))
  const declared = declaredIn === null ? null : ordinalOf(declaredIn[1] ?? '')
  for (const form of ['piece', 'part', 'stem', 'floor'] as const) {
    const ofForm = openings.filter((opening) => opening.form === form)
    if (ofForm.length < 2) continue
    const stems = form === 'stem' ? [...new Set(ofForm.map(({ stem }) => stem))] : [null]
    for (const stem of stems.slice(0, 50)) {
      const chosen = series(text, stem === null ? ofForm : ofForm.filter((opening) => opening.stem === stem))
      if (chosen.length < 2 || pointsFor(text, chosen, declared) < 3) continue
      return chosen.map((opening, index) => ({
        start: index === 0 ? 0 : opening.start,
        end: chosen[index + 1]?.start ?? text.length,
        heading: { start: opening.start, end: opening.end },
        title: titleOf(text, opening),
      }))
    }
  }
  return []
}
