/** Kinds of numbering; two markers are of one series when their `style` is the same. */
export interface Marker {
  readonly style: string
  readonly ordinal: number
  /** As written, without the space behind it. */
  readonly text: string
  /** UTF-16 length of the marker with the space behind it. */
  readonly length: number
  /** True for 一是, 首先 …, which run into a sentence. */
  readonly runIn: boolean
  /** 3 for 第一章, 2 for 一、（一）, 1 for what short lists use as well. */
  readonly weight: 1 | 2 | 3
  /** The numbers above the last of 1.2.3: [1, 2]; empty for other markers. */
  readonly above: readonly number[]
}

const digits = '零〇一二三四五六七八九'
const formalDigits = '零壹貳叁肆伍陸柒捌玖'
const variants: Readonly<Record<string, number>> = {
  贰: 2, 叄: 3, 參: 3, 参: 3, 陆: 6, 貮: 2, 弐: 2, 兩: 2, 两: 2, 弌: 1, 弍: 2, 弎: 3, '○': 0, Ｏ: 0,
}
const units: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
/** 廿 is 二十, 卅 三十, 卌 四十. */
const tens: Readonly<Record<string, string>> = { 廿: '二十', 卄: '二十', 卅: '三十', 卌: '四十' }
const stems = '甲乙丙丁戊己庚辛壬癸'
const branches = '子丑寅卯辰巳午未申酉戌亥'
const roman: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 }

/** Value of a number in Chinese or Arabic figures up to 9,999; null when it is none. */
export const ordinalOf = (figures: string): number | null => {
  const ascii = figures.normalize('NFKC')
  if (/^\d{1,4}$/.test(ascii)) return Number(ascii)
  let total = 0
  let digit: number | null = null
  let plain = ''
  for (const character of figures.replace(/[廿卄卅卌]/gu, (sign) => tens[sign] ?? '')) {
    const value = digitOf(character)
    const unit = units[character]
    if (value !== null) {
      digit = value
      plain += String(value)
    } else if (unit !== undefined) {
      total += (digit ?? 1) * unit
      digit = null
      plain = ''
    } else return null
  }
  if (plain.length > 1) return total === 0 || plain.startsWith('0') ? total + Number(plain) : null
  return total + (digit ?? 0)
}

const digitOf = (character: string): number | null => {
  const plain = digits.indexOf(character)
  if (plain >= 0) return plain === 0 ? 0 : plain - 1
  const formal = formalDigits.indexOf(character)
  return formal >= 0 ? formal : (variants[character] ?? null)
}

