import { everydayTraditional } from '../../preload/text/character-sets.ts'
import type { Convert } from '../../preload/text/conversion.ts'
import { closingMarks, openingMarks } from './characters.ts'
import { createCodePointIndex } from './code-points.ts'
import { loadFromSimplified } from './script.ts'
import { loadWordList } from './word-evidence.ts'

/** One character of the restored text set otherwise; `offset` in UTF-16 units, `length` of the character there. */
export interface Setting {
  readonly offset: number
  readonly length: number
  readonly after: string
  readonly class: 'halfwidth-punctuation' | 'one-to-many'
  readonly confidence: number
  readonly basis: string
}

const fullWidth: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '!': '！',
  '?': '？',
  '(': '（',
  ')': '）',
}

const leftSide = `[\\p{Script=Han}${closingMarks})_＿□…]`
const rightSide = `[\\p{Script=Han}${openingMarks}(_＿□…]`
const halfPause = new RegExp(`(?<=${leftSide})[,;](?=${rightSide})`, 'gu')
const fullPause = new RegExp(`(?<=${leftSide})[，；](?=${rightSide})`, 'gu')
const halfMark = new RegExp(`(?<=${leftSide})[,;:!?](?=${rightSide}|\\n|$)`, 'gu')
const pair = /\((?=[\p{Script=Han}“‘「『《])([^()（）\n]{1,200})(?<=[\p{Script=Han}”’」』》。])\)/gu
const beforePair = new RegExp(
  `(?:^|\\n|[\\p{Script=Han}${closingMarks}${openingMarks}，。、；：？！,;:_…]|[ \\u3000\\t])$`,
  'u',
)
const afterPair = new RegExp(
  `^(?:$|\\n|[\\p{Script=Han}${closingMarks}${openingMarks}，。、；：？！,;:_…]|[ \\u3000\\t])`,
  'u',
)

