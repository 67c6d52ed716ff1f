const digits = '〇一二三四五六七八九'
const stems = '甲乙丙丁戊己庚辛壬癸'
const branches = '子丑寅卯辰巳午未申酉戌亥'

/** 1 to 9999 in Chinese figures. */
const inChinese = (value: number): string => {
  let written = ''
  let rest = value
  let zero = false
  for (const [size, unit] of [[1000, '千'], [100, '百'], [10, '十'], [1, '']] as const) {
    const digit = Math.floor(rest / size)
    rest %= size
    if (digit === 0) zero = written !== ''
    else {
      if (zero) written += '零'
      zero = false
      written += (digits[digit] ?? '') + unit
    }
  }
  return written.replace(/^一十/u, '十')
}

const inLetters = (value: number): string => {
  let written = ''
  for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    written = String.fromCharCode(97 + ((rest - 1) % 26)) + written
  }
  return written
}

const inRoman = (value: number): string => {
  let written = ''
  let rest = value
  for (const [size, sign] of [
    [1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'],
    [5, 'v'], [4, 'iv'], [1, 'i'],
  ] as const) {
    while (rest >= size) {
      written += sign
      rest -= size
    }
  }
  return written
}

/** What a browser puts before the item of a numbered list; `kind` is a `type` of `<ol>` or a `list-style-type`. */
export const listNumber = (value: number, kind: string): string => {
  const inRange = value >= 1 && value <= 9999
  switch (kind) {
    case 'none':
    case 'disc':
    case 'circle':
    case 'square':
      return ''
    case 'a':
    case 'lower-alpha':
    case 'lower-latin':
      return inRange ? `${inLetters(value)}. ` : `${value}. `
    case 'A':
    case 'upper-alpha':
    case 'upper-latin':
      return inRange ? `${inLetters(value).toUpperCase()}. ` : `${value}. `
    case 'i':
    case 'lower-roman':
      return inRange && value < 4000 ? `${inRoman(value)}. ` : `${value}. `
    case 'I':
    case 'upper-roman':
      return inRange && value < 4000 ? `${inRoman(value).toUpperCase()}. ` : `${value}. `
    case 'decimal-leading-zero':
      return `${String(value).padStart(2, '0')}. `
    case 'cjk-ideographic':
    case 'simp-chinese-informal':
    case 'trad-chinese-informal':
      return inRange ? `${inChinese(value)}、` : `${value}、`
    case 'cjk-decimal':
      return value >= 0 ? `${Array.from(String(value), (digit) => digits[Number(digit)] ?? digit).join('')}、` : `${value}、`
    case 'cjk-heavenly-stem':
      return value >= 1 && value <= 10 ? `${stems[value - 1] ?? ''}、` : `${value}、`
    case 'cjk-earthly-branch':
      return value >= 1 && value <= 12 ? `${branches[value - 1] ?? ''}、` : `${value}、`
    default:
      return `${value}. `
  }
}
