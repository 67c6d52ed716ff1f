import { words, wordTotal } from '../../preload/text/data/words.ts'
import type { Convert } from '../../preload/text/conversion.ts'
import { isHan } from './characters.ts'

/** What Chinese text costs under a list of words with frequencies, in nats: the lower, the more it reads like prose. */
export interface ProseCost {
  /** Cost of the cheapest division of Han characters of either script into words; other signs cost nothing and divide. */
  of(text: string): number
  /** The same for text already in simplified script. */
  ofSimplified(text: string): number
  /** Whether a word, in either script, is in the list. */
  has(word: string): boolean
}

interface Group {
  readonly cost: number
  readonly words: ReadonlyMap<string, number>
  readonly longest: number
}

/** A character that is in no list. */
const unseenCost = Math.log(wordTotal)
const costOf = (letter: string): number => unseenCost - (letter.charCodeAt(0) - 97) * Math.LN2

let linesLoaded: ReadonlyMap<string, string> | null = null
const linesByFirst = (): ReadonlyMap<string, string> => {
  if (linesLoaded !== null) return linesLoaded
  const lines = new Map<string, string>()
  for (const line of words.split(/[|\n]/)) lines.set(line.charAt(0), line)
  linesLoaded = lines
  return lines
}

const groups = new Map<string, Group>()

const groupOf = (first: string): Group => {
  const known = groups.get(first)
  if (known !== undefined) return known
  const [head = '', ...items] = (linesByFirst().get(first) ?? '').split(' ')
  const found = new Map<string, number>()
  let longest = 1
  for (const item of items) {
    const rest = item.slice(0, -1).replace(/\d/g, '')
    if (rest === '') continue
    found.set(rest, costOf(item.slice(-1)))
    longest = Math.max(longest, rest.length + 1)
  }
  const level = head.charAt(1)
  const group = { cost: level >= 'a' && level <= 'z' ? costOf(level) : unseenCost, words: found, longest }
  groups.set(first, group)
  return group
}

const costOfRun = (run: readonly string[]): number => {
  const costs = new Float64Array(run.length + 1).fill(Number.POSITIVE_INFINITY)
  costs[0] = 0
  for (let start = 0; start < run.length; start += 1) {
    const base = costs[start] ?? 0
    const { cost, words: known, longest } = groupOf(run[start] ?? '')
    costs[start + 1] = Math.min(costs[start + 1] ?? 0, base + cost)
    let rest = ''
    for (let size = 2; size <= longest && start + size <= run.length; size += 1) {
      rest += run[start + size - 1] ?? ''
      const word = known.get(rest)
      if (word !== undefined) costs[start + size] = Math.min(costs[start + size] ?? 0, base + word)
    }
  }
  return costs[run.length] ?? 0
}

const costOfText = (text: string): number => {
  let sum = 0
  let run: string[] = []
  for (const character of text) {
    if (isHan(character)) run.push(character)
    else {
      if (run.length > 0) sum += costOfRun(run)
      run = []
    }
  }
  return run.length > 0 ? sum + costOfRun(run) : sum
}

/** The list is loaded with the module; nothing else is read. */
export const createProseCost = (toSimplified: Convert): ProseCost => ({
  of: (text) => costOfText(toSimplified(text)),
  ofSimplified: costOfText,
  has(word) {
    const simplified = toSimplified(word)
    return groupOf(simplified.charAt(0)).words.has(simplified.slice(1))
  },
})