const codeSigns = /[{}<>=`\\$|]|[A-Za-z_]\([^)\n]*\)[ ]*[;{]/u
const webAddress = /(?:https?:\/\/|www\.)\S+/gu
/** Longest field of a line of data, on average. */
const longestField = 6

/** Lines of program code and of comma-separated data keep their marks: there they are no punctuation. */
const isCodeOrData = (line: string): boolean => {
  if (codeSigns.test(line.replace(webAddress, ''))) return true
  const fields = line.split(',')
  return fields.length >= 3 && line.length <= fields.length * longestField && !/[。！？!?…，；;“”「」 ]/u.test(line)
}

/** The text with such lines blanked, offsets unchanged. */
const withoutCode = (text: string): string =>
  text
    .split('\n')
    .map((line) => (/[,;:!?(]/.test(line) && isCodeOrData(line) ? ' '.repeat(line.length) : line))
    .join('\n')

const count = (text: string, pattern: RegExp): number => {
  let found = 0
  for (const _ of text.matchAll(pattern)) found += 1
  return found
}

/**
 * Half-width punctuation between Han characters, in a text that uses it throughout. A text set in full width gets none,
 * and times, ratios, addresses, English and readings in brackets are never touched. `keepQuestionMarks` leaves "?"
 * alone where it may stand for a lost byte.
 */
export const settlePunctuation = (whole: string, keepQuestionMarks: boolean): Setting[] => {
  const text = withoutCode(whole)
  const half = count(text, halfPause)
  const full = count(text, fullPause)
  if (half < 2 || half <= full * 2) return []
  const basis = `Half-width punctuation between Chinese characters, as throughout this text; house style is full width.`
  const settings: Setting[] = []
  const set = (offset: number): void => {
    const after = fullWidth[text.charAt(offset)]
    if (after === undefined) return
    settings.push({ offset, length: 1, after, class: 'halfwidth-punctuation', confidence: 0.95, basis })
  }
  for (const match of text.matchAll(halfMark)) {
    if (match[0] === '?' && keepQuestionMarks) continue
    set(match.index)
  }
  for (const match of text.matchAll(pair)) {
    const end = match.index + match[0].length
    const left = text.slice(Math.max(0, match.index - 2), match.index)
    if (!beforePair.test(left) || !afterPair.test(text.slice(end, end + 2))) continue
    set(match.index)
    set(end - 1)
  }
  return settings.toSorted((a, b) => a.offset - b.offset)
}

/**
 * Pairs of which traditional script uses both spellings in the same words (占領, 佔領): no evidence of a conversion.
 * Source: the variant tables of Taiwan's and Hong Kong's education authorities as OpenCC applies them.
 */
const interchangeable = new Set('占布台托志周雇游扎秘岩欲注升凶咨杯痴吊尸杰灶唇伙朱群床烟迹炮并峰')

/** UTF-16 units from which a text is judged by a sample first. */
const sampledLength = 200_000

interface Site {
  readonly offset: number
  readonly written: string
  readonly standard: string
  /** True when a word of the list holds it that the tables spell with the standard character. */
  readonly inWord: boolean
}

/**
 * Spellings that a character-table conversion from simplified script leaves behind: characters that traditional script
 * has too, but not in this word (于 for 於, 后 for 後). Only in a traditional text where they are the rule, and only where
 * the Taiwan, Hong Kong and general tables all change exactly that character. Known words have to bear it out (由于,
 * 以后): a classic writes 于, 采 and 余 by right.
 */
export const settleSpelling = async (text: string, toSimplified: Convert): Promise<Setting[]> => {
  const traditional = everydayTraditional()
  const tables = await loadFromSimplified()
  const words = await loadWordList(toSimplified)
  const isInWord = (plain: readonly string[], at: number, standard: string): boolean => {
    for (let length = 3; length >= 2; length -= 1) {
      for (let start = Math.max(0, at - length + 1); start <= at; start += 1) {
        const word = plain.slice(start, start + length).join('')
        if (words.simplifiedCurrency(word) === 0) continue
        if (Array.from(tables.toTaiwan(tables.general(word)))[at - start] === standard) return true
      }
    }
    return false
  }
  const look = (lines: readonly string[]): { left: Map<string, Site[]>; converted: Map<string, number> } => {
    const left = new Map<string, Site[]>()
    const converted = new Map<string, number>()
    let from = 0
    for (const line of lines) {
      const simplified = toSimplified(line)
      const restored = tables.general(simplified)
      const forms = [line, simplified, tables.toTaiwan(restored), tables.toHongKong(restored), restored].map((form) =>
        Array.from(form),
      )
      const [written = [], plain = [], taiwan = [], hongKong = [], general = []] = forms
      if (forms.every((form) => form.length === written.length)) {
        let offset = from
        for (const [index, character] of written.entries()) {
          const base = plain[index] ?? ''
          const standard = taiwan[index] ?? ''
          const isOneOfMany = standard !== base && traditional.has(base)
          if (isOneOfMany && character === base && hongKong[index] !== base && general[index] !== base) {
            const pairKey = base + standard
            const site = { offset, written: character, standard, inWord: isInWord(plain, index, standard) }
            const known = left.get(pairKey)
            if (known === undefined) left.set(pairKey, [site])
            else known.push(site)
          } else if (isOneOfMany && character !== base) {
            converted.set(base + standard, (converted.get(base + standard) ?? 0) + 1)
          }
          offset += character.length
        }
      }
      from += line.length + 1
    }
    return { left, converted }
  }
  const all = text.split('\n')
  // A long text is judged by lines from all of it first: most are spelt as they should be.
  if (text.length > sampledLength) {
    const every = Math.ceil(text.length / (sampledLength / 2))
    const { left, converted } = look(all.filter((_, index) => index % every === 0))
    const sites = (map: ReadonlyMap<string, { readonly length: number }>): number => [...map.values()].reduce((sum, { length }) => sum + length, 0)
    const good = [...converted.values()].reduce((sum, one) => sum + one, 0)
    if (good > 20 && sites(left) * 4 < good) return []
  }
  const { left, converted } = look(all)

  const borneOut = (sites: readonly Site[]): number => sites.filter((site) => site.inWord).length
  const strong = [...left].filter(
    ([pairKey, sites]) =>
      !interchangeable.has(pairKey.charAt(0)) && !converted.has(pairKey) && borneOut(sites) * 2 >= sites.length,
  )
  const strongSites = strong.reduce((sum, [, sites]) => sum + sites.length, 0)
  const goodSites = [...converted.values()].reduce((sum, sites) => sum + sites, 0)
  if (strong.length < 2 || strongSites < 3 || strongSites < goodSites) return []

  const settings: Setting[] = []
  for (const [pairKey, sites] of left) {
    if (converted.has(pairKey) || borneOut(sites) * 2 < sites.length) continue
    const optional = interchangeable.has(pairKey.charAt(0))
    for (const site of sites) {
      settings.push({
        offset: site.offset,
        length: site.written.length,
        after: site.standard,
        class: 'one-to-many',
        confidence: optional ? 0.7 : 0.95,
        basis:
          `A character-table conversion left the simplified spelling ${site.written}; the Taiwan, Hong Kong and ` +
          `general tables of OpenCC all write ${site.standard} in this word` +
          (optional ? ', though both spellings are in use.' : '.'),
      })
    }
  }
  return settings.toSorted((a, b) => a.offset - b.offset)
}

/** Applies settings; the length in code points does not change. Throws when one would change it. */
export const applySettings = (text: string, settings: readonly Setting[]): string => {
  const pieces: string[] = []
  let from = 0
  for (const setting of settings) {
    pieces.push(text.slice(from, setting.offset), setting.after)
    from = setting.offset + setting.length
  }
  pieces.push(text.slice(from))
  const set = pieces.join('')
  if (createCodePointIndex(set).length !== createCodePointIndex(text).length)
    throw new Error('setting changed the length')
  return set
}
