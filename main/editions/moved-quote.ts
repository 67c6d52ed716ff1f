import type { Doubt, Examined } from './doubt.ts'
import type { Finding } from './draft.ts'
import type { ProseCost } from './prose-cost.ts'

const reach = 6
/** By how many nats another place must be cheaper, and by how many it must beat the third. */
const certain = 6
const alone = 9
const doubtful = 5
const ahead = 3

interface Moved {
  readonly finding: Finding
  readonly gain: number
  readonly offset: number
}

/**
 * Quotation marks that stand one character beside the border of their word, as tools against copying leave them
 * (國務“院關於). Put back where the place beside is far more likely, the other side is not, and the text has several.
 */
export const findMovedQuotes = (text: string, cost: ProseCost): Examined<Finding> => {
  const moved: Moved[] = []
  const doubts: Doubt[] = []
  for (const match of text.matchAll(/(?<=\p{Script=Han})[“”「」](?=\p{Script=Han})/gu)) {
    const at = match.index
    const left = /\p{Script=Han}*$/u.exec(text.slice(Math.max(0, at - reach), at))?.[0] ?? ''
    const right = /^\p{Script=Han}*/u.exec(text.slice(at + 1, at + 1 + reach))?.[0] ?? ''
    const joined = left + right
    const costAt = (place: number): number => cost.of(joined.slice(0, place)) + cost.of(joined.slice(place))
    const here = costAt(left.length)
    const before = left.length >= 1 ? costAt(left.length - 1) : Number.POSITIVE_INFINITY
    const behind = right.length >= 1 ? costAt(left.length + 1) : Number.POSITIVE_INFINITY
    // Between the two words of a phrase nothing speaks for another place: the mark has to cut a word.
    const last = left.slice(-1)
    const first = right.slice(0, 1)
    if (!cost.has(last + first) && !cost.has(left.slice(-2) + first) && !cost.has(last + right.slice(0, 2))) continue
    const best = Math.min(before, behind)
    const gain = here - best
    if (gain < doubtful) continue
    const clear = Math.abs(before - behind) >= ahead
    if (!clear || gain < certain) {
      if (gain >= certain) doubts.push({ offset: at, what: 'a quotation mark stands inside a word' })
      continue
    }
    const toLeft = before < behind
    moved.push({
      offset: at,
      gain,
      finding: {
        start: toLeft ? at - last.length : at,
        end: toLeft ? at + 1 : at + 1 + first.length,
        after: toLeft ? match[0] + last : first + match[0],
        class: 'moved-quote',
        confidence: 0.93,
        basis: `The quotation mark stands inside “${last}${first}”; one character ${toLeft ? 'before' : 'behind'} it words begin and end.`,
      },
    })
  }
  const proven = moved.length >= 2 ? moved : moved.filter(({ gain }) => gain >= alone)
  for (const one of moved) if (!proven.includes(one)) doubts.push({ offset: one.offset, what: 'a quotation mark stands inside a word' })
  const findings: Finding[] = []
  for (const { finding } of proven) if (finding.start >= (findings.at(-1)?.end ?? 0)) findings.push(finding)
  return { findings, doubts }
}
