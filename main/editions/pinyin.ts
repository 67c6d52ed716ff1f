import { fromBopomofo } from '../../preload/text/bopomofo.ts'

/** A written syllable: letters with at most one tone mark. */
export const syllable = '[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿê]{1,6}'

/** Takes the tone off: "lì" → "li", "nǚ" → "nü". */
export const withoutTone = (reading: string): string =>
  reading
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0304\u030c]/g, '')
    .normalize('NFC')

/** A reading as people and machines write one in brackets: with tone marks, with figures, without tones, in bopomofo. */
export const writtenReading =
  '(?:[A-Za-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêĀÁǍÀĒÉĚÈŌÓǑÒ]{1,6}[1-5]?|[˙]?[ㄅ-ㄩ]{1,3}[ˊˇˋ˙]?)'

const toneMarks = ['', '\u0304', '\u0301', '\u030c', '\u0300']
const lax = (reading: string): string => withoutTone(reading).replaceAll('ü', 'u').replaceAll('v', 'u')
const toneOf = (reading: string): number => {
  const figure = /[1-5]$/.exec(reading)
  if (figure !== null) return Number(figure[0]) % 5
  const parts = reading.normalize('NFD')
  return Math.max(0, toneMarks.findIndex((mark, tone) => tone > 0 && parts.includes(mark)))
}

/** Whether a written reading stands for a reading with tone marks. One written without tones stands for all of them. */
export const isReading = (written: string, reading: string): boolean => {
  if (written === reading) return true
  const pinyin = /[ㄅ-ㄩ]/.test(written) ? fromBopomofo(written) : written.toLowerCase()
  if (pinyin === null) return false
  const letters = pinyin.replace(/[1-5]$/, '')
  if (lax(letters) !== lax(reading)) return false
  const tone = toneOf(pinyin)
  return tone === toneOf(reading) || (tone === 0 && !/[ㄅ-ㄩ]/.test(written) && !/[1-5]$/.test(written))
}
