import type { Finding } from './draft.ts'
import { loadCharacterReadings } from '../../preload/text/character-readings.ts'
import { everydaySimplified } from '../../preload/text/character-sets.ts'
import type { Convert } from '../../preload/text/conversion.ts'
import { withoutTone } from './pinyin.ts'
import { loadFromSimplified } from './script.ts'
import { indexPhrases, loadWordList } from './word-evidence.ts'

/** More Latin words than this in 1,000 characters and a text simply uses them. */
const latinDensity = 2

/**
 * Finds a syllable of pinyin that stands, without spaces, where a character was: 警li → 警力. It is replaced only when
 * exactly one character with that reading makes a word with its neighbour, and the word stands elsewhere in the text or
 * — in a document that a machine visibly damaged — is in everyday use and has no rival. English words that happen to be
 * syllables stay.
 */
export const findPinyinSubstitutions = async (
  text: string,
  traditional: boolean,
  isDamaged: boolean,
  toSimplified: Convert,
): Promise<Finding[]> => {
  const places = [...text.matchAll(/(?<=\p{Script=Han})([a-zü]{1,6})(?=\p{Script=Han})/gu)]
  if (places.length === 0) return []
  const latinWords = [...text.matchAll(/[A-Za-z]{2,}/g)].length
  if (latinWords > 3 && (latinWords * 1000) / text.length > latinDensity) return []

  const known = await loadCharacterReadings(toSimplified)
  const words = await loadWordList(toSimplified)
  const phrases = indexPhrases(text)
  const tables = traditional ? await loadFromSimplified() : null
  /** Everyday characters by their readings without tones: a text may have very many places to look at. */
  const spelled = new Map<string, string[]>()
  for (const character of everydaySimplified()) {
    for (const letters of new Set(known.of(character).map(withoutTone))) {
      const list = spelled.get(letters)
      if (list === undefined) spelled.set(letters, [character])
      else list.push(character)
    }
  }

  const findings: Finding[] = []
  for (const place of places) {
    const letters = place[1] ?? ''
    const start = place.index
    const end = start + letters.length
    const left = text.charAt(start - 1)
    const right = text.charAt(end)
    const plainLeft = toSimplified(left)
    const plainRight = toSimplified(right)
    const judged = (spelled.get(letters) ?? [])
      .flatMap((character) => [
        { character, simplified: plainLeft + character, before: true },
        { character, simplified: character + plainRight, before: false },
      ])
      .map((candidate) => ({ ...candidate, currency: words.simplifiedCurrency(candidate.simplified) }))
      .filter(({ currency }) => currency > 0)
      .map(({ simplified, before, currency }) => {
        const written = tables === null ? simplified : tables.toTaiwan(tables.general(simplified))
        const spelling = before ? written.slice(-1) : written.charAt(0)
        const word = before ? left + spelling : spelling + right
        return { written: spelling, word, currency, inText: phrases.has(word) }
      })
      .map((candidate) => ({ ...candidate, strength: candidate.currency + (candidate.inText ? 2 : 0) }))
      .toSorted((a, b) => b.strength - a.strength)
    const best = judged[0]
    if (best === undefined) continue
    const rival = judged.find((candidate) => candidate.written !== best.written)
    const clear = best.strength - (rival?.strength ?? 0) >= (isDamaged || best.inText ? 1 : 2)
    const believable = best.inText || (isDamaged && best.currency === 2)
    if (!clear || !believable) continue
    findings.push({
      start,
      end,
      after: best.written,
      class: 'pinyin-substitution',
      confidence: best.inText ? 0.97 : 0.9,
      basis:
        `“${letters}” stands where a character read so was: ${best.written} makes the word “${best.word}”, ` +
        (best.inText
          ? 'which stands unharmed elsewhere in the text.'
          : 'and no other character read so makes one as common.'),
    })
  }
  return findings
}
