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
}

const digits = '零〇一二三四五六七八九'
const formalDigits = '零壹貳叁肆伍陸柒捌玖'
const formalVariants: Readonly<Record<string, number>> = { 贰: 2, 叄: 3, 參: 3, 参: 3, 陆: 6, 貮: 2, 弐: 2 }
const units: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const stems = '甲乙丙丁戊己庚辛壬癸'

/** Value of a number in Chinese or Arabic figures up to 9,999; null when it is none. */
export const ordinalOf = (figures: string): number | null => {
  const ascii = figures.normalize('NFKC')
  if (/^\d{1,4}$/.test(ascii)) return Number(ascii)
  let total = 0
  let digit: number | null = null
  let plain = ''
  for (const character of figures) {
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
  if (plain.length > 1) return total === 0 ? Number(plain) : null
  return total + (digit ?? 0)
}

const digitOf = (character: string): number | null => {
  const plain = digits.indexOf(character)
  if (plain >= 0) return plain === 0 ? 0 : plain - 1
  const formal = formalDigits.indexOf(character)
  return formal >= 0 ? formal : (formalVariants[character] ?? null)
}

const chinese = '[零〇一二三四五六七八九十百千]{1,7}'
const either = '(?:[零〇一二三四五六七八九十百千]{1,7}|\\d{1,4})'
const space = '[ \\u00a0\\u3000\\t]*'
const divisions = '部分|部|編|编|篇|卷|章|節|节|回|條|条|款|講|讲|課|课|幕|輯|辑|集'
const unified: Readonly<Record<string, string>> = { 编: '編', 节: '節', 条: '條', 讲: '講', 课: '課', 辑: '輯' }
/** Words that turn 一, 二, 三 into the opening of a point: 一是, 一要, 一靠 … */
const openers = '是|要|為|为|應|应|須|须|靠|抓|看|以|把|用|從|从|有|能|讓|让|重|強|强|加'
const first = /^(首先|其次|再次|最後|最后)[，,、]?/u
const firstOrdinals: Readonly<Record<string, number>> = { 首先: 1, 其次: 2, 再次: 3, 最後: 4, 最后: 4 }

interface Shape {
  readonly pattern: RegExp
  readonly style: (match: RegExpExecArray) => string
  readonly weight: Marker['weight']
  readonly runIn?: boolean
}

const shapes: readonly Shape[] = [
  {
    pattern: new RegExp(`^(第${space}(${either})${space}(${divisions}))[：:、.．]?${space}`, 'u'),
    style: (match) => `第${unified[match[3] ?? ''] ?? match[3] ?? ''}`,
    weight: 3,
  },
  { pattern: new RegExp(`^(篇(${either}))[：:、]?${space}`, 'u'), style: () => '篇', weight: 3 },
  { pattern: new RegExp(`^((${chinese})[、.．])${space}`, 'u'), style: () => '一、', weight: 2 },
  { pattern: new RegExp(`^([（(](${chinese})[）)]、?)${space}`, 'u'), style: () => '（一）', weight: 2 },
  {
    pattern: new RegExp(`^(([壹貳贰叁叄參参肆伍陸陆柒捌玖拾]{1,3})[、.．])${space}`, 'u'),
    style: () => '壹、',
    weight: 2,
  },
  {
    pattern: new RegExp(`^((?:\\d{1,2}\\.){1,4}(\\d{1,2}))(?![\\d.%％])[、.．]?${space}(?=\\S)`, 'u'),
    style: (match) => `1.${(match[1] ?? '').split('.').length}`,
    weight: 1,
  },
  { pattern: new RegExp(`^((\\d{1,3})[.．、])(?!\\d)${space}`, 'u'), style: () => '1.', weight: 1 },
  { pattern: new RegExp(`^([（(](\\d{1,3})[）)]、?)${space}`, 'u'), style: () => '（1）', weight: 1 },
  { pattern: new RegExp(`^((\\d{1,3})[）)])${space}`, 'u'), style: () => '1）', weight: 1 },
  { pattern: new RegExp(`^(([①-⑳]))${space}`, 'u'), style: () => '①', weight: 1 },
  { pattern: new RegExp(`^(([甲乙丙丁戊己庚辛壬癸])、)${space}`, 'u'), style: () => '甲、', weight: 1 },
  {
    pattern: new RegExp(`^((${chinese})(${openers}))`, 'u'),
    style: (match) => `一${match[3] ?? ''}`,
    weight: 1,
    runIn: true,
  },
  { pattern: /^(第([一二三四五六七八九十]{1,3}))[，,、]/u, style: () => '第一，', weight: 1, runIn: true },
  { pattern: /^(其([一二三四五六七八九十]))[，,、是]/u, style: () => '其一', weight: 1, runIn: true },
]

/** The marker a heading or list line starts with, or null. The line must not start with white space. */
export const markerOf = (line: string): Marker | null => {
  const head = line.slice(0, 24)
  for (const shape of shapes) {
    const match = shape.pattern.exec(head)
    if (match === null) continue
    const figures = match[2] ?? ''
    const stem = stems.indexOf(figures)
    const circled = /[①-⑳]/u.test(figures) ? figures.charCodeAt(0) - 0x245f : null
    const ordinal = circled ?? (stem >= 0 ? stem + 1 : ordinalOf(figures))
    if (ordinal === null || ordinal === 0) continue
    return {
      style: shape.style(match),
      ordinal,
      text: match[1] ?? '',
      length: match[0].length,
      runIn: shape.runIn ?? false,
      weight: shape.weight,
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
  }
}
