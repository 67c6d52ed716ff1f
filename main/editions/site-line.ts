import type { Doubt, Examined } from './doubt.ts'
import type { Finding } from './draft.ts'
import type { ProseCost } from './prose-cost.ts'

/** A line of a site that says without a count that the text goes on elsewhere. */
export interface UncountedCut {
  readonly finding: Finding
  /** The words of the notice. */
  readonly start: number
  readonly end: number
  /** Share of the text that it says is left out, 0 to 1; null where it says none. */
  readonly hidden: number | null
  /** True where it stands for left-out text even when text follows. */
  readonly cutsMiddle: boolean
}

const longestLine = 80
const gate = '(?:登[录錄入陆陸]|注册|註冊|[订訂][阅閱]|购买|購買|开通|開通|付[费費]|充值|[解][锁鎖]|下[载載]|[关關]注|[扫掃][码碼]|加入会员|加入會員|成[为為][会會][员員])'
const reading = '(?:查看|[阅閱][读讀]|[浏瀏][览覽]|[继繼][续續]|解[锁鎖]|[观觀]看|[显顯]示|[获獲][取得])'
const rest = '(?:全文|全部|剩[余餘]|完整|更多|[后後][续續]|其[余餘]|余下|餘下|本文|全章|全篇|下文|[内內]容|正文)'
/** Whole lines, brackets and dots around them taken off. */
const cutLines: readonly { readonly pattern: RegExp; readonly cutsMiddle: boolean }[] = [
  { pattern: new RegExp(`^(?:[您你请請][^。]{0,10})?(?:${gate}[^。\\n]{0,14}${reading}?[^。\\n]{0,8}${rest}|${reading}${rest}[^。\\n]{0,10}${gate})[^。\\n]{0,14}$`, 'u'), cutsMiddle: true },
  // Any order of who may read and what: 余下全文请扫码关注公众号阅读, 以下内容需要订阅后阅读.
  { pattern: new RegExp(`^(?=[^。\\n]{4,40}$)(?=.*(?:${gate}|APP|VIP|[会會][员員]))(?=.*(?:全文|全部[内內]容|剩[余餘]|余下|餘下|完整[内內]容|[后後][续續][内內]容|更多[内內]容|[隐隱]藏|以下[内內]容|其[余餘]))(?=.*(?:${reading}|可[见見看]))(?!.*(?:如何|怎[样樣么麼]|方法|的人|[为為]什))[^。]*$`, 'iu'), cutsMiddle: true },
  { pattern: /^(?:您的?)?(?:免[费費])?(?:[试試][读讀看]|[预預][览覽])(?:部分|[内內]容|章[节節])?(?:已|到此|至此)?(?:[结結]束|完[毕畢]|到此[为為]止)[^\n]{0,30}$/u, cutsMiddle: true },
  { pattern: /^(?:[点點][击擊按我]|[轻輕][触觸])?(?:展[开開]|查看|[阅閱][读讀])(?:[阅閱][读讀]|查看)?[ ]?(?:全文|全部|剩[余餘]|更多|余下|完整)(?:[内內]容|全文|部分|章[节節])?[ ]*[>»▼↓﹀∨↴…]*$/u, cutsMiddle: false },
  { pattern: /^(?:(?:[仅僅]|目前|[当當]前)?[显顯]示(?:部分|前)[^。\n]{0,12}|以上[为為][试試][读讀][内內]?容?|后面还有[^。\n]{0,12})$/u, cutsMiddle: true },
  { pattern: /^(?:省略|[删刪]去|略去|[隐隱]去|[隐隱]藏)了?(?:若干|部分|大量)(?:文?字|行|段|[内內]容)$/u, cutsMiddle: true },
  { pattern: /^(?:此[处處]|以下|中[间間]|[后後]文|下文|余下|餘下|其[余餘])(?:[内內]容|文字|部分)?(?:已|被|[为為])?(?:[隐隱]藏|省略|[删刪][节節除去]|略去)(?:了)?(?:若干|部分|大量)?(?:字|[内內]容|文字)?$/u, cutsMiddle: true },
]
const percentage = /(?:剩[余餘]|[还還]有|余下|餘下|[未]?[读讀]?[^\d\n]{0,4}[隐隱]藏)(?:[约約])?[^\d\n]{0,6}?(\d{1,2}(?:\.\d+)?)[ ]*[%％][^\n]{0,24}$/u
const toBeContinued = /^(?:未完[，,]?[ ]?待[续續]|待[续續]|本章未完|to be continued)$/iu

