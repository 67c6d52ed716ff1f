import type { Doubt, Examined } from './doubt.ts'
import type { Finding } from './draft.ts'
import type { ProseCost } from './prose-cost.ts'

const ofPages = '第[ ]*\\d{1,4}[ ]*[页頁][ ]*[,，/／]?[ ]*[（(]?共[ ]*\\d{1,4}[ ]*[页頁][）)]?'
/** Styles of a page number on a line of its own, with the number first and the total second. */
const styles: readonly RegExp[] = [
  /^第[ ]*(\d{1,4})[ ]*[页頁][ ]*[,，/／]?[ ]*[（(]?共[ ]*(\d{1,4})[ ]*[页頁][）)]?$/u,
  /^[-–—－·•~][ ]*(\d{1,4})[ ]*[-–—－·•~]$/u,
  /^(\d{1,4})[ ]*[/／][ ]*(\d{1,4})$/u,
  /^Page[ ]+(\d{1,4})(?:[ ]+of[ ]+(\d{1,4}))?$/iu,
  /^第[ ]*(\d{1,4})[ ]*[页頁]$/u,
  /^(\d{1,4})$/u,
]
const certainStyle = 0
const bareStyle = 5

interface Numbered {
  readonly start: number
  readonly end: number
  readonly style: number
  readonly page: number
  readonly total: string
  /** Whether the sentence before goes on behind it. */
  readonly inside: boolean
}

/**
 * Page numbers that stand between lines of the text: a style of their own that counts upwards, or a form nothing else has
 * (第3页 共9页). A bare figure may be the number of a chapter; it goes only where it stands inside sentences.
 */
export const findPageNumbers = (text: string, cost: ProseCost): Examined<Finding> => {
  const findings: Finding[] = []
  const doubts: Doubt[] = []
  const numbered: Numbered[] = []
  for (const match of text.matchAll(/(?<=^|\n)[ \t\u3000]*(?:[第Pp\d\-–—－·•~][^\n]{0,24}|\d)(?=\n|$)/gu)) {
    const line = match[0].trim()
    if (!/\d/.test(line)) continue
    const style = styles.findIndex((one) => one.test(line))
    if (style < 0) continue
    const [, page = '', total = ''] = styles[style]?.exec(line) ?? []
    const before = text.slice(Math.max(0, match.index - 40), match.index).trimEnd()
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 20).trimStart()
    const inside = /[\p{Script=Han}，、；]$/u.test(before) && before.length > 12 && /^\p{Script=Han}/u.test(after) && /[，。；]/u.test(before)
    numbered.push({ start: match.index, end: match.index + match[0].length, style, page: Number(page), total, inside })
  }
  for (const [style] of styles.entries()) {
    const group = numbered.filter((one) => one.style === style)
    const rising = group.every((one, index) => index === 0 || one.page > (group[index - 1]?.page ?? 0))
    const oneTotal = new Set(group.map(({ total }) => total)).size === 1
    const proven =
      style === certainStyle ? group.length > 0 : style === bareStyle ? group.length >= 2 && rising && group.filter(({ inside }) => inside).length * 2 >= group.length : group.length >= 2 && rising && oneTotal
    if (!proven) {
      if (style !== bareStyle) for (const one of group) if (one.inside) doubts.push({ offset: one.start, what: 'a page number seems to stand in the text' })
      continue
    }
    for (const { start, end } of group) {
      findings.push({
        start: text.charAt(end) === '\n' ? start : Math.max(0, start - 1),
        end: text.charAt(end) === '\n' ? end + 1 : end,
        after: '',
        class: 'page-number',
        confidence: 0.97,
        basis: group.length === 1 ? 'A line that only counts pages.' : `A page number, one of ${group.length} of this style that count upwards.`,
      })
    }
  }
  if (/[页頁]/u.test(text)) {
    for (const { 0: words, index } of text.matchAll(new RegExp(`(?<=[^\\s])[ ]*${ofPages}[ ]*(?=[^\\s])`, 'gu'))) {
      const end = index + words.length
      if (findings.some((one) => one.start < end && index < one.end)) continue
      const left = text.slice(Math.max(0, index - 8), index)
      const right = text.slice(end, end + 8)
      const cuts = cost.of(left) + cost.of(right) - cost.of(left + right) >= 4
      const between = /[。！？”」]$/u.test(left) && /^[\p{Script=Han}“「]/u.test(right)
      if (!cuts && !between) {
        doubts.push({ offset: index, what: 'a page number seems to stand in the text' })
        continue
      }
      findings.push({
        start: index,
        end,
        after: '',
        class: 'page-number',
        confidence: 0.95,
        basis: cuts ? 'A count of pages stands inside a word of the text.' : 'A count of pages stands between two sentences of the text.',
      })
    }
  }
  return { findings: findings.toSorted((a, b) => a.start - b.start), doubts }
}
