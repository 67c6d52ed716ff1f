import type { Finding } from './draft.ts'
import { ordinalOf } from './marker.ts'

/** A site's remark that text is left out, with the counts it states; offsets are UTF-16 units of the searched text. */
export interface SiteNotice {
  readonly finding: Finding
  /** The words of the notice itself, without the line end that goes with it. */
  readonly start: number
  readonly end: number
  /** Characters it says are left out here. */
  readonly omitted: number | null
  readonly total: number | null
  readonly shown: number | null
}

const spelled = '一二两兩三四五六七八九十百千万萬零〇'
const number =
  `([\\d０-９][\\d０-９,，]*(?:[.．]\\d{1,2}(?=[ ]*[千万萬]))?[ ]*[千万萬]?|[${spelled}]{2,9})[ ]*` +
  '(?:多|余|餘|來|来)?[ ]*(?:个|個)?(?:汉|漢)?(?:字符|字元|字|characters)'
const omission = new RegExp(
  `(?:省略|隐藏|隱藏|略去|删节|刪節|删去|刪去|剩余|剩餘|余下|餘下|还有|還有|未显示|未顯示)[^\\d０-９\\n]{0,8}?${number}`,
  'u',
)
const total = new RegExp(`(?:全文|原文|本文|文章|正文)[^\\d０-９\\n。]{0,6}?${number}`, 'u')
const shown = new RegExp(`(?:显示|顯示|展示|阅读|閱讀|预览|預覽|试读|試讀)[^\\d０-９\\n。]{0,6}?${number}`, 'u')
const anyCount = new RegExp(`(?:${omission.source})|(?:${total.source})|(?:${shown.source})`, 'gu')
/** Words of a page's operator; authors have no use for them beside a count. */
const siteWords =
  /会员|會員|登[录錄入陆陸]|注册|註冊|下载|下載|付[费費]|购买|購買|[阅閱][读讀](?:全文|全部|完整|下面)|完整[阅閱][读讀]|查看(?:全文|更多|完整)|未完|https?:|www\.|点击|點擊|展开|展開|VIP|订阅|訂閱|隐藏|隱藏|提示信息|解[锁鎖]/iu
const bookmark =
  /^[ \t]*(?:收藏|加入[收书書]|分享|举报|舉報|打印|列印|下载|下載)(?:[^\n]{0,6}《[^\n》]{1,80}》|[^\n]{0,6}$)/u

/** A line of its own that says nothing else. */
const plainRest = new RegExp(`^(?:[后後下]面|以下|余下|餘下|剩[余餘])(?:[还還]有)?[ ]?(?:[约約])?${number}(?:未[显顯]示|未[读讀]|未[阅閱][读讀])?$`, 'u')

const ellipsis = '[…⋯]|\\.{3,}|。{3,}'
const openers = '(（[［【〔<＜'
const closers = ')）]］】〕>＞'

/** 500, 1000, 3000: how people say "very many"; a program's count is seldom so round. */
const isRound = (count: number | null): boolean => count !== null && /^\d0*$/.test(String(count))

/** （省略4180字）: nothing but the count, by nobody the remark names, of more than a sentence. */
const isBareRemark = (words: string): boolean =>
  words.length <= 24 && /\d{3}|[０-９]{3}|\d[,，]\d{3}/u.test(words) && !/作者|[笔筆]者|[删刪]|我/u.test(words)

/** A whole line without brackets or dots can be a remark only where it is short and speaks of nobody and no editing. */
const isPlainRemark = (words: string): boolean => words.length <= 60 && !/[我你他她它牠删刪；;“「]|[^您]们|們|略去|作者/u.test(words)

/** 两千三百 → 2300, 三万五千 → 35000; null for what is no number. */
const spelledValue = (figures: string): number | null => {
  const [high, low] = /[万萬]/u.test(figures) ? figures.split(/[万萬]/u) : ['', figures]
  const plain = (part: string): number | null => (part === '' ? 0 : ordinalOf(part.replace(/[两兩]/gu, '二')))
  const thousands = high === '' ? 0 : plain(high ?? '')
  const rest = plain(low ?? '')
  return thousands === null || rest === null ? null : thousands * 10_000 + rest
}

const value = (match: RegExpExecArray | null): number | null => {
  const figures = match?.[1]
  if (figures === undefined) return null
  if (new RegExp(`^[${spelled}]+$`, 'u').test(figures)) return spelledValue(figures)
  const scale = /[万萬]/u.test(figures) ? 10_000 : figures.includes('千') ? 1000 : 1
  return Math.round(Number(figures.normalize('NFKC').replace(/[,，千万萬 ]/gu, '')) * scale)
}

interface Frame {
  readonly start: number
  readonly end: number
  readonly bracketed: boolean
  readonly dotsBefore: boolean
  readonly dotsAfter: boolean
}

/** The line behind a line end, cut at a notice's reach; empty where no line ends. */
const lineBehind = (text: string, lineEnd: number): string =>
  text.charAt(lineEnd) === '\n' ? (text.slice(lineEnd + 1, lineEnd + 1 + farthest).split('\n')[0] ?? '') : ''

/** How far from its count a notice reaches, in UTF-16 units. */
const farthest = 300