/** Lines of a site's own, between or around those of the text. */
const siteLines: readonly RegExp[] = [
  /^本[章页頁节節](?:还)?未完[，,]?[^\n]{0,30}(?:下一[页頁章]|[继繼][续續]|精彩)[^\n]{0,20}$/u,
  /^(?:小主[，,])?[这這]个?章[节節][后後]面[还還]有[^\n]{0,40}$/u,
  /^(?:[请請])?(?:手[机機]|[电電][脑腦]|移[动動]端|PC|平板)(?:用[户戶]|版|端|站|[阅閱][读讀])[^\n。]{0,12}(?:[请請]|[浏瀏][览覽]|[访訪][问問]|登[录錄]|[阅閱][读讀])[^\n]{0,50}$/iu,
  /^(?:[请請])?(?:[记記]住|收藏)(?:本[书書站]|我[们們])[^\n]{0,8}(?:[网網]址|域名|首[发發]|地址|[：:])[^\n]{0,50}$/u,
  /^(?:天才)?一秒[记記]住[^\n]{0,50}$/u,
  /^[^\n。]{0,24}(?:最新章[节節]|最快更新|更新最快|全文字[^\n]{0,6}[无無]|[无無][弹彈]窗|首[发發]域名|本[书書章]首[发發]|[纯純]文字在[线線][阅閱][读讀])[^\n]{0,50}(?:www\.|https?:|\.com|\.net|\.org|\.cc|[网網]|[请請]|[阅閱][读讀]|[免])[^\n]{0,40}$/iu,
  /^(?:[（(【]?(?:ps|p\.s\.)[：:. ]*)?(?:继续|繼續|跪|再|新[书書]|大家|各位|[书書]友们?|[书書]友們?|弱弱的?|求)*求(?:一?下)?(?:[月]票|推[荐薦]票?|收藏|[订訂][阅閱]|打[赏賞]|[红紅]包|[鲜鮮]花|保底|[评評][论論]|首[订訂])(?:[，,、！!~～ 和]*(?:求)?(?:月票|推[荐薦]票?|收藏|[订訂][阅閱]|打[赏賞]|[红紅]包|[鲜鮮]花|[评評][论論]|保底|首[订訂]|支持|各[种種]求))*[！!。~～… ）)】]*$/iu,
  /^(?:[喜][欢歡]|推荐|如果您?[喜]欢)[^\n。]{1,30}(?:[请請](?:大家)?|[记記]得)(?:收藏|推[荐薦]|分享)[^\n]{0,40}$/u,
  /^(?:<<|《《|«|←)?[ ]*上一[章页頁篇][^\n。]{0,12}(?:目[录錄]|返回|下一[章页頁篇])[^\n。]{0,20}$/u,
  /^(?:加入[书書][签籤架]|返回[书書][页頁目][录錄]?|返回目[录錄]|章[节節](?:[报報][错錯]|目[录錄])|[投]推[荐薦]票|[报報][错錯])[^\n。]{0,24}$/u,
  /^[^\n]{0,10}(?:[扫掃]一[扫掃]|[长長]按)[^\n]{0,10}(?:二[维維][码碼])[^\n]{0,40}$/u,
  /^(?:更多|精彩|最新|海量)[^\n。]{0,20}(?:[请請]|[尽盡]在|就[在到])[^\n。]{0,8}(?:[关關]注|[访訪][问問]|登[录錄]|搜索|[浏瀏][览覽]|点击|點擊)[^\n]{0,50}$/u,
  /^(?:未[经經](?:[许許]可|授[权權])[，,]?[^\n]{0,8})?(?:如需)?(?:[转轉][载載]|引用)[^\n。]{0,6}(?:[请請]|[须須])(?:[务務]必)?(?:[注註]明|[标標]明|保留)[^\n]{0,50}$/u,
  /^[【\[（(]?(?:[广廣]告|[赞贊]助商?[链鏈連][接結结]|推[广廣])[】\]）)]?(?:[：:][^\n]{0,60})?$/u,
  /^分享到[：:][^\n]{0,40}$/u,
  /^[^\n。；]{0,16}(?:[关關]注|加入?|搜索|添加)[^\n。；]{0,8}(?:微信|QQ|公[众眾][号號]|交流群|[读讀]者群)[^\n。；]{0,8}[：: ]+[A-Za-z\d_-]{5,20}[^\n。；]{0,24}$/u,
]

