import { describe, expect, it } from 'vitest'
import { editionReport } from '../../../main/editions/edition-report.ts'
import { makeEdition } from '../../../main/editions/make-edition.ts'
import { outlinedText } from './outlined-texts.ts'

const lines = (text: string): string =>
  text.split('\n').map((line) => line.trim()).filter((line) => line !== '').join('\n')

describe('texts made with an outline that is known', () => {
  it('are divided exactly so, 400 of 400', async () => {
    const wrong: string[] = []
    for (let seed = 1; seed <= 400; seed += 1) {
      const made = outlinedText(seed)
      const edition = await makeEdition(new TextEncoder().encode(made.text), { documentId: 'sample', fileName: 'sample.txt' })
      const found = editionReport(edition).sections.map(({ level, marker, heading, status, text }) => ({ level, marker, heading, status, text: lines(text) }))
      const expected = made.sections.map((section) => ({ ...section, status: 'present', text: lines(section.text) }))
      if (JSON.stringify(found) !== JSON.stringify(expected.map(({ level, marker, heading, status, text }) => ({ level, marker, heading, status, text })))) {
        wrong.push(`${seed}: ${made.styles.join(' > ')}`)
      }
    }
    expect(wrong).toEqual([])
  })
})
