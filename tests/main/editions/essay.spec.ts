import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { applyEdits } from '../../../main/editions/apply-edits.ts'
import { checkEdition, type Edition } from '../../../main/editions/edition.ts'
import { editionReport } from '../../../main/editions/edition-report.ts'
import { editionBytes, readEdition } from '../../../main/editions/edition-store.ts'
import { makeEdition } from '../../../main/editions/make-edition.ts'
import truth from '../../fixtures/essay-truth.json' with { type: 'json' }

const content = new URL('../../../content/essay/', import.meta.url)
const fixture = (name: string): Promise<string> => readFile(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')

let edition: Edition
let source: string
let restored: string

beforeAll(async () => {
  const bytes = await readFile(new URL('source.txt', content))
  source = bytes.toString('utf8')
  restored = await fixture('essay-restored.txt')
  edition = await makeEdition(bytes, { documentId: 'essay', fileName: 'source.txt' })
})

describe('the shipped essay', () => {
  it('has the checked L1 and L2, character for character', async () => {
    expect(edition.restored).toBe(restored)
    expect(edition.set).toBe(await fixture('essay-normalised.txt'))
    expect(applyEdits(source, edition.edits, 'L1')).toBe(edition.restored)
    expect(applyEdits(source, edition.edits, 'L2')).toBe(edition.set)
    expect(edition.title).toBe(truth.title)
    expect(edition.source).toMatchObject({
      sha256: truth.source.sha256,
      bytes: truth.source.bytes,
      characters: truth.source.chars,
    })
    expect(edition.warnings).toEqual([])
  })

  it.each(truth.nodes)('has section $id as checked', (node) => {
    const section = edition.sections.find((one) => one.id === node.id)
    expect(section).toMatchObject({
      level: node.level,
      parent: node.parent,
      heading: node.heading,
      status: node.status,
      confidence: node.statusConfidence,
      range: node.l1Range === null ? null : { start: node.l1Range[0], end: node.l1Range[1] },
    })
    expect(section?.headingRange !== null).toBe(node.headingInBody)
    expect(section?.heading.startsWith(section.marker)).toBe(true)
    expect(section?.gaps).toEqual(expect.arrayContaining(node.gaps ?? []))
    const text =
      editionReport(edition)
        .sections.find((one) => one.id === node.id)
        ?.text.replaceAll('\n', '') ?? ''
    expect(text.startsWith(node.startsWith ?? '')).toBe(true)
    expect(text.endsWith(node.endsWith ?? '')).toBe(true)
  })

  it('has these sections and no others', () => {
    expect(edition.sections.map((section) => section.id)).toEqual(truth.nodes.map((node) => node.id))
  })

  it('has the eight gaps', () => {
    expect(edition.gaps.map(({ id, kind }) => ({ id, kind }))).toEqual(truth.gaps.map(({ id, kind }) => ({ id, kind })))
    for (const checked of truth.gaps) {
      const gap = edition.gaps.find((one) => one.id === checked.id)
      if (checked.affects !== undefined) expect(gap?.affects).toEqual(expect.arrayContaining(checked.affects))
      if (checked.l1Offset !== undefined) expect(gap?.offset).toBe(checked.l1Offset)
      if (checked.rawEnd !== undefined) expect(gap).toMatchObject({ start: checked.rawStart, end: checked.rawEnd })
    }
    const [middle, end, first, second, third, numbering, extract, metadata] = edition.gaps
    expect(middle).toMatchObject({ section: '2.1.3', declared: 820, estimated: null })
    expect(end).toMatchObject({ section: '2.3.3', declaredTotal: 4560, declaredShown: 2303, estimated: 1437 })
    expect(end?.basis).toContain('4560−2303−820=1437')
    expect([first, second, third].map((gap) => gap?.section)).toEqual(['1.1', '2.1.6', '2.3.2'])
    expect(
      [first, second, third].map((gap) => edition.restored.slice(gap?.offset ?? 0, (gap?.offset ?? 0) + 1)),
    ).toEqual(['_', '_', '_'])
    expect(numbering?.section).toBe('2.6')
    expect(extract?.section).toBe(null)
    expect(metadata).toMatchObject({ section: null, offset: null, start: null })
  })

  it('repairs what was found damaged, and only that', () => {
    const touches = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
      a.start < b.end && b.start < a.end
    for (const checked of truth.repairs.filter((repair) => repair.class !== 'censored-blank')) {
      const found = edition.edits.filter((edit) => edit.class === checked.class && touches(edit, checked))
      expect(found, `${checked.class} at ${checked.start}`).toHaveLength(1)
      expect(found[0]?.layer).toBe(checked.layer)
    }
    for (const edit of edition.edits) {
      expect(
        truth.repairs.some((repair) => repair.class === edit.class && touches(repair, edit)),
        edit.id,
      ).toBe(true)
    }
  })

  it('names its parts', () => {
    expect(edition.parts.map((part) => part.kind)).toEqual(['outline-list', 'title', 'preamble', 'body'])
    const [, title, preamble] = edition.parts
    expect(edition.restored.slice(title?.range.start, title?.range.end)).toBe(truth.title)
    expect(edition.restored.slice(preamble?.range.start, preamble?.range.end).endsWith(truth.preambleEnds)).toBe(true)
  })

  it('is shipped exactly as the pipeline makes it', async () => {
    const shipped = await readFile(new URL('edition.json', content))
    expect(Buffer.from(editionBytes(edition)).equals(shipped)).toBe(true)
    const stored = await readEdition(new URL('.', content).pathname)
    expect(stored.edition).toEqual(edition)
    expect(stored.sourceText).toBe(source)
    expect(checkEdition(edition, source)).toEqual([])
  })
})