/** The brackets and dots around a count, from `lineStart`; a bracket may close in the bookmark line that follows. */
const frameOf = (text: string, at: number, lineStart: number, lineEnd: number): Frame => {
  let depth = 0
  let open = -1
  for (let index = at - 1; index >= lineStart; index -= 1) {
    const character = text.charAt(index)
    if (closers.includes(character)) depth += 1
    else if (openers.includes(character)) {
      if (depth === 0) {
        open = index
        break
      }
      depth -= 1
    }
  }
  const dots = (from: number, to: number): RegExpExecArray | null =>
    new RegExp(`(?:${ellipsis})+$`, 'u').exec(text.slice(Math.max(lineStart, from), to))
  let start = open
  let bracketed = false
  let end = at
  if (open >= 0) {
    let level = 0
    let close = -1
    const nextLine = lineBehind(text, lineEnd)
    const nextEnd = lineEnd + 1 + nextLine.length
    const limit = bookmark.test(nextLine.replace(/[)）\]】〕]\s*$/u, '')) ? nextEnd : lineEnd
    for (let index = open; index < limit; index += 1) {
      const character = text.charAt(index)
      if (openers.includes(character)) level += 1
      else if (closers.includes(character)) {
        level -= 1
        if (level === 0) {
          close = index + 1
          break
        }
      }
    }
    bracketed = close >= 0
    end = close >= 0 ? close : lineEnd
  }
  if (!bracketed) {
    const left = text.slice(lineStart, at)
    const lastDots = [...left.matchAll(new RegExp(`(?:${ellipsis})+`, 'gu'))].at(-1)
    const near = lastDots !== undefined && at - lineStart - lastDots.index - lastDots[0].length <= 60
    // Without dots or brackets a remark is one sentence; what stands before or behind it is the author's.
    const sentence = /[^。！？!?]*$/u.exec(left)?.[0] ?? ''
    start = near ? lineStart + lastDots.index + lastDots[0].length : at - sentence.length
    const right = new RegExp(`(?:${ellipsis})`, 'u').exec(text.slice(at, lineEnd))
    const stop = /[。！？!?]/u.exec(text.slice(at, lineEnd))
    end = right !== null ? at + right.index : stop !== null ? at + stop.index + 1 : lineEnd
  }
  const before = dots(start - 40, start)
  const dotsStart = before === null ? start : start - before[0].length
  const after = new RegExp(`^(?:${ellipsis})+`, 'u').exec(text.slice(end, end + 40))
  return {
    start: dotsStart,
    end: after === null ? end : end + after[0].length,
    bracketed,
    dotsBefore: before !== null,
    dotsAfter: after !== null,
  }
}

/**
 * Finds the remarks by which a site says that it left text out or shows a part only. A remark counts when dots frame it
 * on both sides, or when it is bracketed or stands on its own line and speaks the language of a site's operator; an
 * author's own ellipsis does not, nor his 此處省略500字: a round count inside a line without an operator's word.
 */
export const findSiteNotices = (text: string): SiteNotice[] => {
  const notices: SiteNotice[] = []
  let done = 0
  for (const match of text.matchAll(anyCount)) {
    const at = match.index
    if (at < done) continue
    const from = Math.max(done, at - farthest)
    const to = Math.min(text.length, at + farthest)
    const lineStart = from + text.slice(from, at).lastIndexOf('\n') + 1
    const lineBreak = text.slice(at, to).indexOf('\n')
    const lineEnd = lineBreak < 0 ? to : at + lineBreak
    const startsLine = lineStart === 0 || text.charAt(lineStart - 1) === '\n'
    const endsLine = lineEnd === text.length || text.charAt(lineEnd) === '\n'
    const frame = frameOf(text, at, lineStart, lineEnd)
    const words = text.slice(frame.start, frame.end)
    const counts = {
      omitted: value(omission.exec(words)),
      total: value(total.exec(words)),
      shown: value(shown.exec(words)),
    }
    const alone =
      startsLine &&
      endsLine &&
      text.slice(lineStart, frame.start).trim() === '' &&
      text.slice(Math.min(frame.end, lineEnd), lineEnd).trim() === ''
    const spokenBySite = siteWords.test(words)
    const framed = frame.dotsBefore && frame.dotsAfter
    const shownOnly = counts.shown !== null && /[仅僅只]/u.test(words)
    const statesCut = counts.omitted !== null || (counts.shown !== null && counts.total !== null) || shownOnly
    const isBelievable = (): boolean =>
      (counts.omitted !== null && framed && words.length <= 160 && (alone || !isRound(counts.omitted))) ||
      (spokenBySite &&
        (frame.bracketed || framed || (alone && (frame.dotsBefore || frame.dotsAfter || isPlainRemark(words)))) &&
        words.length <= 240) ||
      (frame.bracketed && counts.total !== null && counts.shown !== null) ||
      (counts.omitted !== null && frame.bracketed && isBareRemark(words) && !isRound(counts.omitted))
    // Who tells a joke spells the number; a site does so only beside its own words.
    const isSpelled = !/[\d０-９]/u.test(words)
    const believable =
      !(isSpelled && !spokenBySite) &&
      ((alone && words.length <= 60 && counts.total !== null && counts.shown !== null && isPlainRemark(words)) ||
        (alone && plainRest.test(words.trim())) ||
        isBelievable())
    if (!statesCut || !believable) continue


    let end = frame.end
    const nextLine = lineBehind(text, end)
    if (bookmark.test(nextLine)) end = end + 1 + nextLine.length
    const noticeStart = alone ? lineStart : frame.start
    const ownLines = alone && (end === text.length || text.charAt(end) === '\n')
    const takesNext = ownLines && text.charAt(end) === '\n'
    const takesPrevious = ownLines && !takesNext && noticeStart > 0
    notices.push({
      start: frame.start,
      end,
      ...counts,
      finding: {
        start: takesPrevious ? noticeStart - 1 : noticeStart,
        end: takesNext ? end + 1 : end,
        after: '',
        class: 'site-notice',
        confidence: spokenBySite || framed ? 0.99 : 0.85,
        basis: 'The site, not the author, says here that text is left out and how much; the remark became a gap.',
      },
    })
    done = end
  }
  return notices
}
