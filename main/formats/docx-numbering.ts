import { writeNumeral } from './docx-numeral.ts'
import { isOn, wholeNumber, type Styles } from './docx-style.ts'
import { symbolOf } from './docx-symbol.ts'
import { childOf, childrenOf, type XmlElement } from './xml.ts'

interface Level {
  readonly start: number
  readonly format: string
  /** Of a custom format. */
  readonly pattern: string | null
  /** What stands before the text; %1 to %9 are the numbers of the levels. */
  readonly text: string
  readonly suffix: 'tab' | 'space' | 'nothing'
  /** All its numbers come as digits. */
  readonly digitsOnly: boolean
  /** It starts anew when one of the first so many levels goes on; null: when any level above does. */
  readonly restartsAfter: number | null
  readonly hidden: boolean
  /** The paragraph style that is at this level. */
  readonly style: string | null
}

interface List {
  readonly abstract: string
  readonly levels: readonly Level[]
  /** Numbers that this list begins with, when it is met first, though it goes on with the numbers of another. */
  readonly starts: ReadonlyMap<number, number>
}

/** The numbers of a text, counted from its start on. */
export interface NumberingCounter {
  /** Counts one paragraph; gives what Word writes before it, with its space; empty for nothing. */
  readonly label: (list: string, level: number) => string
}

export interface Numbering {
  readonly has: (list: string) => boolean
  /** The level of a list at which a style is; null where the list does not say. */
  readonly levelOf: (list: string, style: string) => number | null
  readonly createCounter: () => NumberingCounter
}

const levelCount = 9

/** Longest text before a paragraph that is taken, in UTF-16 units; Word itself takes 31. */
const textLimit = 64

const plainLevel: Level = {
  start: 0, format: 'decimal', pattern: null, text: '', suffix: 'tab', digitsOnly: false, restartsAfter: null, hidden: false, style: null,
}

const valueOf = (parent: XmlElement | null, name: string): string | null => childOf(parent, name)?.attribute('w:val') ?? null

/** Newer formats stand in a choice whose fallback every program knows. */
const formatOf = (element: XmlElement): { format: string; pattern: string | null } => {
  const choice = childOf(childOf(element, 'mc:AlternateContent'), 'mc:Choice')
  const format = childOf(choice, 'w:numFmt') ?? childOf(element, 'w:numFmt')
  return { format: format?.attribute('w:val') ?? 'decimal', pattern: format?.attribute('w:format') ?? null }
}

const readLevel = (element: XmlElement): Level => {
  const { format, pattern } = formatOf(element)
  const suffix = valueOf(element, 'w:suff')
  const fonts = childOf(childOf(element, 'w:rPr'), 'w:rFonts')
  const legal = childOf(element, 'w:isLgl')
  const vanish = childOf(childOf(element, 'w:rPr'), 'w:vanish')
  const text = (valueOf(element, 'w:lvlText') ?? '').slice(0, textLimit)
  const font = fonts?.attribute('w:ascii') ?? fonts?.attribute('w:hAnsi') ?? null
  return {
    start: wholeNumber(valueOf(element, 'w:start'), 0, 32_767) ?? 0,
    format,
    pattern,
    text: format === 'bullet' ? [...text].map((sign) => symbolOf(sign, font, '•')).join('') : text,
    suffix: suffix === 'space' || suffix === 'nothing' ? suffix : 'tab',
    digitsOnly: legal !== null && isOn(legal.attribute('w:val')),
    restartsAfter: wholeNumber(valueOf(element, 'w:lvlRestart'), 0, levelCount),
    hidden: vanish !== null && isOn(vanish.attribute('w:val')),
    style: valueOf(element, 'w:pStyle'),
  }
}

const readLevels = (element: XmlElement | null): Map<number, Level> => {
  const levels = new Map<number, Level>()
  for (const child of childrenOf(element, 'w:lvl')) {
    const at = wholeNumber(child.attribute('w:ilvl'), 0, levelCount - 1)
    if (at !== null) levels.set(at, readLevel(child))
  }
  return levels
}

