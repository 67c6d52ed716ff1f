import { fromBopomofo } from './bopomofo.ts'
import { allSyllables, anyToneMark, splitTone, withTone, type Tone } from './syllables.ts'

/**
 * Reads one syllable as a person types it: "chóng", "chong2", "lv4", "lu:4", "ㄔㄨㄥˊ". Gives the canonical spelling, "chóng",
 * or null for what is no syllable of Mandarin. A digit 0 or 5, or nothing, is the neutral tone.
 */
export const parsePinyin = (text: string): string | null => {
  const typed = text.trim()
  if (/[\u3105-\u312f]/.test(typed)) return fromBopomofo(typed)
  const plain = typed.normalize('NFKC').toLowerCase().replaceAll('ɡ', 'g').replaceAll('ɑ', 'a').replace(/u:|v/g, 'ü')
  const [, letters, digit] = /^([^\d]+)([0-5]?)$/.exec(plain) ?? []
  if (letters === undefined) return null
  const marks = letters.normalize('NFD').match(anyToneMark) ?? []
  if (marks.length > 1 || (marks.length === 1 && digit !== '')) return null
  const { base, tone } = splitTone(letters)
  const written = base.replace(/^([jqxy])ü/, '$1u').replace(/^([nl])ue$/, '$1üe')
  if (!allSyllables.has(written)) return null
  const number = Number(digit)
  const given: Tone = number === 1 || number === 2 || number === 3 || number === 4 ? number : 5
  return withTone(written, digit === '' ? tone : given)
}
