import { loadCharacterReadings } from '../../preload/text/character-readings.ts'
import { loadToSimplified, type Convert } from '../../preload/text/conversion.ts'
import { findByteStraddles } from './byte-straddle.ts'
import type { Cut } from './cut.ts'
import type { Span } from './document-parts.ts'
import { findCensoredMouths } from './blank.ts'
import type { Doubt, Examined } from './doubt.ts'
import { createDraft, extendDraft, type Draft, type Finding, type Wanted } from './draft.ts'
import { loadGbk } from './gbk.ts'
import { findCutSentences, findHardWraps, findWholeQuoting } from './hard-wrap.ts'
import { findInvisibleCharacters } from './invisible-character.ts'
import { findLineEnds } from './line-end.ts'
import { findLiteralCodes } from './literal-code.ts'
import { findMisreadText } from './misread-text.ts'
import { findMovedQuotes } from './moved-quote.ts'
import { findBareOutline, findOutlineFrame } from './outline-list.ts'
import { findPageNumbers } from './page-number.ts'
import { findPinyinAnnotations } from './pinyin-annotation.ts'
import { findPinyinSubstitutions } from './pinyin-substitution.ts'
import { createProseCost, type ProseCost } from './prose-cost.ts'
import { scriptOf, type Script } from './script.ts'
import { findShiftedSentences, type ShiftedSentences } from './shifted-sentence.ts'
import { findShiftedRuns } from './shifted-run.ts'
import { findSiteLines, findUncountedCuts } from './site-line.ts'
import { findSiteNotices } from './site-notice.ts'
import { findLostSpaces, findSpacedText } from './spaced-text.ts'
import { findBrokenLines, findSpacesAtCuts, findStraySpaces } from './spacing.ts'

export interface Restored {
  readonly draft: Draft
  readonly script: Script
  readonly cuts: readonly Cut[]
  readonly list: Span | null
  readonly extract: { readonly start: number; readonly end: number; readonly notice: string } | null
  /** Source offsets of damage that stays. */
  readonly unsolved: readonly number[]
  /** Other places of the source that look damaged and were left; offsets are UTF-16 units of the source. */
  readonly doubts: readonly Doubt[]
}

