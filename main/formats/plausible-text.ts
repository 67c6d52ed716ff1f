import { frequentCharacters } from '../editions/characters.ts'
import type { Decoded } from '../editions/decode.ts'

/** UTF-16 units looked at in each of three places: the start, the middle and the end. */
const sampleSize = 65_536
/** Share of characters that stand in no text from which data is something else. */
const toleratedShare = 0.02
/** Least share of everyday characters in what was guessed to be UTF-16. */
const everydayShare = 0.3
/** Share of Chinese characters from which they need not be everyday ones; a third of all values of two bytes are such. */
const chineseShare = 0.8

/** Controls but tab, line ends and page breaks; what could not be decoded. */
const isStrange = (code: number): boolean =>
  code === 0xfffd || code === 0x7f || (code < 0x20 && code !== 9 && code !== 10 && code !== 12 && code !== 13)

/** Private use, unassigned and the ends of split pairs: any two bytes of data may read as one of these in UTF-16. */
const unlikelyInUtf16 = /[\p{Co}\p{Cn}\p{Cs}]/u

/** White space, ASCII, punctuation of East Asia. */
const isCommon = (code: number): boolean =>
  (code >= 0x20 && code < 0x7f) || code === 9 || code === 10 || code === 13 ||
  (code >= 0x2010 && code <= 0x2027) || (code >= 0x3000 && code <= 0x301f) || (code >= 0xff01 && code <= 0xff1f)

/** Alphabets lie together: 256 code points to a block, all Korean syllables in one, Chinese characters in none. */
const blockOf = (code: number): number | null => {
  if (code >= 0xac00 && code <= 0xd7a3) return 0xac
  return code >= 0x3400 && code <= 0x9fff ? null : code >> 8
}

const samplesOf = (text: string): readonly string[] => {
  if (text.length <= 3 * sampleSize) return [text]
  const middle = Math.floor((text.length - sampleSize) / 2)
  return [text.slice(0, sampleSize), text.slice(middle, middle + sampleSize), text.slice(-sampleSize)]
}

const isPlausibleSample = (sample: string, guessedUtf16: boolean): boolean => {
  let length = 0
  let strange = 0
  let common = 0
  let chinese = 0
  const blocks = new Map<number, number>()
  for (const character of sample) {
    const code = character.codePointAt(0) ?? 0
    length += 1
    if (code >= 0x4e00 && code <= 0x9fff) chinese += 1
    if (isStrange(code) || (guessedUtf16 && unlikelyInUtf16.test(character))) strange += 1
    else if (isCommon(code) || frequentCharacters.has(character)) common += 1
    else {
      const block = blockOf(code)
      if (block !== null) blocks.set(block, (blocks.get(block) ?? 0) + 1)
    }
  }
  if (strange > length * toleratedShare) return false
  return !guessedUtf16 || chinese >= length * chineseShare || common + Math.max(0, ...blocks.values()) >= length * everydayShare
}

/**
 * Whether decoded bytes can be a text at all: hardly any control characters or unreadable bytes and, for UTF-16 that
 * nothing but a guess says it is, everyday characters. Nearly every two bytes are a character of UTF-16, so data of
 * other kinds ends there.
 */
export const isPlausibleText = ({ text, encoding, bom }: Pick<Decoded, 'text' | 'encoding' | 'bom'>): boolean => {
  const guessedUtf16 = !bom && encoding.startsWith('UTF-16')
  return samplesOf(text).every((sample) => isPlausibleSample(sample, guessedUtf16))
}