/** Word sets a tab or a space behind a number; behind Chinese marks there is space enough. */
export const behindLabel = (label: string, suffix: Level['suffix']): string =>
  suffix === 'nothing' || (suffix === 'tab' && /[、，。．：）］】〕〉》\u3000]$/u.test(label)) ? '' : ' '

const createCounter = (lists: ReadonlyMap<string, List>): NumberingCounter => {
  /** Lists of the same kind go on with one another's numbers. */
  const counts = new Map<string, (number | null)[]>()
  const begun = new Set<string>()
  return {
    label: (id, at) => {
      const list = lists.get(id)
      if (list === undefined) return ''
      const level = list.levels[at] ?? plainLevel
      const numbers = counts.get(list.abstract) ?? Array.from({ length: levelCount }, () => null)
      counts.set(list.abstract, numbers)
      const startOf = (place: number): number => list.starts.get(place) ?? list.levels[place]?.start ?? 0
      const start = list.starts.get(at)
      const key = `${id}\n${at}`
      if (start !== undefined && !begun.has(key)) numbers[at] = null
      begun.add(key)
      const number = numbers[at]
      numbers[at] = number === null || number === undefined ? startOf(at) : number + 1
      for (let above = 0; above < at; above += 1) numbers[above] ??= startOf(above)
      for (let below = at + 1; below < levelCount; below += 1) {
        const after = list.levels[below]?.restartsAfter ?? levelCount
        if (at < after) numbers[below] = null
      }
      if (level.hidden || level.format === 'none' && level.text === '') return ''
      const label = level.text.replace(/%([1-9])/gu, (_, digit: string) => {
        const place = Number(digit) - 1
        const of = list.levels[place] ?? plainLevel
        const value = numbers[place] ?? startOf(place)
        const asDigits = level.digitsOnly && of.format !== 'none' && of.format !== 'decimalZero'
        return place > at ? '' : writeNumeral(value, asDigits ? 'decimal' : of.format, of.pattern)
      })
      return label === '' ? '' : label + behindLabel(label, level.suffix)
    },
  }
}

/** Reads `numbering.xml`; null where the file has none. */
export const readNumbering = (root: XmlElement | null, styles: Styles): Numbering => {
  const abstracts = new Map(childrenOf(root, 'w:abstractNum').map((element) => [element.attribute('w:abstractNumId') ?? '', element]))
  const numbers = new Map(childrenOf(root, 'w:num').map((element) => [element.attribute('w:numId') ?? '', element]))
  /** An abstract list may only say which style has its levels, and that style which list. */
  const abstractOf = (id: string, seen: ReadonlySet<string> = new Set()): string | null => {
    const abstract = valueOf(numbers.get(id) ?? null, 'w:abstractNumId')
    const link = valueOf(abstracts.get(abstract ?? '') ?? null, 'w:numStyleLink')
    const next = link === null || seen.has(id) ? null : styles.listOf(link)
    return (next === null ? null : abstractOf(next, new Set([...seen, id]))) ?? abstract
  }
  const lists = new Map<string, List>()
  for (const [id, element] of numbers) {
    const abstract = abstractOf(id)
    if (id === '0' || abstract === null || !abstracts.has(abstract)) continue
    const levels = readLevels(abstracts.get(abstract) ?? null)
    const starts = new Map<number, number>()
    for (const override of childrenOf(element, 'w:lvlOverride')) {
      const at = wholeNumber(override.attribute('w:ilvl'), 0, levelCount - 1)
      if (at === null) continue
      for (const [, level] of readLevels(override)) levels.set(at, level)
      const start = wholeNumber(valueOf(override, 'w:startOverride'), 0, 32_767)
      if (start !== null) starts.set(at, start)
    }
    lists.set(id, { abstract, starts, levels: Array.from({ length: levelCount }, (_, at) => levels.get(at) ?? plainLevel) })
  }
  return {
    has: (list) => lists.has(list),
    levelOf: (list, style) => {
      const at = lists.get(list)?.levels.findIndex((level) => level.style === style) ?? -1
      return at < 0 ? null : at
    },
    createCounter: () => createCounter(lists),
  }
}
