import { createHash } from 'node:crypto'
import type { Gap, Section, TextPart } from '../../preload/contract/documents.ts'
import { noChoices, type EditionChoices } from '../../preload/contract/imports.ts'
import { loadToSimplified } from '../../preload/text/conversion.ts'
import { createCodePointIndex, type CodePointIndex } from './code-points.ts'
import { certainEnough } from './decode.ts'
import type { Span } from './document-parts.ts'
import type { Draft, Repair } from './draft.ts'
import { editRecords } from './edit-record.ts'
import type { Edition } from './edition.ts'
import {
  blankGaps,
  createLocate,
  cutGaps,
  extractGap,
  metadataGap,
  numberingGaps,
  visibleCharacters,
  type GapDraft,
} from './gap.ts'
import { applySettings, settlePunctuation, settleSpelling } from './house-style.ts'
import { headingChoices } from './heading-choices.ts'
import { newlineOf } from './line-end.ts'
import { receiveText, type ReceivedText } from './received.ts'
import { restore, type Restored } from './restoration.ts'
import type { SectionTree } from './section-tree.ts'
import { findTexts } from './several-texts.ts'
import { divide } from './structure.ts'
import { decidesNothing, undoesNothing, undoneBy } from './undone-repairs.ts'

/** Share of traditional characters from which a text counts as traditional when its spelling is looked at. */
const traditionalText = 0.9

/** "notes.txt" → "notes"; "第1.2章" and ".txt" stay. */
const baseName = (fileName: string): string =>
  fileName.replace(/(?<=.)\.[A-Za-z][A-Za-z0-9]{0,7}$/u, '').replace(/\p{Cc}+/gu, ' ').trim().normalize('NFC')

/** The file a text came in. */
export interface SourceFile {
  /** Its name beside the edition. */
  readonly fileName: string
  /** The name the reader knows it by, which is the title of a text that has none of its own. */
  readonly name?: string
  readonly bytes: Uint8Array
}

/** Where L0 of a container's text is kept beside the edition. */
export const receivedFileName = 'received.txt'

/** The text of a container is kept as UTF-8 beside its source; the bytes of a text file are its text. */
export const receivedBytes = ({ format, text }: Pick<ReceivedText, 'format' | 'text'>): Uint8Array | null =>
  format === 'text' ? null : new TextEncoder().encode(text)

/**
 * Makes the editions of the texts in a file: one, or several where the file holds several. The same input always gives
 * the same editions; nothing is read or written but the tables loaded on demand. Never fails on text: what cannot be
 * repaired with certainty stays and is warned of. `choices` belong to the texts in their order.
 */
export const makeEditions = async (
  received: ReceivedText,
  file: SourceFile & { readonly documentId: string },
  choices: readonly EditionChoices[] = [],
  onStage: OnStage = () => undefined,
): Promise<Edition[]> => {
  const texts = received.format === 'epub' ? [] : findTexts(received.text)
  const bytesHash = hashOf(file.bytes)
  if (texts.length < 2) {
    return [await makeOne({ received, file, bytesHash, choices: choices[0] ?? noChoices, part: null, onStage })]
  }
  const index = createCodePointIndex(received.text)
  const editions: Edition[] = []
  for (const [order, { start, end, heading, title }] of texts.entries()) {
    const within = received.headings
      .filter((mark) => mark.start >= start && mark.end <= end)
      .map((mark) => ({ ...mark, start: mark.start - start, end: mark.end - start }))
    editions.push(
      await makeOne({
        received: { ...received, text: received.text.slice(start, end), headings: within, title: null },
        whole: received,
        file: { ...file, documentId: `${file.documentId}-${order + 1}` },
        bytesHash,
        choices: choices[order] ?? noChoices,
        part: { index: order, count: texts.length, start: index.toCodePoint(start), end: index.toCodePoint(end) },
        heading: { start: heading.start - start, end: heading.end - start },
        name: { start: title.start - start, end: title.end - start },
        onStage: (stage, share) => onStage(stage, (order + share) / texts.length),
      }),
    )
  }
  return editions
}

