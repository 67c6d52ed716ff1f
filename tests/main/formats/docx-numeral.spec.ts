import { describe, expect, it } from 'vitest'
import { writeNumeral } from '../../../main/formats/docx-numeral.ts'

const values = [1, 9, 10, 11, 19, 20, 21, 99, 100, 101, 110, 111, 1001, 1010, 1100, 10_001, 20_100, 21_000]

describe('numbers as Word writes them', () => {
  it.each([
    ['chineseCountingThousand', '一 九 十 十一 十九 二十 二十一 九十九 一百 一百零一 一百一十 一百一十一 一千零一 一千零一十 一千一百 一万零一 二万零一百 二万一千'],
    ['taiwaneseCountingThousand', '一 九 十 十一 十九 二十 二十一 九十九 一百 一百零一 一百一十 一百一十一 一千零一 一千零一十 一千一百 一萬零一 二萬零一百 二萬一千'],
    ['chineseCounting', '一 九 十 十一 十九 二十 二十一 九十九 一○○ 一○一 一一○ 一一一 一○○一 一○一○ 一一○○ 一○○○一 二○一○○ 二一○○○'],
    ['taiwaneseDigital', '一 九 一○ 一一 一九 二○ 二一 九九 一○○ 一○一 一一○ 一一一 一○○一 一○一○ 一一○○ 一○○○一 二○一○○ 二一○○○'],
    ['ideographDigital', '一 九 一〇 一一 一九 二〇 二一 九九 一〇〇 一〇一 一一〇 一一一 一〇〇一 一〇一〇 一一〇〇 一〇〇〇一 二〇一〇〇 二一〇〇〇'],
    ['japaneseCounting', '一 九 十 十一 十九 二十 二十一 九十九 百 百一 百十 百十一 千一 千十 千百 一万一 二万百 二万千'],
    ['chineseLegalSimplified', '壹 玖 壹拾 壹拾壹 壹拾玖 贰拾 贰拾壹 玖拾玖 壹佰 壹佰零壹 壹佰壹拾 壹佰壹拾壹 壹仟零壹 壹仟零壹拾 壹仟壹佰 壹万零壹 贰万零壹佰 贰万壹仟'],
    ['ideographLegalTraditional', '壹 玖 壹拾 壹拾壹 壹拾玖 貳拾 貳拾壹 玖拾玖 壹佰 壹佰零壹 壹佰壹拾 壹佰壹拾壹 壹仟零壹 壹仟零壹拾 壹仟壹佰 壹萬零壹 貳萬零壹佰 貳萬壹仟'],
    ['decimalFullWidth', '１ ９ １０ １１ １９ ２０ ２１ ９９ １００ １０１ １１０ １１１ １００１ １０１０ １１００ １０００１ ２０１００ ２１０００'],
    ['decimalZero', '01 09 10 11 19 20 21 99 100 101 110 111 1001 1010 1100 10001 20100 21000'],
  ])('%s', (format, expected) => {
    expect(values.map((value) => writeNumeral(value, format)).join(' ')).toBe(expected)
  })

  it.each([
    ['decimalEnclosedCircleChinese', '① ⑩ ⑳ 21 110'],
    ['decimalEnclosedCircle', '① ⑩ ⑳ 21 110'],
    ['decimalEnclosedParen', '⑴ ⑽ ⒇ 21 110'],
    ['decimalEnclosedFullstop', '⒈ ⒑ ⒛ 21 110'],
    ['ideographEnclosedCircle', '㈠ ㈩ 20 21 110'],
    ['ideographTraditional', '甲 癸 20 21 110'],
    ['ideographZodiac', '子 酉 20 21 110'],
    ['ideographZodiacTraditional', '甲子 癸酉 癸未 甲申 癸丑'],
    ['upperRoman', 'I X XX XXI CX'],
    ['lowerRoman', 'i x xx xxi cx'],
    ['upperLetter', 'A J T U FFFFF'],
    ['lowerLetter', 'a j t u fffff'],
    ['ordinal', '1st 10th 20th 21st 110th'],
    ['none', '    '],
    ['no such format', '1 10 20 21 110'],
    ['__proto__', '1 10 20 21 110'],
  ])('%s', (format, expected) => {
    expect([1, 10, 20, 21, 110].map((value) => writeNumeral(value, format)).join(' ')).toBe(expected)
  })

  it('has zero where the format has a sign for it, and patterns of its own', () => {
    expect(['decimal', 'chineseCountingThousand', 'chineseCounting', 'ideographDigital', 'upperRoman', 'upperLetter'].map((format) => writeNumeral(0, format))).toEqual(['0', '零', '○', '〇', '0', '0'])
    expect(writeNumeral(7, 'custom', '001, 002, 003, ...')).toBe('007')
    expect(writeNumeral(7, 'custom', 'Ⰰ, ...')).toBe('7')
    expect(writeNumeral(1_000_000, 'upperRoman')).toBe('1000000')
    expect(writeNumeral(30_000, 'lowerLetter')).toBe('30000')
  })
})
