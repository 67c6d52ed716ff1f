import { createHash } from 'node:crypto'
import type { Edit, Gap, Section, TextPart } from '../../preload/contract/documents.ts'
import { alignOutline } from './alignment.ts'
import { findByteStraddles } from './byte-straddle.ts'
import { createCodePointIndex, type CodePointIndex } from './code-points.ts'
import type { Cut } from './cut.ts'
import { decodeText } from './decode.ts'
import { findTitle, type Span } from './document-parts.ts'
import { createDraft, extendDraft, type Draft } from './draft.ts'
import type { Edition } from './edition.ts'
import { blankGaps, createLocate, cutGaps, extractGap, metadataGap, numberingGaps, visibleCharacters, type GapDraft } from './gap.ts'
import { findHeadings } from './heading.ts'
import { applySettings, settlePunctuation, settleSpelling, type Setting } from './house-style.ts'
import { findLineEnds, newlineOf } from './line-end.ts'
import { findBareOutline, findOutlineFrame, readOutlineList } from './outline-list.ts'
import { findPinyinAnnotations } from './pinyin-annotation.ts'
import { findPinyinSubstitutions } from './pinyin-substitution.ts'
import { loadToSimplified, scriptOf, type Script } from './script.ts'
import { buildSectionTree, type SectionTree } from './section-tree.ts'
import { findSiteNotices } from './site-notice.ts'
import { findBrokenLines, findSpacesAtCuts, findStraySpaces } from './spacing.ts'

/** Share of traditional characters from which a text counts as traditional when its spelling is looked at. */
const traditionalText = 0.9

interface Restored {
  readonly draft: Draft
  readonly script: Script
  readonly cuts: readonly Cut[]
  readonly list: Span | null
  readonly extract: { readonly start: number; readonly end: number; readonly notice: string } | null
  readonly isDamaged: boolean
  /** Source offsets of damage that stays. */
  readonly unsolved: readonly number[]
}

/** L0 → L1: every stage looks at the text as the stages before left it. */
const restore = async (source: string): Promise<Restored> => {
  const toSimplified = await loadToSimplified()
  const script = scriptOf(source, toSimplified)
  let draft = createDraft(source, findLineEnds(source))

  const annotations = await findPinyinAnnotations(draft.text, toSimplified)
  draft = extendDraft(draft, annotations.findings)
  const straddles = await findByteStraddles(draft, annotations, toSimplified)
  const unsolved = straddles.unsolved.map((offset) => draft.sourceRange(offset, offset + 1).start)
  draft = extendDraft(draft, straddles.findings)

  const notices = findSiteNotices(draft.text)
  const located = notices.map((notice) => ({ notice, source: draft.sourceRange(notice.start, notice.end) }))
  draft = extendDraft(draft, notices.map((notice) => notice.finding))
  const frame = findOutlineFrame(draft.text)
  const frameSource = frame === null ? null : draft.sourceRange(frame.start, frame.end)
  const extract =
    frame === null || frame.extract === null
      ? null
      : extractNotice(source, draft.sourceRange(frame.extract.start, frame.extract.end))
  if (frame !== null) draft = extendDraft(draft, frame.findings)

  const isDamaged = annotations.table.size > 0 || notices.length > 0 || extract !== null
  const offsetOf = (sourceOffset: number): number => draft.offsetOf(sourceOffset)
  draft = extendDraft(draft, findSpacesAtCuts(draft.text, located.map(({ source: range }) => offsetOf(range.start))))
  draft = extendDraft(draft, await findPinyinSubstitutions(draft.text, script.language === 'zh-Hant', isDamaged, toSimplified))
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
  return { draft: final, script, cuts, list, extract, isDamaged, unsolved }
}

const extractNotice = (source: string, range: Span): Span & { readonly notice: string } => ({
  ...range,
  notice: source.slice(range.start, range.end),
})

interface Structure {
  readonly tree: SectionTree
  readonly list: Span | null
  readonly title: Span | null
  /** Where the preamble starts. */
  readonly bodyStart: number
}

const structure = (text: string, foundList: Span | null, cuts: readonly Cut[]): Structure => {
  const offsets = cuts.map((cut) => cut.offset)
  const entries = foundList === null ? [] : readOutlineList(text, foundList.start, foundList.end)
  const titleWithList = findTitle(text, foundList)
  const from = Math.max(foundList?.end ?? 0, titleWithList?.end ?? 0)
  const aligned = alignOutline(entries, text, from, offsets)
  const matched = aligned.filter((heading) => heading !== null).length
  const isOutline = matched > 0 || (entries.length > 0 && cuts.length > 0)
  const list = isOutline ? foundList : null
  const title = isOutline ? titleWithList : findTitle(text, null)
  const bodyStart = Math.max(list?.end ?? 0, title?.end ?? 0)
  const taken = aligned.filter((heading) => heading !== null).toSorted((a, b) => a.start - b.start)
  const extra = isOutline
    ? headingsBetween(text, bodyStart, taken, offsets)
    : shift(findHeadings(text.slice(bodyStart), offsets.map((cut) => cut - bodyStart), true), bodyStart, 0)
  const tree = buildSectionTree(text, isOutline ? entries : [], isOutline ? aligned : [], extra, cuts)
  return { tree, list, title, bodyStart }
}

