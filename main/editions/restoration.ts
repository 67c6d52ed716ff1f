import { loadToSimplified } from '../../preload/text/conversion.ts'
import { findByteStraddles } from './byte-straddle.ts'
import type { Cut } from './cut.ts'
import type { Span } from './document-parts.ts'
import { createDraft, extendDraft, type Draft, type Finding, type Wanted } from './draft.ts'
import { findLineEnds } from './line-end.ts'
import { findBareOutline, findOutlineFrame } from './outline-list.ts'
import { findPinyinAnnotations } from './pinyin-annotation.ts'
import { findPinyinSubstitutions } from './pinyin-substitution.ts'
import { scriptOf, type Script } from './script.ts'
import { findShiftedRuns } from './shifted-run.ts'
import { findSiteNotices } from './site-notice.ts'
import { findBrokenLines, findSpacesAtCuts, findStraySpaces } from './spacing.ts'

export interface Restored {
  readonly draft: Draft
  readonly script: Script
  readonly cuts: readonly Cut[]
  readonly list: Span | null
  readonly extract: { readonly start: number; readonly end: number; readonly notice: string } | null
  /** Source offsets of damage that stays. */
  readonly unsolved: readonly number[]
}

/** L0 → L1: every stage looks at the text as the stages before left it. Repairs that are not `wanted` are not made. */
export const restore = async (source: string, wanted?: Wanted): Promise<Restored> => {
  const toSimplified = await loadToSimplified()
  const script = scriptOf(source, toSimplified)
  let draft = createDraft(source, findLineEnds(source), wanted)

  const annotations = await findPinyinAnnotations(draft.text, toSimplified)
  draft = extendDraft(draft, annotations.findings)
  const straddles = await findByteStraddles(draft, annotations, toSimplified)
  const unsolved = straddles.unsolved.map((offset) => draft.sourceRange(offset, offset + 1).start)
  draft = extendDraft(draft, straddles.findings)
  const shifted = await findShiftedRuns(draft.text, toSimplified)
  for (const offset of shifted.unsolved) unsolved.push(draft.sourceRange(offset, offset + 1).start)
  unsolved.sort((a, b) => a - b)
  draft = extendDraft(draft, shifted.findings)

  const isWanted = (finding: Finding): boolean =>
    draft.wanted({ ...finding, ...draft.sourceRange(finding.start, finding.end) })
  // A notice that the reader takes for the author's words is no cut.
  const notices = findSiteNotices(draft.text).filter(({ finding }) => isWanted(finding))
  const located = notices.map((notice) => ({ notice, source: draft.sourceRange(notice.start, notice.end) }))
  draft = extendDraft(
    draft,
    notices.map((notice) => notice.finding),
  )
  const frame = findOutlineFrame(draft.text)
  const frameSource = frame === null ? null : draft.sourceRange(frame.start, frame.end)
  const extract =
    frame === null || frame.extract === null || !frame.findings.every((finding) => isWanted(finding))
      ? null
      : extractNotice(source, draft.sourceRange(frame.extract.start, frame.extract.end))
  if (frame !== null) draft = extendDraft(draft, frame.findings)

  const isDamaged = annotations.table.size > 0 || notices.length > 0 || extract !== null
  const offsetOf = (sourceOffset: number): number => draft.offsetOf(sourceOffset)
  draft = extendDraft(
    draft,
    findSpacesAtCuts(
      draft.text,
      located.map(({ source: range }) => offsetOf(range.start)),
    ),
  )
  draft = extendDraft(
    draft,
    await findPinyinSubstitutions(draft.text, script.language === 'zh-Hant', isDamaged, toSimplified),
  )
  draft = extendDraft(draft, findStraySpaces(draft.text, isDamaged))
  draft = extendDraft(draft, findBrokenLines(draft.text))

  const final = draft
  const cuts = located.map(({ notice, source: range }): Cut => {
    const offset = final.offsetOf(range.start)
    const atEnd = notice.omitted === null || final.text.slice(offset).trim() === ''
    return {
      offset,
      kind: atEnd ? 'paywall-cut-end' : 'paywall-cut-middle',
      sourceStart: range.start,
      sourceEnd: range.end,
      notice: source.slice(range.start, range.end),
      omitted: notice.omitted,
      total: notice.total,
      shown: notice.shown,
    }
  })
  const list =
    frameSource === null
      ? findBareOutline(final.text)
      : { start: final.offsetOf(frameSource.start), end: final.offsetOf(frameSource.end - 1) + 1 }
  return { draft: final, script, cuts, list, extract, unsolved }
}

const extractNotice = (source: string, range: Span): Span & { readonly notice: string } => ({
  ...range,
  notice: source.slice(range.start, range.end),
})