const isEdge = (text: string, start: number, end: number): boolean => {
  const before = text.slice(Math.max(0, start - 2000), start).trim()
  const after = text.slice(end, end + 2000).trim()
  return before.split('\n').length <= 3 || after === '' || after.split('\n').length <= 3 && after.length < 200
}

interface LineAt {
  readonly text: string
  readonly bare: string
  readonly start: number
  readonly end: number
}

/** Any word that these lines are made of; a text without one is not read line by line. */
const telltale =
  /登[录錄入陆陸]|注册|註冊|[试試][读讀看]|[预預][览覽]|展[开開]|全文|未完|待[续續]|[隐隱]藏|省略|[%％]|下一[页頁章篇]|[记記]住|章[节節]|月票|推[荐薦]|收藏|[订訂][阅閱]|二[维維][码碼]|[转轉][载載]|[广廣]告|分享|公[众眾][号號]|微信|QQ|手[机機]|更新|[书書][签籤架]|打[赏賞]|[请請]|付[费費]|[购購][买買]|剩[余餘]|[会會][员員]|[阅閱][读讀]|continued/iu

const linesOf = (text: string): LineAt[] => {
  const lines: LineAt[] = []
  let start = 0
  for (const line of text.split('\n')) {
    if (line.length <= longestLine + 20 && telltale.test(line)) {
      const bare = line
        .trim()
        .replace(/^[\s（(【\[<＜［〔—\-=*…⋯.·。>》]+|[\s）)】\]>＞］〕—\-=*…⋯.。！!∨▼▽﹀»]+$/gu, '')
      if (bare !== '' && bare.length <= longestLine) lines.push({ text: line, bare, start, end: start + line.length })
    }
    start += line.length + 1
  }
  return lines
}

const wholeLine = (text: string, { start, end }: LineAt): { start: number; end: number } =>
  text.charAt(end) === '\n' ? { start, end: end + 1 } : start > 0 ? { start: start - 1, end } : { start, end }

/** Speech, and remarks of someone who tells: no site's lines. */
const isTold = (line: string): boolean => /[“「『]|[我他她它]|[说說][：:]?$/u.test(line.replace(/我[们們]/gu, ''))

/** Lines that stand for text which is not there, without saying how many characters it has. */
export const findUncountedCuts = (text: string): UncountedCut[] => {
  const found: UncountedCut[] = []
  for (const line of linesOf(text)) {
    if (isTold(line.text)) continue
    const share = percentage.exec(line.bare)
    const known = cutLines.find(({ pattern }) => pattern.test(line.bare))
    const continued = toBeContinued.test(line.bare) && text.slice(line.end).trim().length < 200
    if (share === null && known === undefined && !continued) continue
    if (share !== null && !/未[读讀]|全文|[阅閱][读讀]|[隐隱]藏|[内內]容|展[开開]|[付购購]/u.test(line.bare)) continue
    const hidden = share === null ? null : Number(share[1]) / 100
    const range = wholeLine(text, line)
    const lead = line.text.length - line.text.trimStart().length
    found.push({
      start: line.start + lead,
      end: line.start + line.text.trimEnd().length,
      hidden,
      cutsMiddle: known?.cutsMiddle ?? share !== null,
      finding: {
        ...range,
        after: '',
        class: 'site-notice',
        confidence: 0.95,
        basis: 'The site, not the author, says here that the text goes on elsewhere; the remark became a gap.',
      },
    })
  }
  return found
}

const address = "(?:https?:\\/\\/|www\\.)[\\w./?=&%#~:+@-]+"
const credit = new RegExp(
  `[（(【\\[]?(?:(?:本文|文章|[资資]料|原文|[内內]容|[选選]自|素材)?(?:[来來]自|[来來]源(?:于|於)?|出自|[转轉](?:[载載])?自|首[发發](?:于|於)?|摘自|源自)|更多[^\\s，。]{0,10}[请請](?:[访訪][问問]|登[录錄]|[浏瀏][览覽])|[请請][访訪][问問]|最新章[节節][请請]到|[欢歡]迎[访訪][问問])[ ]?[:：]?[ ]?${address}[）)】\\]]?`,
  'giu',
)
const bareAddress = new RegExp(`(?<=\\p{Script=Han})${address}(?=\\p{Script=Han})`, 'giu')
const bracketed = /[\[【][来來]源[：:][^\]】\n]{1,30}[\]】]/gu