const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** Makes the edition of a plain text. `fileName` and `name` as in `SourceFile`. */
export const makeEdition = async (
  bytes: Uint8Array,
  about: { readonly documentId: string; readonly fileName: string; readonly name?: string },
): Promise<Edition> =>
  makeOne({
    received: receiveText(bytes),
    file: { ...about, bytes },
    bytesHash: hashOf(bytes),
    choices: noChoices,
    part: null,
  })

/** What is being done and how much of the whole work is behind it, 0 to 1. */
export type OnStage = (stage: 'repairs' | 'outline' | 'edition', share: number) => void

interface Order {
  /** The text of this edition. */
  readonly received: ReceivedText
  /** The whole text of the file, where it holds several. */
  readonly whole?: ReceivedText
  readonly file: SourceFile & { readonly documentId: string }
  readonly bytesHash: string
  readonly choices: EditionChoices
  readonly part: NonNullable<Edition['source']['part']> | null
  /** The line by which a text among several is called, in UTF-16 units of its text. */
  readonly heading?: Span
  /** The words of that line that are its title. */
  readonly name?: Span
  readonly onStage?: OnStage
}

const makeOne = async ({ received, whole = received, file, bytesHash, choices, part, heading, name, onStage }: Order): Promise<Edition> => {
  onStage?.('repairs', 0)
  const sourceIndex = createCodePointIndex(received.text)
  const isUndone = undoneBy(choices)
  const wanted = ({ start, end, class: kind }: Repair): boolean =>
    !isUndone(kind, sourceIndex.toCodePoint(start), sourceIndex.toCodePoint(end))
  const restored = await restore(received.text, isUndone === undoesNothing ? undefined : wanted)
  onStage?.('outline', 0.7)
  const { draft } = restored
  const { text } = draft
  const toSimplified = await loadToSimplified()

  const settings = [
    ...settlePunctuation(text, restored.unsolved.length > 0),
    ...(restored.script.language === 'zh-Hant' && restored.script.traditionalShare >= traditionalText
      ? await settleSpelling(text, toSimplified)
      : []),
  ]
    .filter(({ offset, length, class: kind }) => {
      if (isUndone === undoesNothing) return true
      const { start, end } = draft.sourceRange(offset, offset + length)
      return !isUndone(kind, sourceIndex.toCodePoint(start), sourceIndex.toCodePoint(end))
    })
    .toSorted((a, b) => a.offset - b.offset)
  const set = applySettings(text, settings)
  const setIndex = createCodePointIndex(set)

  const { tree, list, title, bodyStart } = divide({
    draft,
    list: restored.list,
    cuts: restored.cuts,
    marked: received.headings,
    stated: received.title,
    heading: heading === undefined ? null : restoredSpan(heading, draft),
    simplify: toSimplified,
    choices: headingChoices(choices.headings, draft, (point) => sourceIndex.toUnit(point)),
  })
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
  onStage?.('edition', 0.9)
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
      ...(node.name === null ? {} : { name: node.name }),
      status: node.status,
      confidence: node.confidence,
      headingRange: span(node.headingRange),
      runIn: node.runIn,
      range: span(node.range),
      listRange: span(node.listRange),
      gaps: gapsOf.get(node.id) ?? [],
    }
  })
  const kept = receivedBytes(whole)
  const named = name === undefined ? title : restoredSpan(name, draft)
  const namedSpan = span(named)
  const fallback = choices.title ?? received.title ?? baseName(file.name ?? file.fileName)
  const hasOwnTitle = choices.title === null && named !== null && namedSpan !== null
  return {
    format: 1,
    documentId: file.documentId,
    revision: revisionOf(text, sections, choices.title),
    title: hasOwnTitle ? text.slice(named.start, named.end) : fallback,
    titleSet: hasOwnTitle ? setOf(namedSpan) : fallback,
    language: restored.script.language,
    source: {
      file: file.fileName,
      sha256: bytesHash,
      bytes: file.bytes.length,
      characters: sourceIndex.length,
      encoding: received.encoding,
      encodingConfidence: Math.round(received.encodingConfidence * 1000) / 1000,
      bom: received.bom,
      newline: received.newline ?? newlineOf(received.text),
      ...(received.format === 'text' ? {} : { format: received.format }),
      ...(kept === null
        ? {}
        : { text: { file: receivedFileName, sha256: hashOf(kept) } }),
      ...(part === null ? {} : { part }),
    },
    ...(decidesNothing(choices) ? {} : { choices }),
    restored: text,
    set,
    parts: textParts(text, tree, list, title, bodyStart).map(({ kind, range }) => ({
      kind,
      range: { start: point(range.start), end: point(range.end) },
    })),
    sections,
    gaps,
    edits: editRecords(draft, settings, sourceIndex),
    warnings: warningsOf(received, restored, sourceIndex),
  }
}

