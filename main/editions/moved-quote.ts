import type { Doubt, Examined } from './doubt.ts'
import type { Finding } from './draft.ts'
import type { ProseCost } from './prose-cost.ts'

const reach = 6
/** By how many nats another place must be cheaper, and by how many it must beat the third. */
const certain = 6
const alone = 9
const doubtful = 5
const ahead = 3

/** Distance in nats by which one direction must win over the other in all of a text. */
const oneWay = 8

interface Mark {
  readonly at: number
  /** Nats saved by moving it one character to the left or to the right. */
  readonly left: number
  readonly right: number
  /** Whether the characters beside it make a word. */
  readonly cuts: boolean
  /** Whether it stands between two Han characters. */
  readonly flanked: boolean
}

const marksOf = (text: string, cost: ProseCost): Mark[] =>
  [...text.matchAll(/[“”「」]/gu)].map(({ index: at }) => {
    const left = /\p{Script=Han}*$/u.exec(text.slice(Math.max(0, at - reach), at))?.[0] ?? ''
    const right = /^\p{Script=Han}*/u.exec(text.slice(at + 1, at + 1 + reach))?.[0] ?? ''
    const last = left.slice(-1)
    const first = right.slice(0, 1)
    if (last === '' || first === '') return { at, left: 0, right: 0, cuts: false, flanked: false }
    const joined = left + right
    const costAt = (place: number): number => cost.of(joined.slice(0, place)) + cost.of(joined.slice(place))
    const here = costAt(left.length)
    return {
      at,
      left: here - costAt(left.length - 1),
      right: here - costAt(left.length + 1),
      flanked: true,
      cuts: cost.has(last + first) || cost.has(left.slice(-2) + first) || cost.has(last + right.slice(0, 2)),
    }
  })

const move = (text: string, at: number, toLeft: boolean, confidence: number): Finding | null => {
  const mark = text.charAt(at)
  const moved = toLeft ? text.charAt(at - 1) : text.charAt(at + 1)
  if (moved === '' || /[\s“”「」]/u.test(moved)) return null
  return {
    start: toLeft ? at - 1 : at,
    end: toLeft ? at + 1 : at + 2,
    after: toLeft ? mark + moved : moved + mark,
    class: 'moved-quote',
    confidence,
    basis: `The quotation mark stands inside a word; one character ${toLeft ? 'before' : 'behind'} it words begin and end.`,
  }
}

/**
 * Quotation marks that stand one character beside the border of their word, as tools against copying leave them
 * (國務“院關於). One alone is put back where the place on one side is far more likely than both others; several, where all of
 * them together tell the direction.
 */
export const findMovedQuotes = (text: string, cost: ProseCost): Examined<Finding> => {
  const none = { findings: [], doubts: [] }
  if (!/\p{Script=Han}[“”「」]\p{Script=Han}/u.test(text)) return none
  const marks = marksOf(text, cost)
  const cutting = marks.filter(({ left, right, cuts }) => cuts && Math.max(left, right) >= doubtful)
  if (cutting.length === 0) return none
  const findings: Finding[] = []
  const doubts: Doubt[] = []
  let toLeft = 0
  let toRight = 0
  let from = 0
  for (const line of text.split('\n')) {
    const end = from + line.length
    if (cutting.some(({ at }) => at >= from && at < end)) {
      const here = cost.of(line)
      toLeft += here - cost.of(line.replace(/([^\s“”「」])([“”「」])/gu, '$2$1'))
      toRight += here - cost.of(line.replace(/([“”「」])([^\s“”「」])/gu, '$2$1'))
    }
    from = end + 1
  }
  const systematic = cutting.length >= 2 && Math.max(toLeft, toRight) >= oneWay && cutting.length * 4 >= marks.length && Math.abs(toLeft - toRight) >= oneWay
  if (systematic) {
    const isLeft = toLeft > toRight
    for (const mark of marks) {
      // At the edge of a sentence the tool finds no character to change places with.
      if (!mark.flanked) {
        const beside = isLeft ? text.charAt(mark.at - 1) : text.charAt(mark.at + 1)
        if (/[，、]/u.test(text.charAt(mark.at - 1)) || /\p{Script=Han}/u.test(beside)) {
          doubts.push({ offset: mark.at, what: 'a quotation mark may have been moved as others in the text were' })
        }
        continue
      }
      const gain = isLeft ? mark.left : mark.right
      const finding = gain >= -1 ? move(text, mark.at, isLeft, mark.cuts ? 0.95 : 0.9) : null
      if (finding === null || finding.start < (findings.at(-1)?.end ?? 0)) {
        doubts.push({ offset: mark.at, what: 'a quotation mark may have been moved as others in the text were' })
      } else findings.push(finding)
    }
    return { findings, doubts }
  }
  for (const { at, left, right } of cutting) {
    const gain = Math.max(left, right)
    const clear = Math.abs(left - right) >= ahead
    const finding = clear && gain >= (cutting.length >= 2 ? certain : alone) ? move(text, at, left > right, 0.93) : null
    if (finding !== null && finding.start >= (findings.at(-1)?.end ?? 0)) findings.push(finding)
    else if (gain >= certain) doubts.push({ offset: at, what: 'a quotation mark stands inside a word' })
  }
  return { findings, doubts }
}
