import { describe, expect, test } from 'vitest'
import type { Passage } from '../../../../preload/contract/documents.ts'
import type { OpenDocument } from '../../../../renderer/state/document.ts'
import { chunkAt, chunkLength, chunksOf, drawChunk, spanOf, type DrawnChunk } from '../../../../renderer/views/Import/text-chunks.ts'
import { openedDocument } from '../../opened-document.ts'

/** A part of a text as the main side gives it. */
const passageOf = ({ text }: OpenDocument, start: number, end: number): Passage => ({
  start,
  end,
  restored: text.slice('restored', start, end),
  set: text.slice('set', start, end),
  edits: [...(text.edits(start, end) ?? [])],
})

const draw = (document: OpenDocument) =>
  chunksOf(document.outline).map((chunk) => {
    const span = spanOf(chunk)
    const passage = span ? passageOf(document, span.start, span.end) : passageOf(document, chunk.start, chunk.start)
    return { chunk, span, drawn: drawChunk(chunk, document.outline, passage) }
  })

const linesOf = ({ blocks }: DrawnChunk): string[] => blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.paragraph.text] : []))

const longText = (lines: number): string =>
  ['長文', '', '一、開頭', '', ...Array.from({ length: lines }, (_, at) => `　　第${at}行𠀀山水之間有人家，${'燈火可親'.repeat((at * 7) % 40)}。`), '', '二、結尾', '', '　　完。', ''].join('\n')

describe('the chunks of a text', () => {
  test('draw every line of a long section once and whole', async () => {
    const text = longText(400)
    const document = await openedDocument('long', text)
    const all = draw(document)
    expect(all.length).toBeGreaterThan(6)
    const lines = all.filter(({ chunk }) => chunk.kind === 'text').flatMap(({ drawn }) => linesOf(drawn)).filter((line) => /^　　第\d+行/u.test(line))
    expect(lines).toEqual(text.split('\n').filter((line) => /^　　第\d+行/u.test(line)))
    for (const { span } of all) expect((span?.end ?? 0) - (span?.start ?? 0)).toBeLessThanOrEqual(chunkLength * 2)
  })

  test('cut a line without end where it is, and lose nothing of it', async () => {
    const body = '山水之間有人家燈火可親𠀀'.repeat(2_000)
    const document = await openedDocument('endless', `長行\n\n一、一行\n\n${body}\n`)
    const drawn = draw(document).filter(({ chunk }) => chunk.kind === 'text').flatMap(({ drawn: one }) => linesOf(one))
    expect(drawn.length).toBeGreaterThan(3)
    expect(drawn.join('').endsWith(body)).toBe(true)
  })

  test('give each line the place it has in the text', async () => {
    const document = await openedDocument('long', longText(120))
    const restored = Array.from(document.text.slice('restored', 0, document.outline.characters))
    for (const { drawn } of draw(document)) {
      for (const block of drawn.blocks) {
        if (block.kind !== 'paragraph') continue
        const { start, text } = block.paragraph
        expect(restored.slice(drawn.base + start, drawn.base + start + Array.from(text).length).join('')).toBe(text)
      }
    }
  })

  test('draw every heading, repair and gap of a damaged text', async () => {
    const document = await openedDocument('essay')
    const all = draw(document)
    const paragraphs = all.flatMap(({ drawn }) => [...(drawn.heading ? [drawn.heading] : []), ...drawn.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.paragraph] : []))])
    const runs = paragraphs.flatMap((paragraph) => paragraph.runs)
    const repairs = new Set(runs.flatMap((run) => (run.kind === 'repair' ? run.edits.map(({ id }) => id) : [])))
    const gaps = new Set([
      ...runs.flatMap((run) => (run.kind === 'gap' ? [run.gap.id] : [])),
      ...all.flatMap(({ drawn }) => drawn.blocks.flatMap((block) => (block.kind === 'gap' ? [block.gap.id] : []))),
    ])
    expect(all.flatMap(({ drawn }) => (drawn.heading ? [drawn.heading.text.trim()] : []))).toHaveLength(document.outline.sections.length)
    const lost = (document.text.edits(0, document.outline.characters) ?? []).filter(({ id }) => !repairs.has(id))
    // A line break between two chunks belongs to neither line.
    expect(lost.filter(({ before, after }) => `${before}${after}`.trim() !== '').map(({ id, before }) => `${id} ${before}`)).toEqual([])
    const placed = document.outline.gaps.filter((gap) => ['paywall-cut-middle', 'paywall-cut-end', 'censored-word'].includes(gap.kind) && gap.offset !== null)
    expect(placed.length).toBeGreaterThan(1)
    expect([...gaps].sort()).toEqual(placed.map(({ id }) => id).sort())
  })

  test('are found by a place in the text', async () => {
    const document = await openedDocument('long', longText(300))
    const chunks = chunksOf(document.outline)
    for (const { headingRange, id } of document.outline.sections) expect(chunkAt(chunks, headingRange?.start ?? 0)?.section?.id).toBe(id)
    for (const chunk of chunks) expect(chunkAt(chunks, Math.max(chunk.start, chunk.end - 1))?.key).toBe(chunk.key)
  })
})