const restoredSpan = ({ start, end }: Span, draft: Draft): Span => ({ start: draft.offsetOf(start), end: draft.offsetOf(end) })

const gapRecord = (gap: GapDraft, id: string, source: CodePointIndex, restored: CodePointIndex): Gap => ({
  id,
  ...gap,
  start: gap.start === null ? null : source.toCodePoint(gap.start),
  end: gap.end === null ? null : source.toCodePoint(gap.end),
  offset: gap.offset === null ? null : restored.toCodePoint(gap.offset),
  length: gap.offset === null ? 0 : restored.toCodePoint(gap.offset + gap.length) - restored.toCodePoint(gap.offset),
})

/** Names the content: changes when L1, the division into sections or what the reader calls them does. */
const revisionOf = (restored: string, sections: readonly Section[], title: string | null): string => {
  const hash = createHash('sha256').update(restored)
  for (const { id, headingRange, range, name } of sections) {
    hash.update(`\n${JSON.stringify([id, headingRange, range, ...(name === undefined ? [] : [name])])}`)
  }
  if (title !== null) hash.update(`\n${JSON.stringify(title)}`)
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
  // What stands before the title must not be lost to the reader, who sees the title first: then it is no part of its own.
  const isBeforeList = title !== null && list !== null && title.end <= list.start
  const titleFrom = isBeforeList ? 0 : (list?.end ?? 0)
  const isFirst = title !== null && text.slice(titleFrom, title.start).trim() === ''
  const listRange = list === null ? null : within(isFirst && isBeforeList ? title.end : 0, Math.min(list.end, text.length))
  const parts: { kind: TextPart['kind']; range: Span | null }[] = [
    // A notice taken out behind the list may have been the end of the text.
    { kind: 'outline-list', range: list === null ? null : listRange },
    { kind: 'title', range: isFirst ? title : null },
    { kind: 'preamble', range: within(title !== null && !isFirst && !isBeforeList ? titleFrom : bodyStart, firstHeading) },
    { kind: 'body', range: within(firstHeading, text.length) },
  ]
  const found = parts
    .flatMap(({ kind, range }) => (range === null ? [] : [{ kind, range }]))
    .toSorted((a, b) => a.range.start - b.range.start)
  // In a text of hardly more than a list the list may be all the body there is.
  return found.flatMap(({ kind, range }, at) => {
    const own = within(Math.max(range.start, ...found.slice(0, at).map((before) => before.range.end)), range.end)
    return own === null ? [] : [{ kind, range: own }]
  })
}

const warningsOf = (
  received: ReceivedText,
  restored: Restored,
  index: CodePointIndex,
): string[] => {
  const warnings: string[] = [...received.warnings]
  if (received.encodingConfidence < certainEnough) warnings.push(`The encoding is a guess: ${received.encoding}.`)
  if (received.text.includes('\ufffd')) warnings.push('Some bytes could not be read; they show as \ufffd.')
  const unassigned = [...received.text.matchAll(/\p{Co}/gu)]
  if (unassigned[0] !== undefined) {
    warnings.push(
      `Private Use Area characters: ${unassigned.length}, the first at character ` +
        `${index.toCodePoint(unassigned[0].index)} of the source. They have no agreed meaning and may show as boxes.`,
    )
  }
  for (const offset of restored.unsolved.slice(0, 1000)) {
    warnings.push(
      `Damaged bytes at character ${index.toCodePoint(offset)} of the source were left: no reading is certain.`,
    )
  }
  for (const { offset, what } of restored.doubts.slice(0, 1000)) {
    warnings.push(`At character ${index.toCodePoint(offset)} of the source ${what}. It was left as it is.`)
  }
  return warnings
}
