import { pinyin } from 'pinyin-pro'
import { Converter } from 'opencc-js'
import { annotateBytes, splitBytes } from './byte-damage.ts'
import type { Damage } from './damage.ts'

const toSimplified = Converter({ from: 't', to: 'cn' })

/** Traditional characters in the order in which annotated pages seem to take them up. */
const common =
  '會國學關為對來個時實發業動進經現問體產過這們說開機總務員習強農組織隊後將題種長導設論應當義從點間區際產見數學無與還沒東車書馬門電話語讀寫號園圓飛風魚鳥龍頭顏題類願難離雜雖雙陽陸陣際隨險隱須順項預領頻顧顯驗驚鬥鬧齊齒龜'

/** Puts its usual reading behind a character, as machines do: without context. */
const table = (characters: Iterable<string>): Record<string, string> =>
  Object.fromEntries([...new Set(characters)].map((one) => [one, pinyin(toSimplified(one))]))

const traditionalOf = (text: string): string[] => [...new Set(Array.from(text).filter((one) => /\p{Script=Han}/u.test(one) && toSimplified(one) !== one))]

const simplified = '会国学关对来个时发业动进经现问产过们说开机总务员习农组织队后将题种长导设论应当义从点间区际见数无与还没东车书马门电话语读写号园'

const annotate = (text: string, readings: Readonly<Record<string, string>>, form: (reading: string) => string): string | null => {
  let places = 0
  const damaged = text.replace(/\p{Script=Han}/gu, (one) => {
    const reading = readings[one]
    if (reading === undefined) return one
    places += 1
    return one + form(reading)
  })
  return places === 0 ? null : damaged
}

const isTraditional = (text: string): boolean => traditionalOf(text).length > 20

export const byteDamages: readonly Damage[] = [
  { name: 'bytes: 45 characters', apply: (text) => (isTraditional(text) ? annotateBytes(text, table(common.slice(0, 45))) : null) },
  { name: 'bytes: 71 characters', apply: (text) => (isTraditional(text) ? annotateBytes(text, table(common.slice(0, 71))) : null) },
  { name: 'bytes: nearly every traditional character', apply: (text) => (isTraditional(text) ? annotateBytes(text, table(traditionalOf(text))) : null) },
  { name: 'bytes: sentences split', apply: (text) => splitBytes(text) },
  { name: 'bytes: sentences split and 45 characters', apply: (text) => (isTraditional(text) ? splitBytes(annotateBytes(text, table(common.slice(0, 45)))) : null) },
  { name: 'simplified, 45 characters', apply: (text) => (isTraditional(text) ? null : annotate(text, table(simplified.slice(0, 45)), (reading) => `(${reading})`)) },
  ...(
    [
      ['full-width brackets', (one) => `（${one}）`],
      ['tones as figures', (one) => `(${pinyinNumber(one)})`],
      ['no tones', (one) => `(${one.normalize('NFD').replace(/[\u0300-\u030c]/gu, '')})`],
      ['capitals', (one) => `(${one.charAt(0).toUpperCase()}${one.slice(1)})`],
      ['square brackets', (one) => `[${one}]`],
    ] as const satisfies readonly (readonly [string, (one: string) => string])[]
  ).map(([name, form]): Damage => ({ name: `readings: ${name}`, apply: (text) => annotate(text, table(isTraditional(text) ? common.slice(0, 60) : simplified), form) })),
  { name: 'a short text, every traditional character', apply: (text) => (isTraditional(text) ? annotate(text.split('\n').slice(0, 2).join('\n'), table(traditionalOf(text)), (one) => `(${one})`) : null) },
]

function pinyinNumber(reading: string): string {
  const marks = '\u0304\u0301\u030c\u0300'
  const split = reading.normalize('NFD')
  const tone = [...split].map((one) => marks.indexOf(one)).find((at) => at >= 0)
  return split.replace(/[\u0300-\u0304\u030c]/gu, '') + (tone === undefined ? '' : String(tone + 1))
}
