import { describe, expect, it } from 'vitest'
import { charactersBefore, offsetOfPart, progressAt } from '../../../renderer/state/progress.ts'
import { bodyOffset, createReadingOrder, sectionAt } from '../../../renderer/state/reading-order.ts'
import { sectionStart } from '../../../renderer/state/document.ts'
import { openedDocument } from '../opened-document.ts'

const essay = await openedDocument('essay')
const { outline } = essay
const text = Array.from(essay.text.slice('restored', 0, essay.text.length))
const part = (kind: string) => outline.parts.find((one) => one.kind === kind)?.range ?? { start: 0, end: 0 }

/** Counted anew, the slow way: what is read from one place to another. */
const countRead = (start: number, end: number): number => {
  const blanks = new Set(outline.gaps.filter(({ length }) => length > 0).map(({ offset }) => offset))
  let count = 0
  for (let at = Math.max(start, part('preamble').start); at < end; at += 1) {
    const isRead = at < part('preamble').end || at >= part('body').start
    if (isRead && !blanks.has(at) && /\S/u.test(text[at] ?? '')) count += 1
  }
  return count
}

describe('progress', () => {
  const whole = countRead(0, text.length)

  it('counts what is read, not white space, not the list of headings, not the room of blanks', () => {
    const start = progressAt(essay, '0', part('preamble').start, false)
    expect(start).toMatchObject({ section: 0, sections: outline.sections.length, part: 0, left: whole })
    expect(start.leftHere).toBe(countRead(part('preamble').start, part('preamble').end))
    for (const offset of [600, 825, 1300, 2000, 2600]) {
      const sectionId = sectionAt(outline, offset)
      const progress = progressAt(essay, sectionId, offset, false)
      expect(progress.left).toBe(countRead(offset, text.length))
      expect(progress.part).toBeCloseTo(1 - progress.left / whole, 10)
    }
  })

  it('names the section by its place in the outline and what is left of it', () => {
    const section = outline.sections.find(({ id }) => id === '2.2.2')
    const offset = (section?.range?.start ?? 0) + 40
    const progress = progressAt(essay, '2.2.2', offset, false)
    expect(progress.section).toBe(outline.sections.findIndex(({ id }) => id === '2.2.2') + 1)
    expect(progress.leftHere).toBe(countRead(offset, section?.range?.end ?? 0))
  })

  it('is all where the end can be seen', () => {
    expect(progressAt(essay, '2.3.3', 2600, true)).toMatchObject({ part: 1, left: 0, leftHere: 0 })
  })

  it('of a section whose text is missing is where the text before it ends', () => {
    const place = outline.sections.find(({ id }) => id === '2.5')?.listRange?.start ?? 0
    expect(progressAt(essay, '2.5', place, false)).toMatchObject({ part: 1, left: 0, leftHere: 0 })
    const first = outline.sections.find(({ id }) => id === '2.1.1')?.listRange?.start ?? 0
    expect(charactersBefore(essay, '2.1.1', first)).toBe(countRead(0, 973))
  })

  it('leads from a part of the text to its place', () => {
    expect(offsetOfPart(essay, 0)).toBe(0)
    for (const wanted of [0.1, 0.37, 0.5, 0.99]) {
      const offset = offsetOfPart(essay, wanted)
      expect(countRead(0, offset) / whole).toBeCloseTo(wanted, 2)
    }
  })
})

describe('the order of reading', () => {
  it('puts the title before the list of headings, wherever the source has them', () => {
    const order = createReadingOrder(outline)
    const kinds = ['title', 'outline-list', 'preamble', 'body']
    const places = kinds.map((kind) => order(part(kind).start))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(part('outline-list').start).toBeLessThan(part('title').start)
  })

  it('knows the section of every place', () => {
    for (const { id, headingRange, range } of outline.sections) {
      if (headingRange) expect(sectionAt(outline, headingRange.start)).toBe(id)
      if (range) expect([sectionAt(outline, range.start), sectionAt(outline, range.end - 1)]).toEqual([id, id])
    }
    for (const kind of ['title', 'outline-list', 'preamble']) expect(sectionAt(outline, part(kind).start)).toBe('0')
  })

  it('begins the opening with its title', () => {
    expect(sectionStart(outline, '0')).toBe(part('title').start)
    expect(sectionStart(outline, '2.2')).toBe(1299)
    expect(bodyOffset(outline, '0', part('title').start)).toBe(part('preamble').start)
  })
})
