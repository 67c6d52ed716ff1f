interface ChineseNumerals {
  readonly digits: string
  /** Ten, hundred, thousand. */
  readonly units: string
  /** 10^4 and 10^8. */
  readonly groups: string
  /** Ten is 十, not 一十, at the start. */
  readonly shortTen: boolean
  /** 百 and 千 are written without 一, as Japanese does, and no zero is. */
  readonly japanese?: boolean
}

const simplified: ChineseNumerals = { digits: '零一二三四五六七八九', units: '十百千', groups: '万亿', shortTen: true }
const traditional: ChineseNumerals = { ...simplified, groups: '萬億' }
const legalSimplified: ChineseNumerals = { digits: '零壹贰叁肆伍陆柒捌玖', units: '拾佰仟', groups: '万亿', shortTen: false }
const legalTraditional: ChineseNumerals = { digits: '零壹貳參肆伍陸柒捌玖', units: '拾佰仟', groups: '萬億', shortTen: false }
const japanese: ChineseNumerals = { digits: '〇一二三四五六七八九', units: '十百千', groups: '万億', shortTen: true, japanese: true }
const legalJapanese: ChineseNumerals = { digits: '〇壱弐参四伍六七八九', units: '拾百阡', groups: '萬億', shortTen: false }

/** 1 to 9999 in words: 一千零一十. */
const belowTenThousand = (value: number, numerals: ChineseNumerals): string => {
  let written = ''
  let skipped = false
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) {
      skipped = written !== ''
      continue
    }
    if (skipped && numerals.japanese !== true) written += numerals.digits.charAt(0)
    skipped = false
    const bare = numerals.japanese === true && digit === 1 && place > 0
    written += (bare ? '' : numerals.digits.charAt(digit)) + (place === 0 ? '' : numerals.units.charAt(place - 1))
  }
  return written
}

const inWords = (value: number, numerals: ChineseNumerals): string => {
  if (value === 0) return numerals.digits.charAt(0)
  let written = ''
  for (const [size, name] of [[10 ** 8, numerals.groups.charAt(1)], [10 ** 4, numerals.groups.charAt(0)], [1, '']] as const) {
    const part = Math.floor(value / size) % 10_000
    if (part === 0) continue
    if (written !== '' && part < 1000 && numerals.japanese !== true) written += numerals.digits.charAt(0)
    written += belowTenThousand(part, numerals) + name
  }
  const [one, ten] = [numerals.digits.charAt(1), numerals.units.charAt(0)]
  return numerals.shortTen && written.startsWith(one + ten) ? written.slice(one.length) : written
}

const byDigit = (value: number, digits: string): string =>
  String(value).replace(/\d/gu, (digit) => digits.charAt(Number(digit)))

/** In words up to 99, digit by digit beyond: 九十九, 一○○, 一○一. */
const counting = (value: number): string =>
  value < 100 ? inWords(value, { ...simplified, digits: '○一二三四五六七八九' }) : byDigit(value, '○一二三四五六七八九')

const roman = (value: number): string => {
  const signs = [
    [1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
  ] as const
  let rest = value
  let written = ''
  for (const [size, sign] of signs) {
    written += sign.repeat(Math.floor(rest / size))
    rest %= size
  }
  return written
}

/** a to z, then aa, bb, cc. */
const letter = (value: number): string =>
  value > largestLetter ? String(value) : String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26))

/** Some of a row of characters of their own; plain digits behind their end. */
const fromRow = (first: number, count: number) => (value: number): string =>
  value <= count ? String.fromCodePoint(first + value - 1) : String(value)

const fromSet = (set: string) => (value: number): string => (value <= set.length ? set.charAt(value - 1) : String(value))

const stems = '甲乙丙丁戊己庚辛壬癸'
const branches = '子丑寅卯辰巳午未申酉戌亥'

const formats: Readonly<Record<string, (value: number) => string>> = {
  decimal: String,
  decimalHalfWidth: String,
  decimalZero: (value) => String(value).padStart(2, '0'),
  decimalFullWidth: (value) => byDigit(value, '０１２３４５６７８９'),
  decimalFullWidth2: (value) => byDigit(value, '０１２３４５６７８９'),
  numberInDash: (value) => `- ${value} -`,
  hex: (value) => value.toString(16).toUpperCase(),
  ordinal: (value) => {
    const teen = value % 100 > 10 && value % 100 < 14
    return `${value}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th')}`
  },
  upperRoman: roman,
  lowerRoman: (value) => roman(value).toLowerCase(),
  upperLetter: (value) => letter(value).toUpperCase(),
  lowerLetter: letter,
  decimalEnclosedCircle: fromRow(0x2460, 20),
  decimalEnclosedCircleChinese: fromRow(0x2460, 20),
  decimalEnclosedParen: fromRow(0x2474, 20),
  decimalEnclosedFullstop: fromRow(0x2488, 20),
  ideographEnclosedCircle: fromRow(0x3220, 10),
  ideographTraditional: fromSet(stems),
  ideographZodiac: fromSet(branches),
  ideographZodiacTraditional: (value) => stems.charAt((value - 1) % 10) + branches.charAt((value - 1) % 12),
  ideographDigital: (value) => byDigit(value, '〇一二三四五六七八九'),
  japaneseDigitalTenThousand: (value) => byDigit(value, '〇一二三四五六七八九'),
  taiwaneseDigital: (value) => byDigit(value, '○一二三四五六七八九'),
  chineseCounting: counting,
  taiwaneseCounting: counting,
  chineseCountingThousand: (value) => inWords(value, simplified),
  taiwaneseCountingThousand: (value) => inWords(value, traditional),
  chineseLegalSimplified: (value) => inWords(value, legalSimplified),
  ideographLegalTraditional: (value) => inWords(value, legalTraditional),
  japaneseCounting: (value) => inWords(value, japanese),
  japaneseLegal: (value) => inWords(value, legalJapanese),
  none: () => '',
  bullet: () => '',
}

/** Word counts no further. */
const largest = 32_767
/** Letters repeat thirty times at most. */
const largestLetter = 780
/** Formats that have a sign for zero. */
const withZero = /^(?:decimal(?:HalfWidth|Zero|FullWidth2?)?|hex|ordinal|numberInDash|ideographDigital|chinese|taiwanese|japanese|ideographLegal)/u

/**
 * A number as Word writes it in one of its formats (`w:numFmt`); `pattern` is that of a custom format, "001, 002, …".
 * Formats that Word has and Yandu does not come out as digits, as does what a format has no sign for.
 */
export const writeNumeral = (value: number, format: string, pattern: string | null = null): string => {
  const width = format === 'custom' ? /^(0*1),/u.exec(pattern ?? '')?.[1]?.length : undefined
  if (width !== undefined) return String(value).padStart(width, '0')
  const write = Object.hasOwn(formats, format) ? formats[format] : undefined
  if (write === undefined || !Number.isInteger(value) || value < 0 || value > largest) return String(value)
  return value > 0 || withZero.test(format) || write(1) === '' ? write(value) : String(value)
}