/** L0 → L1: every stage looks at the text as the stages before left it. Repairs that are not `wanted` are not made. */
export const restore = async (source: string, wanted?: Wanted): Promise<Restored> => {
  const toSimplified = await loadToSimplified()
  const script = scriptOf(source, toSimplified)
  const cost = createProseCost(toSimplified)
  const doubts: Doubt[] = []
  let draft = createDraft(source, [], wanted)
  const add = (findings: readonly Finding[]): void => {
    draft = extendDraft(draft, findings)
  }
  const doubt = (found: readonly Doubt[]): void => {
    for (const { offset, what } of found) {
      const place = draft.sourceRange(Math.min(offset, draft.text.length), Math.min(offset + 1, draft.text.length)).start
      doubts.push({ offset: place, what })
    }
  }
  const examine = ({ findings, doubts: found }: Examined<Finding>): void => {
    doubt(found)
    add(findings)
  }

  examine(findMisreadText(draft.text))
  add(findLineEnds(draft.text))
  add(findLiteralCodes(draft.text))
  add(findInvisibleCharacters(draft.text))
  add(findLostSpaces(draft.text))
  examine(findSpacedText(draft.text, cost))
  add(findWholeQuoting(draft.text))
  examine(findHardWraps(draft.text, cost))

  const annotations = await findPinyinAnnotations(draft.text, toSimplified)
  doubt(annotations.doubts)
  add(annotations.findings)
  const straddles = await findByteStraddles(draft, annotations, toSimplified)
  const unsolved = straddles.unsolved.map((offset) => draft.sourceRange(offset, offset + 1).start)
  add(straddles.findings)
  const sentences = await shiftedSentences(draft.text, cost, toSimplified)
  for (const offset of sentences.unsolved) unsolved.push(draft.sourceRange(offset, offset + 1).start)
  add(sentences.findings)
  const shifted = await findShiftedRuns(draft.text, toSimplified)
  for (const offset of shifted.unsolved) unsolved.push(draft.sourceRange(offset, offset + 1).start)
  const known = new Set(unsolved)
  unsolved.splice(0, unsolved.length, ...[...known].toSorted((a, b) => a - b))
  add(shifted.findings)

  const isWanted = (finding: Finding): boolean =>
    draft.wanted({ ...finding, ...draft.sourceRange(finding.start, finding.end) })
  // A notice that the reader takes for the author's words is no cut.
  const notices = findSiteNotices(draft.text).filter(({ finding }) => isWanted(finding))
  const located = notices.map((notice): Located => ({
    ...notice,
    hidden: null,
    cutsMiddle: notice.omitted !== null,
    source: draft.sourceRange(notice.start, notice.end),
  }))
  add(notices.map((notice) => notice.finding))
  examine(findPageNumbers(draft.text, cost))
  const uncounted = findUncountedCuts(draft.text).filter(({ finding }) => isWanted(finding))
  for (const notice of uncounted) {
    located.push({ ...notice, omitted: null, total: null, shown: null, source: draft.sourceRange(notice.start, notice.end) })
  }
  add(uncounted.map((notice) => notice.finding))
  examine(findSiteLines(draft.text, cost))
  located.sort((a, b) => a.source.start - b.source.start)

  const frame = findOutlineFrame(draft.text)
  const frameSource = frame === null ? null : draft.sourceRange(frame.start, frame.end)
  const extract =
    frame === null || frame.extract === null || !frame.findings.every((finding) => isWanted(finding))
      ? null
      : extractNotice(source, draft.sourceRange(frame.extract.start, frame.extract.end))
  if (frame !== null) add(frame.findings)

  const isDamaged = annotations.table.size > 0 || notices.length > 0 || extract !== null
  const offsetOf = (sourceOffset: number): number => draft.offsetOf(sourceOffset)
  add(
    findSpacesAtCuts(
      draft.text,
      located.map(({ source: range }) => offsetOf(range.start)),
    ),
  )
  add(await findPinyinSubstitutions(draft.text, script.language === 'zh-Hant', isDamaged, toSimplified))
  add(findStraySpaces(draft.text, isDamaged))
  add(findBrokenLines(draft.text))
  examine(findCutSentences(draft.text, cost))
  examine(findMovedQuotes(draft.text, cost))
  doubt(findCensoredMouths(draft.text))

  const final = draft
  const cuts = located.flatMap((notice): Cut[] => {
    const { source: range } = notice
    const offset = final.offsetOf(range.start)
    const goesOn = final.text.slice(offset, offset + 4000).trim() !== ''
    // A fold that was open when the page was saved hides nothing.
    const isFold = !notice.cutsMiddle && goesOn && notice.total === null && notice.shown === null && notice.omitted === null
    if (isFold) return []
    const atEnd = !goesOn || (notice.omitted === null && notice.hidden === null && (notice.total !== null || notice.shown !== null))
    return [
      {
        offset,
        kind: atEnd ? 'paywall-cut-end' : 'paywall-cut-middle',
        sourceStart: range.start,
        sourceEnd: range.end,
        notice: source.slice(range.start, range.end),
        omitted: notice.omitted,
        total: notice.total,
        shown: notice.shown,
        hidden: notice.hidden,
      },
    ]
  })
  const list =
    frameSource === null
      ? findBareOutline(final.text)
      : { start: final.offsetOf(frameSource.start), end: final.offsetOf(frameSource.end - 1) + 1 }
  doubts.sort((a, b) => a.offset - b.offset)
  return { draft: final, script, cuts, list, extract, unsolved, doubts }
}

/** Loads what it needs only where a question mark stands between characters. */
const shiftedSentences = async (text: string, cost: ProseCost, toSimplified: Convert): Promise<ShiftedSentences> =>
  /[\p{Script=Han}”）》」]\?[^\x00-\x7f\s]/u.test(text)
    ? findShiftedSentences(text, cost, await loadCharacterReadings(toSimplified), loadGbk(), toSimplified)
    : { findings: [], unsolved: [] }

/** A notice that stands for missing text, and its words in the source. */
interface Located {
  readonly start: number
  readonly end: number
  readonly omitted: number | null
  readonly total: number | null
  readonly shown: number | null
  readonly hidden: number | null
  readonly cutsMiddle: boolean
  readonly source: Span
}

const extractNotice = (source: string, range: Span): Span & { readonly notice: string } => ({
  ...range,
  notice: source.slice(range.start, range.end),
})