/** How much more the two sides cost apart than joined, in nats, from which on a word was cut in two. */
const cutWord = 4

/**
 * Lines and remarks that a site put into the text and that stand for nothing: advertisements, calls for votes, links.
 * Whole lines go by their wording; a remark inside a sentence only where it cuts a word in two or stands between two
 * sentences.
 */
export const findSiteLines = (text: string, cost: ProseCost): Examined<Finding> => {
  const findings: Finding[] = []
  const doubts: Doubt[] = []
  for (const line of linesOf(text)) {
    const whole = line.text.trim()
    if (isTold(line.text) || !siteLines.some((pattern) => pattern.test(whole) || pattern.test(line.bare))) continue
    findings.push({
      ...wholeLine(text, line),
      after: '',
      class: 'site-notice',
      confidence: 0.95,
      basis: 'A line of the site’s own: it speaks to visitors of the site, not to readers of the text.',
    })
  }
  const chapters = [...text.matchAll(/(?<=^|\n)([ \u3000]*)(?:正文|VIP章[节節]|最新章[节節])[ \u3000]+(?=第[\d一二三四五六七八九十百千零〇两]{1,9}[章回节節卷])/gu)]
  if (chapters.length >= 2) {
    for (const { 0: words, 1: lead = '', index } of chapters) {
      findings.push({
        start: index + lead.length,
        end: index + words.length,
        after: '',
        class: 'site-notice',
        confidence: 0.95,
        basis: `“${words.trim()}” stands before ${chapters.length} chapter headings; it is the site's name for its pages.`,
      })
    }
  }
  const remark = (start: number, words: string, always: boolean): void => {
    const end = start + words.length
    const left = /[^\n]*$/u.exec(text.slice(Math.max(0, start - 10), start))?.[0] ?? ''
    const right = /^[^\n]*/u.exec(text.slice(end, end + 10))?.[0] ?? ''
    const gain = cost.of(left) + cost.of(right) - cost.of(left.trimEnd() + right.trimStart())
    const cuts = /\p{Script=Han}$/u.test(left) && /^\p{Script=Han}/u.test(right) && gain >= cutWord
    const between = always && /[。！？”」；]$/u.test(left) && (right === '' || /^[\p{Script=Han}“「]/u.test(right))
    const opensLine = always && left === '' && /^\p{Script=Han}/u.test(right)
    if (cuts || between) {
      findings.push({
        start,
        end,
        after: '',
        class: 'site-notice',
        confidence: cuts ? 0.97 : 0.93,
        basis: cuts
          ? 'The site’s remark stands inside a word of the text.'
          : 'The site’s remark stands between two sentences of the text.',
      })
    } else if (!always) {
      if (!/[看见見到在问問入址站链鏈接用为為是开開查从從载載向与與和上按输輸登录錄：:]$/u.test(left)) {
        doubts.push({ offset: start, what: 'a remark or link of the site seems to stand in the text' })
      }
    } else if ( (left !== '' || right !== '' || !isEdge(text, start, end) || opensLine)) {
      doubts.push({ offset: start, what: 'a remark or link of the site seems to stand in the text' })
    }
  }
  if (/https?:|www\./i.test(text)) {
    const taken: { start: number; end: number }[] = []
    for (const { 0: words, index } of text.matchAll(credit)) {
      taken.push({ start: index, end: index + words.length })
      remark(index, words, true)
    }
    for (const { 0: words, index } of text.matchAll(bareAddress)) {
      if (!taken.some(({ start, end }) => index < end && index + words.length > start)) remark(index, words, false)
    }
  }
  for (const { 0: words, index } of text.matchAll(bracketed)) {
    const inLine = text.charAt(index + words.length) !== '\n' && index + words.length < text.length
    if (inLine || /[A-Za-z\d]/.test(words)) remark(index, words, /[A-Za-z\d]/.test(words))
  }
  const lone = /(?<=\p{Script=Han})['"](?=\p{Script=Han})/gu
  if (/['"]/.test(text)) {
    let start = 0
    for (const line of text.split('\n')) {
      const marks = line.match(/['"]/g)?.length ?? 0
      if (marks === 1) for (const { index } of line.matchAll(lone)) doubts.push({ offset: start + index, what: 'a lone quotation mark stands inside a sentence' })
      start += line.length + 1
    }
  }
  const kept: Finding[] = []
  for (const one of findings.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one)
  }
  return { findings: kept, doubts }
}
