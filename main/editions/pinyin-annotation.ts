import { loadCharacterReadings, type CharacterReadings } from '../../preload/text/character-readings.ts'
import { everydaySimplified } from '../../preload/text/character-sets.ts'
import type { Convert } from '../../preload/text/conversion.ts'
import { countHan, frequentCharacters, isHan } from './characters.ts'
import type { Doubt } from './doubt.ts'
import type { Finding } from './draft.ts'
import { isReading, writtenReading } from './pinyin.ts'

export interface PinyinAnnotations {
  readonly findings: readonly Finding[]
  readonly doubts: readonly Doubt[]
  /** Character → the reading a machine put behind it everywhere; empty when the document is not annotated. */
  readonly table: ReadonlyMap<string, string>
}

interface Annotated {
  readonly character: string
  readonly reading: string
  readonly places: readonly { readonly start: number; readonly end: number }[]
  /** Occurrences in the document, annotated or not. */
  readonly total: number
}

/** Below this many in 1,000 Han characters they are an author's glosses; tables seen in the wild give 90 to 160. */
const machineDensity = 15
/** Above this the whole text is set with pinyin, as in a primer: the author's own doing. */
const primerDensity = 450
/** Share of a character's occurrences that carry the reading when a machine put it there. */
const everywhere = 0.9

/** From this share of the annotated characters a table holds traditional forms only: how the known tables are made. */
const traditionalTable = 0.9
/** Fewer traditional forms than this in a row can be the new characters of a lesson by chance. */
const leastTraditional = 7
/** From this share among the commonest characters of all, glosses would help nobody; a shorter list than a lesson's. */
const commonTable = 0.3
const commonSimplified = 0.5

/** The characters that the smallest and the next table seen in the wild hold; no author glosses several of these. */
const knownTable =
  '當關礎責創務聯發轉態規設經調認結穩標內擔應產優質現戰統權嚴協負領導構據監環數術網絡細區業執個實進動強隊習學會國圖書館問題'

/** Least share of the annotated runs that stand inside other Chinese words; in a vocabulary list none does. */
const insideText = 0.7

/** A reading in brackets of one kind. */
const bracketed = `(?:[(（](${writtenReading})[)）]|[\\[［【](${writtenReading})[\\]］】])`

/** Share of the runs of annotated characters that touch a Han character without a reading. */
const insideShare = (text: string): number => {
  const run = new RegExp(`(\\p{Script=Han})?(?:\\p{Script=Han}${bracketed})+(\\p{Script=Han})?`, 'gu')
  let runs = 0
  let inside = 0
  for (const match of text.matchAll(run)) {
    runs += 1
    if (match[1] !== undefined || match.at(-1) !== undefined) inside += 1
  }
  return runs === 0 ? 0 : inside / runs
}

const collect = (text: string): Annotated[] => {
  const pattern = new RegExp(`(\\p{Script=Han})${bracketed}`, 'gu')
  const byCharacter = new Map<string, Map<string, { start: number; end: number }[]>>()
  for (const match of text.matchAll(pattern)) {
    const [whole, character = '', inRound = '', inSquare = ''] = match
    const reading = inRound === '' ? inSquare : inRound
    const readings = byCharacter.get(character) ?? new Map<string, { start: number; end: number }[]>()
    const places = readings.get(reading) ?? []
    places.push({ start: match.index + character.length, end: match.index + whole.length })
    readings.set(reading, places)
    byCharacter.set(character, readings)
  }
  if (byCharacter.size === 0) return []
  const totals = new Map<string, number>()
  for (const character of text) {
    if (byCharacter.has(character)) totals.set(character, (totals.get(character) ?? 0) + 1)
  }
  const consistent: Annotated[] = []
  for (const [character, readings] of byCharacter) {
    const [only] = readings
    if (only === undefined || readings.size > 1) continue
    consistent.push({ character, reading: only[0], places: only[1], total: totals.get(character) ?? 0 })
  }
  return consistent
}

/** Fewest characters on either side when the script alone decides which of them carry a reading. */
const leastInPartition = 4

/** How exactly the annotated characters are those in traditional form: counts of occurrences, and the share among the annotated. */
const divideScript = (
  text: string,
  candidates: readonly Annotated[],
  toSimplified: Convert,
): { annotated: number; traditional: number; others: number; share: number } => {
  const carried = new Map(candidates.map(({ character, places }) => [character, places.length]))
  const known = new Map<string, boolean>()
  let traditional = 0
  let others = 0
  for (const character of text) {
    let changes = known.get(character)
    if (changes === undefined) {
      changes = isHan(character) && toSimplified(character) !== character
      known.set(character, changes)
    }
    if (changes) traditional += 1
    else if (!carried.has(character) && isHan(character)) others += 1
  }
  const places = [...carried.values()].reduce((sum, one) => sum + one, 0)
  const annotated = [...carried].reduce((sum, [character, one]) => sum + (known.get(character) === true ? one : 0), 0)
  return { annotated, traditional, others, share: annotated / Math.max(1, places) }
}

