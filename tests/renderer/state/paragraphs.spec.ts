import { describe, expect, it } from 'vitest'
import { countParagraphs, paragraphsNear, paragraphsOf, placeOfParagraph, type NumberedParagraph } from '../../../renderer/state/paragraphs.ts'
import type { OpenDocument } from '../../../renderer/state/document.ts'
import { openedDocument } from '../opened-document.ts'

const numberedParagraphs = (document: OpenDocument): readonly NumberedParagraph[] =>
  document.outline.paragraphs.flatMap(({ sectionId }) => paragraphsOf(document, sectionId))


const essay = await openedDocument('essay')
const mixed = await openedDocument(
  'mixed',
  [
    '山路', '前面的話𠮷就說到這裡。', '　　', '再說一句𠀀，然後上路。',
    '一、上山', '上山的路有三條，最近的一條最陡。', '\t', '走到半山𡘙，可以歇腳。',
    '二、下山', '下山要慢，膝蓋才不會疼，天黑以前要到村裡。', '',
  ].join('\n'),
)

describe.each([
  ['the essay', essay],
  ['a text with empty lines and rare characters', mixed],
])('the paragraphs of %s', (_name, document) => {
  const all = numberedParagraphs(document)
  const characters = Array.from(document.text.slice('restored', 0, document.text.length))

  it('are as many as are counted, numbered from 1 without a hole, in reading order', () => {
    expect(all).toHaveLength(countParagraphs(document.outline))
    expect(all.map(({ number }) => number)).toEqual(all.map((_, index) => index + 1))
    expect(all.map(({ start }) => start)).toEqual(all.map(({ start }) => start).toSorted((a, b) => a - b))
    for (const { sectionId, first, count } of document.outline.paragraphs) {
      expect(all.filter((paragraph) => paragraph.sectionId === sectionId).map(({ number }) => number)).toEqual(
        Array.from({ length: count }, (_, index) => first + index),
      )
    }
  })

  it('are whole lines with something to read in them', () => {
    for (const { start, end } of all) {
      const line = characters.slice(start, end).join('')
      expect(line).toMatch(/\S/u)
      expect(line).not.toContain('\n')
      // A heading that runs into its paragraph ends the one before it inside a line.
      const ends = document.outline.sections.some(({ range }) => range?.end === end)
      expect(ends ? '\n' : (characters[end] ?? '\n')).toBe('\n')
    }
  })

  it('are found by number, and their number by any of their characters', () => {
    for (const { number, sectionId, start, end } of all) {
      expect(placeOfParagraph(document, number)).toEqual({ sectionId, offset: start })
      for (const offset of [start, Math.floor((start + end) / 2), end - 1]) {
        const near = paragraphsNear(document, { start: offset, end: offset + 1 }, new Set())
        expect(near.find((one) => one.start <= offset && one.end > offset)?.number).toBe(number)
      }
    }
    expect(placeOfParagraph(document, 0)).toBeNull()
    expect(placeOfParagraph(document, all.length + 1)).toBeNull()
    expect(placeOfParagraph(document, 1.5)).toBeNull()
  })
})

it('rare characters and empty lines shift nothing', () => {
  const lines = numberedParagraphs(mixed).map(({ start, end }) => mixed.text.slice('restored', start, end).trim())
  expect(lines).toEqual([
    '前面的話𠮷就說到這裡。', '再說一句𠀀，然後上路。', '上山的路有三條，最近的一條最陡。', '走到半山𡘙，可以歇腳。', '下山要慢，膝蓋才不會疼，天黑以前要到村裡。',
  ])
})
