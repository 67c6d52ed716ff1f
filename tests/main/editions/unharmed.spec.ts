import { describe, expect, it } from 'vitest'
import { checkEdition } from '../../../main/editions/edition.ts'
import { makeEdition } from '../../../main/editions/make-edition.ts'
import { unharmedTexts } from './unharmed-texts.ts'

describe('texts in which nothing is damaged', () => {
  it.each(unharmedTexts)('$name', async ({ text, sections, halfWidth }) => {
    const edition = await makeEdition(new TextEncoder().encode(text), { documentId: 'sample', fileName: 'sample.txt' })
    const edits = edition.edits.filter((edit) => halfWidth !== true || edit.class !== 'halfwidth-punctuation')
    expect(edits).toEqual([])
    expect(edition.restored).toBe(text)
    if (halfWidth !== true) expect(edition.set).toBe(text)
    expect(edition.sections.map((section) => section.heading)).toEqual(sections)
    expect(edition.sections.every((section) => section.status === 'present')).toBe(true)
    expect(edition.gaps.filter((gap) => gap.kind !== 'metadata-missing')).toEqual([])
    expect(edition.warnings).toEqual([])
    expect(checkEdition(edition, text)).toEqual([])
  })
})