const isEverywhere = (annotated: Annotated): boolean => annotated.places.length >= annotated.total * everywhere

/**
 * Finds readings that a machine inserted: the same one, after the same everyday character, at nearly all of its
 * occurrences, for several characters, far more densely than an author glosses. An author glosses what his readers may
 * not know; a machine's table holds the commonest characters or traditional forms only. Rare characters, readings other
 * than the usual one and characters glossed only now and then are left to their author.
 */
export const findPinyinAnnotations = async (text: string, toSimplified: Convert): Promise<PinyinAnnotations> => {
  const none: PinyinAnnotations = { findings: [], table: new Map(), doubts: [] }
  const candidates = collect(text).filter(isEverywhere)
  if (candidates.length < 3) return none

  const readings = await loadCharacterReadings(toSimplified)
  const everyday = everydaySimplified()
  const isEveryday = (character: string): boolean => everyday.has(toSimplified(character))
  const isPlain = (annotated: Annotated, known: CharacterReadings): boolean =>
    isEveryday(annotated.character) && isReading(annotated.reading, known.of(annotated.character)[0] ?? '')

  const pointless = candidates.filter((annotated) => isPlain(annotated, readings))
  const count = pointless.reduce((sum, annotated) => sum + annotated.places.length, 0)
  const density = (count * 1000) / Math.max(1, countHan(text))
  const repeated = pointless.filter((annotated) => annotated.places.length >= 2).length
  const characters = pointless.map(({ character }) => character)
  const shareOf = (holds: (character: string) => boolean): number =>
    characters.filter(holds).length / Math.max(1, characters.length)
  const isTraditional = shareOf((character) => toSimplified(character) !== character) >= traditionalTable
  const common = shareOf((character) => frequentCharacters.has(character))
  const isTable = isTraditional
    ? characters.length >= leastTraditional || common >= commonTable
    : common >= commonSimplified
  const partition = divideScript(text, candidates, toSimplified)
  const allAndOnly = partition.annotated >= leastInPartition && partition.annotated >= partition.traditional * 0.95 && partition.others >= leastInPartition && partition.share >= 0.95
  const fewButCommon =
    isTraditional &&
    characters.length >= 3 &&
    (characters.every((one) => knownTable.includes(one)) || (count >= (characters.length >= 4 ? 4 : 5) && common >= 0.75)) &&
    density >= machineDensity &&
    density <= primerDensity &&
    insideShare(text) >= insideText
  const isMachine =
    allAndOnly ||
    fewButCommon ||
    isTable &&
    pointless.length >= 3 &&
    count >= 5 &&
    density >= machineDensity &&
    density <= primerDensity &&
    (repeated >= 3 || pointless.length >= 6) &&
    insideShare(text) >= insideText
  if (!isMachine) {
    const suspect = isTraditional && common >= 0.5 && characters.length >= 2 && insideShare(text) >= insideText
    return suspect ? { ...none, doubts: [{ offset: pointless[0]?.places[0]?.start ?? 0, what: 'readings stand behind everyday characters, too few to tell who put them there' }] } : none
  }

  const accepted = candidates.filter(
    (annotated) =>
      isPlain(annotated, readings) ||
      (readings.of(annotated.character).some((reading) => isReading(annotated.reading, reading)) &&
        (annotated.places.length >= 2 ||
          // A character of the table's own kind, with a reading less usual: 調(diào), 為(wéi).
          ((allAndOnly || (isTraditional && (isEveryday(annotated.character) || partition.annotated >= partition.traditional * 0.8))) &&
            toSimplified(annotated.character) !== annotated.character))),
  )
  const table = new Map(accepted.map((annotated) => [annotated.character, annotated.reading]))
  const share = `${table.size} characters of this text carry their reading in the same way`
  return {
    table,
    doubts: [],
    findings: accepted.flatMap((annotated) =>
      annotated.places.map((place) => ({
        ...place,
        after: '',
        class: 'pinyin-annotation' as const,
        confidence: annotated.places.length >= 2 ? 1 : 0.97,
        basis:
          `(${annotated.reading}) stands behind ${annotated.character} at ${annotated.places.length} of its ` +
          `${annotated.total} occurrences and ${share}: a machine inserted it.`,
      })),
    ),
  }
}