type Headings = ReturnType<typeof findHeadings>

const shift = (headings: Headings, by: number, parentBy: number): Headings =>
  headings.map((heading) => ({
    ...heading,
    start: heading.start + by,
    end: heading.end + by,
    textStart: heading.textStart + by,
    parent: heading.parent < 0 ? -1 : heading.parent + parentBy,
  }))

/** Headings on lines of their own that the list does not name, looked for between those it does. */
const headingsBetween = (
  text: string,
  bodyStart: number,
  taken: readonly { readonly start: number; readonly textStart: number }[],
  cuts: readonly number[],
): Headings => {
  const all: Headings = []
  const bounds = [{ start: bodyStart, textStart: bodyStart }, ...taken, { start: text.length, textStart: text.length }]
  for (let index = 0; index + 1 < bounds.length; index += 1) {
    const from = bounds[index]?.textStart ?? 0
    const to = bounds[index + 1]?.start ?? text.length
    if (to <= from) continue
    const found = findHeadings(text.slice(from, to), cuts.map((cut) => cut - from), false)
    all.push(...shift(found, from, all.length))
  }
  return all
}

const editRecords = (draft: Draft, settings: readonly Setting[], index: CodePointIndex): Edit[] => {
  const records: Omit<Edit, 'id'>[] = draft.repairs.map((repair) => ({
    start: index.toCodePoint(repair.start),
    end: index.toCodePoint(repair.end),
    before: draft.source.slice(repair.start, repair.end),
    after: repair.after,
    class: repair.class,
    layer: 'L1',
    confidence: repair.confidence,
    basis: repair.basis,
  }))
  const rewritten = new Map<number, Omit<Edit, 'id'>>()
  for (const setting of settings) {
    const range = draft.sourceRange(setting.offset, setting.offset + setting.length)
    const start = index.toCodePoint(range.start)
    const repair = draft.repairAt(setting.offset)
    const known = rewritten.get(start)
    let after = setting.after
    if (repair !== null) {
      const output = known?.after ?? repair.after
      const inside = setting.offset - draft.offsetOf(repair.start)
      after = output.slice(0, inside) + setting.after + output.slice(inside + setting.length)
    }
    const record: Omit<Edit, 'id'> = {
      start,
      end: index.toCodePoint(range.end),
      before: draft.source.slice(range.start, range.end),
      after,
      class: setting.class,
      layer: 'L2',
      confidence: setting.confidence,
      basis: setting.basis,
    }
    if (repair !== null) rewritten.set(start, record)
    else records.push(record)
  }
  return [...records, ...rewritten.values()]
    .toSorted((a, b) => a.start - b.start || a.end - b.end || a.layer.localeCompare(b.layer))
    .map((record, order) => ({ id: `R${order + 1}`, ...record }))
}

/** "notes.txt" → "notes". */
const baseName = (fileName: string): string => fileName.replace(/\.[^.]{1,8}$/u, '')

/**
 * Makes the edition of a text from its bytes. The same bytes always give the same edition; nothing is read or written
 * but the tables it loads on demand. Never fails on text: what cannot be repaired with certainty stays and is warned of.
 */
