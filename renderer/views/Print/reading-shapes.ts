import type { PrintReading } from '../../../preload/contract/printing.ts'
import type { Direction, RubySystem } from '../../../preload/contract/style.ts'
import { readingOutlines, type Outline } from './data/reading-outlines.ts'

/** One letter of a reading, to be drawn in a square of 1000 × 1000 that is the character's own. */
export interface Stroke {
  readonly path: string
  readonly transform: string
}

export interface PlacedReading {
  readonly offset: number
  readonly strokes: readonly Stroke[]
  /** What has to be added behind the character so that its reading keeps clear of the next one, in em. */
  readonly extra: number
}

/** A letter where it stands before anything is made narrower; lengths are thousandths of the character's em. */
interface Letter {
  readonly outline: Outline
  readonly x: number
  readonly y: number
}

interface Syllable {
  readonly letters: readonly Letter[]
  /** Along the line. */
  readonly length: number
}

/** Size of a reading against its character. */
const size = 0.5
/** A long syllable gets narrower down to this before its character gets more room. */
const narrowest = 0.72
/** Least distance between two readings, in thousandths of an em: letters in a row are told apart by it alone. */
const clearances = { pinyin: 90, bopomofo: 160 } as const satisfies Record<RubySystem, number>
/** Between letters of bopomofo, in the same unit. */
const letterGap = 35
/** From the character to the base line of pinyin, to the foot of bopomofo, and to the side of a column of it. */
const pinyinRise = 155
const bopomofoRise = 90
const columnDistance = 50

const combining = /^\p{Mn}$/u
const toneMark = /^[ˊˇˋ]$/
const neutralDot = '˙'

const outlinesOf = (reading: string): [string, Outline][] =>
  Array.from(reading.normalize('NFC')).flatMap((letter): [string, Outline][] => {
    const outline = readingOutlines.get(letter)
    return outline === undefined ? [] : [[letter, outline]]
  })

/** A mark that has no letter of its own is centred over the one before it. */
const setPinyin = (reading: string): Syllable => {
  let at = 0
  let before: Letter | null = null
  const letters = outlinesOf(reading).map(([letter, outline]): Letter => {
    const [advance, [left, , right]] = outline
    if (combining.test(letter) && before !== null) {
      const [, [baseLeft, , baseRight]] = before.outline
      return { outline, x: before.x + (size * (baseLeft + baseRight - left - right)) / 2, y: 0 }
    }
    before = { outline, x: at, y: 0 }
    at += advance * size
    return before
  })
  return { letters, length: at }
}

/** Side by side, as tight as their shapes allow: bopomofo comes in squares of which it fills two thirds. */
const setBopomofoRow = (reading: string): Syllable => {
  let at = 0
  const letters = outlinesOf(reading).map(([, outline]): Letter => {
    const [, [left, , right]] = outline
    const letter = { outline, x: at - left * size, y: 0 }
    at += (right - left) * size + letterGap
    return letter
  })
  return { letters, length: Math.max(0, at - letterGap) }
}

/** Under each other, in a column as wide as a letter; the tone stands beside the last letter, the neutral dot on top. */
const setBopomofoColumn = (reading: string): Syllable => {
  const width = 760 * size
  const parts = outlinesOf(reading)
  let at = 0
  let lastTop = 0
  const letters: Letter[] = []
  for (const [letter, outline] of parts) {
    const [, [left, top, right, bottom]] = outline
    if (toneMark.test(letter)) {
      letters.push({ outline, x: width + letterGap - left * size, y: Math.max(0, lastTop - 60) - top * size })
      continue
    }
    // A flat letter keeps some of the room that a full one has.
    const room = Math.max((bottom - top) * size, letter === neutralDot ? 0 : 120)
    lastTop = at
    letters.push({ outline, x: (width - (left + right) * size) / 2, y: at + (room - (top + bottom) * size) / 2 })
    at += room + letterGap
  }
  return { letters, length: Math.max(0, at - letterGap) }
}

const syllableOf = (reading: string, system: RubySystem, direction: Direction): Syllable => {
  if (system === 'pinyin') return setPinyin(reading)
  return direction === 'vertical' ? setBopomofoColumn(reading) : setBopomofoRow(reading)
}

const number = (value: number): string => String(Math.round(value * 100) / 100)

/** Places a syllable at the middle of its character, `factor` of its natural length. */
const strokesOf = ({ letters, length }: Syllable, factor: number, system: RubySystem, direction: Direction): Stroke[] => {
  const start = number(500 - (length * factor) / 2)
  const whole =
    system === 'pinyin'
      ? direction === 'vertical'
        ? `translate(${1000 + pinyinRise} ${start}) rotate(90) scale(${number(factor)} 1)`
        : `translate(${start} ${-pinyinRise}) scale(${number(factor)} 1)`
      : direction === 'vertical'
        ? `translate(${1000 + columnDistance} ${start}) scale(${number(factor)})`
        : `translate(${start} ${-bopomofoRise}) scale(${number(factor)})`
  return letters.map(({ outline: [, , path], x, y }) => ({
    path,
    transform: `${whole} translate(${number(x)} ${number(y)}) scale(${size})`,
  }))
}

/**
 * The readings of a text as shapes over (in vertical lines: beside) their characters. A syllable that is longer than its
 * character may reach over a neighbour that has room; two that would touch get narrower, then their characters apart.
 */
export const arrangeReadings = (
  readings: readonly PrintReading[],
  system: RubySystem,
  direction: Direction,
): PlacedReading[] => {
  const clearance = clearances[system]
  const syllables = readings.map(({ offset, reading }) => ({ offset, syllable: syllableOf(reading, system, direction) }))
  const after = (index: number): number | null => {
    const here = syllables[index]
    const next = syllables[index + 1]
    return here !== undefined && next !== undefined && next.offset === here.offset + 1 ? next.syllable.length : null
  }
  /** Half of the length that a syllable may have on the side of a neighbour with a reading of `other`. */
  const share = (other: number | null): number =>
    other === null ? 1000 : Math.max((1000 - clearance) / 2, 1000 - clearance - other / 2)

  const factors = syllables.map(({ syllable }, index) => {
    const before = index > 0 && after(index - 1) !== null ? (syllables[index - 1]?.syllable.length ?? null) : null
    const room = 2 * Math.min(share(before), share(after(index)))
    return syllable.length <= room ? 1 : Math.max(narrowest, room / syllable.length)
  })

  return syllables.map(({ offset, syllable }, index) => {
    const factor = factors[index] ?? 1
    const next = after(index)
    const needed = next === null ? 0 : (syllable.length * factor + next * (factors[index + 1] ?? 1)) / 2 + clearance - 1000
    return {
      offset,
      strokes: strokesOf(syllable, factor, system, direction),
      extra: Math.max(0, Math.round(needed) / 1000),
    }
  })
}
