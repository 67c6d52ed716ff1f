import { describe, expect, it } from 'vitest'
import { loadTextSearch } from '../../../../renderer/views/Find/text-search.ts'
import { openedDocument } from '../../opened-document.ts'

const essay = await openedDocument('essay')
const text = Array.from(essay.text.slice('set', 0, essay.text.length))
const search = await loadTextSearch(essay.outline, essay.text, 'set')
const words = (query: string) => search.find(query).map(({ start, end }) => text.slice(start, end).join(''))

describe('finding in a text', () => {
  it('finds every place, in the order in which it is drawn', () => {
    const hits = search.find('公安機關')
    const counted = essay.text.slice('set', 0, essay.text.length).split('公安機關').length - 1
    expect(hits).toHaveLength(counted)
    const title = essay.outline.parts.find(({ kind }) => kind === 'title')?.range
    expect(hits[0]?.start).toBeGreaterThanOrEqual(title?.start ?? 0)
    expect(hits[0]?.end).toBeLessThanOrEqual(title?.end ?? 0)
    expect(new Set(words('公安機關'))).toEqual(new Set(['公安機關']))
  })

  it('takes both scripts, both widths and both cases for one', () => {
    expect(search.find('公安机关')).toEqual(search.find('公安機關'))
    expect(search.find('（一）')).toEqual(search.find('(一)'))
    expect(search.find('公安机关').length).toBeGreaterThan(5)
  })

  it('does not reach from one line into the next', () => {
    const at = text.findIndex((character, index) => character === '\n' && /\p{Script=Han}/u.test(text[index - 1] ?? '') && /\p{Script=Han}/u.test(text[index + 1] ?? ''))
    expect(at).toBeGreaterThan(0)
    const [before, after] = [text.slice(at - 2, at).join(''), text.slice(at + 1, at + 3).join('')]
    expect(words(before + after)).not.toContain(`${before}\n${after}`)
    expect(words(`${before} ${after}`)).toContain(`${before}\n${after}`)
  })

  it('does not reach over a place where text was left out', async () => {
    const cut = essay.outline.gaps.find(({ kind }) => kind === 'paywall-cut-middle')?.offset ?? 0
    const across = text.slice(cut - 2, cut + 2).join('')
    expect(across).toHaveLength(4)
    expect(search.find(across).filter(({ start }) => start === cut - 2)).toEqual([])
    const { outline } = essay
    const whole = await loadTextSearch({ ...outline, gaps: [] }, essay.text, 'set')
    expect(whole.find(across).map(({ start }) => start)).toContain(cut - 2)
  })

  it('counts in code points where rare characters stand before', async () => {
    const rare = await openedDocument('rare', '山路\n一、上山𠮷\n上山𠀀的路有三條，最近的一條最陡。\n二、下山\n下山𡘙要慢，膝蓋才不會疼，天黑以前要到村裡。\n')
    const found = (await loadTextSearch(rare.outline, rare.text, 'set')).find('膝盖')
    const characters = Array.from(rare.text.slice('set', 0, rare.text.length))
    expect(found.map(({ start, end }) => characters.slice(start, end).join(''))).toEqual(['膝蓋'])
  })

  it('begins at the first hit from a place on, and round again behind the last', () => {
    const hits = search.find('公安')
    const body = essay.outline.parts.find(({ kind }) => kind === 'body')?.range.start ?? 0
    const first = search.indexFrom(hits, body)
    expect(hits[first]?.start).toBeGreaterThanOrEqual(body)
    expect(hits.slice(0, first).every(({ start }) => start < body)).toBe(true)
    expect(search.indexFrom(hits, text.length)).toBe(0)
  })

  it('goes back to the last hit before a place, and round to the last of all before the first', () => {
    const hits = search.find('公安')
    const body = essay.outline.parts.find(({ kind }) => kind === 'body')?.range.start ?? 0
    const first = search.indexFrom(hits, body)
    expect(search.indexBefore(hits, body)).toBe((first + hits.length - 1) % hits.length)
    expect(search.indexBefore(hits, hits[0]?.start ?? 0)).toBe(hits.length - 1)
  })

  it('finds nothing for nothing', () => {
    expect(search.find('')).toEqual([])
    expect(search.find('　')).toEqual([])
  })
})