export const makeEdition = async (
  bytes: Uint8Array,
  about: { readonly documentId: string; readonly fileName: string },
): Promise<Edition> => {
  const decoded = decodeText(bytes)
  const sourceIndex = createCodePointIndex(decoded.text)
  const restored = await restore(decoded.text)
  const { draft } = restored
  const { text } = draft
  const toSimplified = await loadToSimplified()

  const settings = [
    ...settlePunctuation(text, restored.unsolved.length > 0),
    ...(restored.script.language === 'zh-Hant' && restored.script.traditionalShare >= traditionalText
      ? await settleSpelling(text, toSimplified)
      : []),
  ].toSorted((a, b) => a.offset - b.offset)
  const set = applySettings(text, settings)
  const setIndex = createCodePointIndex(set)

  const { tree, list, title, bodyStart } = structure(text, restored.list, restored.cuts)
  const locate = createLocate(tree, bodyStart)
  const metadata = metadataGap(text.slice(bodyStart === 0 ? 0 : (list?.end ?? 0)))
  const gapDrafts = [
    ...cutGaps(restored.cuts, tree, locate, visibleCharacters(text, list)),
    ...blankGaps(draft, locate),
    ...(list === null ? [] : numberingGaps(tree, draft)),
    ...(list === null || restored.extract === null ? [] : [extractGap(restored.extract, list)]),
    ...(metadata === null ? [] : [metadata]),
  ]

  const index = createCodePointIndex(text)
  const point = (offset: number): number => index.toCodePoint(offset)
  const span = (range: Span | null): { start: number; end: number } | null =>
    range === null ? null : { start: point(range.start), end: point(range.end) }
  const gaps = gapDrafts.map((gap, order) => gapRecord(gap, `G${order + 1}`, sourceIndex, index))
  const gapsOf = new Map<string, string[]>()
  for (const gap of gaps) {
    for (const id of gap.affects) {
      const known = gapsOf.get(id)
      if (known === undefined) gapsOf.set(id, [gap.id])
      else known.push(gap.id)
    }
  }
  const setOf = (range: { start: number; end: number }): string =>
    set.slice(setIndex.toUnit(range.start), setIndex.toUnit(range.end))

  const sections = tree.nodes.map((node): Section => {
    const named = span(node.listRange ?? node.headingRange)
    return {
      id: node.id,
      level: node.level,
      parent: tree.nodes[node.parent]?.id ?? null,
      marker: node.marker,
      heading: node.heading,
      headingSet: named === null ? node.heading : setOf(named),
      status: node.status,
      confidence: node.confidence,
      headingRange: span(node.headingRange),
      runIn: node.runIn,
      range: span(node.range),
      listRange: span(node.listRange),
      gaps: gapsOf.get(node.id) ?? [],
    }
  })
  const titleSpan = span(title)
  const titleText = title === null ? baseName(about.fileName) : text.slice(title.start, title.end)
  return {
    format: 1,
    documentId: about.documentId,
    revision: revisionOf(text, sections),
    title: titleText,
    titleSet: titleSpan === null ? titleText : setOf(titleSpan),
    language: restored.script.language,
    source: {
      file: about.fileName,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      characters: sourceIndex.length,
      encoding: decoded.encoding,
      encodingConfidence: Math.round(decoded.confidence * 1000) / 1000,
      bom: decoded.bom,
      newline: newlineOf(decoded.text),
    },
    restored: text,
    set,
    parts: textParts(text, tree, list, title, bodyStart).map(({ kind, range }) => ({
      kind,
      range: { start: point(range.start), end: point(range.end) },
    })),
    sections,
    gaps,
    edits: editRecords(draft, settings, sourceIndex),
    warnings: warningsOf(decoded, restored, sourceIndex),
  }
}

const gapRecord = (gap: GapDraft, id: string, source: CodePointIndex, restored: CodePointIndex): Gap => ({
  id,
  ...gap,
  start: gap.start === null ? null : source.toCodePoint(gap.start),
  end: gap.end === null ? null : source.toCodePoint(gap.end),
  offset: gap.offset === null ? null : restored.toCodePoint(gap.offset),
  length: gap.offset === null ? 0 : restored.toCodePoint(gap.offset + gap.length) - restored.toCodePoint(gap.offset),
})

/** Names the content: changes when L1 or the division into sections does. */
const revisionOf = (restored: string, sections: readonly Section[]): string => {
  const hash = createHash('sha256').update(restored)
  for (const { id, headingRange, range } of sections) hash.update(`\n${JSON.stringify([id, headingRange, range])}`)
  return hash.digest('hex').slice(0, 16)
}

const textParts = (
  text: string,
  tree: SectionTree,
  list: Span | null,
  title: Span | null,
  bodyStart: number,
): { kind: TextPart['kind']; range: Span }[] => {
  const firstHeading = tree.nodes.reduce(
    (first, node) => Math.min(first, node.headingRange?.start ?? first, node.range?.start ?? first),
    text.length,
  )
  const within = (start: number, end: number): Span | null => {
    let from = start
    let to = end
    while (from < to && /\s/u.test(text.charAt(from))) from += 1
    while (to > from && /\s/u.test(text.charAt(to - 1))) to -= 1
    return from < to ? { start: from, end: to } : null
  }
  const parts: { kind: TextPart['kind']; range: Span | null }[] = [
    { kind: 'outline-list', range: list },
    { kind: 'title', range: title },
    { kind: 'preamble', range: within(bodyStart, firstHeading) },
    { kind: 'body', range: within(firstHeading, text.length) },
  ]
  return parts
    .flatMap(({ kind, range }) => (range === null ? [] : [{ kind, range }]))
    .toSorted((a, b) => a.range.start - b.range.start)
}

const warningsOf = (
  decoded: { readonly text: string; readonly encoding: string; readonly confidence: number },
  restored: Restored,
  index: CodePointIndex,
): string[] => {
  const warnings: string[] = []
  if (decoded.confidence < 0.7) warnings.push(`The encoding is a guess: ${decoded.encoding}.`)
  if (decoded.text.includes('\ufffd')) warnings.push('Some bytes could not be read; they show as \ufffd.')
  for (const offset of restored.unsolved.slice(0, 1000)) {
    warnings.push(`Damaged bytes at character ${index.toCodePoint(offset)} of the source could not be restored with certainty and were left.`)
  }
  return warnings
}