/** Value of a roman number up to 89, written as the Romans did; null for any other word of these letters. */
const romanValue = (letters: string): number | null => {
  const capital = letters.toUpperCase()
  if (!/^(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/.test(capital) || capital === '') return null
  let value = 0
  for (let at = 0; at < capital.length; at += 1) {
    const here = roman[capital.charAt(at)] ?? 0
    value += here < (roman[capital.charAt(at + 1)] ?? 0) ? -here : here
  }
  return value
}

const chinese = '[零〇○一二三四五六七八九十百千廿卅卌兩两]{1,7}'
const either = `(?:${chinese}|[\\d０-９]{1,4})`
const space = '[ \\u00a0\\u3000\\t]*'
const gap = '[ \\u00a0\\u3000\\t]+'
const divisions = '部分|部|編|编|篇|卷|章|節|节|回|條|条|款|講|讲|課|课|幕|場|场|輯|辑|集|折|出|話|话|夜|封信|封|季|單元|单元|冊|册|則|则|首'
const unified: Readonly<Record<string, string>> = {
  编: '編', 节: '節', 条: '條', 讲: '講', 课: '課', 辑: '輯', 场: '場', 话: '話', 单元: '單元', 册: '冊', 则: '則',
}
/** Divisions whose name says little by itself: 第三首, 第一封信. */
const slightDivisions = new Set(['折', '出', '夜', '封', '封信', '季', '則', '首', '款', '話'])
/** Words that turn 一, 二, 三 into the opening of a point: 一是, 一要, 一靠 … */
const openers = '是|要|為|为|應|应|須|须|靠|抓|看|以|把|用|從|从|有|能|讓|让|重|強|强|加'
const first = /^(首先|其次|再次|再者|然後|然后|最後|最后)[，,、]?/u
const firstOrdinals: Readonly<Record<string, number>> = { 首先: 1, 其次: 2, 再次: 3, 再者: 3, 然後: 3, 然后: 3, 最後: 4, 最后: 4 }
/** What a figure counts or measures when they stand right behind it. */
const measures = '万萬亿億倍米元％%克吨噸岁歲℃'

interface Shape {
  readonly pattern: RegExp
  readonly style: (match: RegExpExecArray) => string
  readonly weight: Marker['weight']
  readonly runIn?: boolean
  readonly value?: (figures: string) => number | null
}

const byOrder = (signs: string) => (figures: string): number | null => {
  const at = signs.indexOf(figures)
  return at < 0 ? null : at + 1
}
/** ①–⑳, ⑴–⒇, ⒈–⒛, ❶–❿, ㈠–㈩, ㊀–㊉ by their place in the alphabet. */
const circles: readonly { readonly from: number; readonly count: number; readonly style: string }[] = [
  { from: 0x2460, count: 20, style: '①' },
  { from: 0x2474, count: 20, style: '⑴' },
  { from: 0x2488, count: 20, style: '⒈' },
  { from: 0x2776, count: 10, style: '❶' },
  { from: 0x3220, count: 10, style: '㈠' },
  { from: 0x3280, count: 10, style: '㊀' },
]
const circleOf = (sign: string): { readonly style: string; readonly value: number } | null => {
  const code = sign.charCodeAt(0)
  const range = circles.find(({ from, count }) => code >= from && code < from + count)
  return range === undefined ? null : { style: range.style, value: code - range.from + 1 }
}
const letterValue = (letter: string): number => (letter.normalize('NFKC').toLowerCase().charCodeAt(0) - 0x60)

const shapes: readonly Shape[] = [
  {
    pattern: new RegExp(`^([【〔\\[]?第${space}(${either})${space}(${divisions})[】〕\\]]?)[：:、.．·—-]{0,2}${space}`, 'u'),
    style: (match) => `第${unified[match[3] ?? ''] ?? match[3] ?? ''}`,
    weight: 3,
  },
  {
    pattern: new RegExp(`^((卷|部|篇|附[录錄]|附件)${space}(${either}))(?:[：:、.．]${space}|${gap}|$)`, 'u'),
    style: (match) => match[2] ?? '',
    weight: 3,
  },
  { pattern: new RegExp(`^([【〔\\[]?(?:Chapter|CHAPTER|Part|PART|Section|SECTION)${gap}((?:\\d{1,3}|[IVXLivxl]{1,7}))[】〕\\]]?)(?![A-Za-z\\d])[：:.．、—-]?${space}`, 'u'), style: () => 'Chapter', weight: 3, value: (figures) => (/^\d/.test(figures) ? Number(figures) : romanValue(figures)) },
  { pattern: new RegExp(`^(§${space}(\\d{1,3}))(?![\\d.])[、.．]?${space}`, 'u'), style: () => '§', weight: 2 },
  { pattern: new RegExp(`^((${chinese})[、.．])${space}`, 'u'), style: () => '一、', weight: 2 },
  { pattern: new RegExp(`^([（(]${space}(${chinese})${space}[）)][、.．]?)${space}`, 'u'), style: () => '（一）', weight: 2 },
  { pattern: new RegExp(`^(〔(${chinese})〕)${space}`, 'u'), style: () => '〔一〕', weight: 2 },
  { pattern: new RegExp(`^((${chinese})[）)])${space}`, 'u'), style: () => '一）', weight: 2 },
  {
    pattern: new RegExp(`^(([壹貳贰叁叄參参肆伍陸陆柒捌玖拾]{1,3})(?:[、.．]|(?=[ \\u3000\\t])))${space}`, 'u'),
    style: () => '壹、',
    weight: 2,
  },
  { pattern: new RegExp(`^([（(](\\d{1,2}(?:\\.\\d{1,2}){1,3})[）)])${space}(?=\\S)`, 'u'), style: (match) => `（1.${(match[2] ?? '').split('.').length}）`, weight: 1 },
  {
    pattern: new RegExp(`^(§?${space}((?:[\\d０-９]{1,2}[.．]){1,4}[\\d０-９]{1,2}))(?![\\d.%％])[、.．]?(${space})(?=\\S|$)`, 'u'),
    style: (match) => `1.${(match[2] ?? '').split(/[.．]/u).length}`,
    weight: 1,
  },
  { pattern: new RegExp(`^(([\\d０-９]{1,3})[.．、])(?![\\d０-９])${space}`, 'u'), style: (match) => (match[1]?.endsWith('、') === true ? '1、' : '1.'), weight: 1 },
  { pattern: new RegExp(`^([（(]${space}([\\d０-９]{1,3})${space}[）)][、.．]?)${space}`, 'u'), style: () => '（1）', weight: 1 },
  { pattern: new RegExp(`^(([\\d０-９]{1,3})[）)])${space}`, 'u'), style: () => '1）', weight: 1 },
  { pattern: new RegExp(`^(([①-⑳⑴-⒇⒈-⒛❶-❿㈠-㈩㊀-㊉]))[、.．]?${space}`, 'u'), style: (match) => circleOf(match[2] ?? '')?.style ?? '', weight: 1, value: (figures) => circleOf(figures)?.value ?? null },
  { pattern: new RegExp(`^(([甲乙丙丁戊己庚辛壬癸])(?:[、.．]|(?=[ \\u3000\\t])))${space}`, 'u'), style: () => '甲、', weight: 2, value: byOrder(stems) },
  { pattern: new RegExp(`^([（(]([甲乙丙丁戊己庚辛壬癸])[）)])${space}`, 'u'), style: () => '（甲）', weight: 2, value: byOrder(stems) },
  { pattern: new RegExp(`^(([子丑寅卯辰巳午未申酉戌亥])、)${space}`, 'u'), style: () => '子、', weight: 1, value: byOrder(branches) },
  { pattern: new RegExp(`^((I{1,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XVI{0,3}|XIX|XX)[.．、])(?!\\S*[A-Za-z]{2}\\.)${space}`, 'u'), style: () => 'I.', weight: 2, value: romanValue },
  { pattern: new RegExp(`^(([Ⅰ-Ⅻ])[.．、]?)${space}`, 'u'), style: () => 'Ⅰ', weight: 2, value: (figures) => figures.charCodeAt(0) - 0x215f },
  { pattern: new RegExp(`^([（(]([A-Za-z])[）)])${space}`, 'u'), style: (match) => (/[A-Z]/.test(match[2] ?? '') ? '（A）' : '（a）'), weight: 1, value: letterValue },
  { pattern: new RegExp(`^(([A-Za-zＡ-Ｚ])(?:[、.．](?![A-Za-z])|[）)]))${space}`, 'u'), style: (match) => `${/[A-ZＡ-Ｚ]/u.test(match[2] ?? '') ? 'A' : 'a'}${/[）)]$/u.test(match[1] ?? '') ? ')' : '.'}`, weight: 1, value: letterValue },
  {
    pattern: new RegExp(`^((${chinese})(${openers}))`, 'u'),
    style: (match) => `一${match[3] ?? ''}`,
    weight: 1,
    runIn: true,
  },
  { pattern: /^(第([一二三四五六七八九十]{1,3})(?:點|点|個方面|个方面)?)[，,、：:]/u, style: () => '第一，', weight: 1, runIn: true },
  { pattern: /^(其([一二三四五六七八九十]))[，,、是：:]/u, style: () => '其一', weight: 1, runIn: true },
  { pattern: new RegExp(`^((${chinese}))(?:$|\\u3000[ \\u3000]*|[ \\t]{1,4})`, 'u'), style: () => '一', weight: 1 },
  { pattern: new RegExp(`^(([\\d０-９]{1,2}))(?:$|[ \\u3000\\t\\u00a0]{1,4}(?=[\\p{L}《「“]))`, 'u'), style: () => '1', weight: 1 },
]

/** What a marker can begin with; most lines of a text do not. */
const beginning = /^[【〔[第卷部篇附CPS§（(零〇○一二三四五六七八九十百千廿卅卌兩两壹貳贰叁叄參参肆伍陸陆柒捌玖拾\d０-９①-⑳⑴-⒇⒈-⒛❶-❿㈠-㈩㊀-㊉甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥IVXⅠ-ⅫA-Za-zＡ-Ｚ其首再然最]/u

/** The marker a heading or list line starts with, or null. The line must not start with white space. */
export const markerOf = (line: string): Marker | null => {
  if (!beginning.test(line.charAt(0))) return null
  const head = line.slice(0, 24)
  for (const shape of shapes) {
    const match = shape.pattern.exec(head)
    if (match === null) continue
    const style = shape.style(match)
    const figures = (style === '卷' || style === '部' || style === '篇' || style.startsWith('附') ? match[3] : match[2]) ?? ''
    const numbers = style.startsWith('1.') || style.startsWith('（1.') ? figures.split(/[.．]/u).map((part) => Number(part.normalize('NFKC'))) : []
    const ordinal = numbers.length > 1 ? (numbers.at(-1) ?? 0) : (shape.value ?? ordinalOf)(figures)
    if (ordinal === null || ordinal === 0) continue
    // 1.5万 and 3.5 倍 are quantities.
    if (numbers.length > 1 && measures.includes(head.charAt(match[0].length) || ' ') && /\d$/u.test(match[0])) continue
    return {
      style,
      ordinal,
      text: (match[1] ?? '').trimEnd(),
      length: match[0].length,
      runIn: shape.runIn ?? false,
      weight: slightDivisions.has(style.slice(1)) && shape.weight === 3 ? 2 : shape.weight,
      above: numbers.length > 1 ? numbers.slice(0, -1) : [],
    }
  }
  const match = first.exec(head)
  const word = match?.[1]
  if (match === null || word === undefined) return null
  return {
    style: '首先',
    ordinal: firstOrdinals[word] ?? 1,
    text: word,
    length: match[0].length,
    runIn: true,
    weight: 1,
    above: [],
  }
}
