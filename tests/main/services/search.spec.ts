import { afterEach, describe, expect, test } from 'vitest'
import { createSearch } from '../../../main/services/search.ts'
import type { NoteWords } from '../../../main/search/corpus.ts'
import type { SearchFilters, SearchOrder } from '../../../preload/contract/search.ts'
import { editionOf, noteOn, type TestText } from '../search/search-library.ts'

const noFilters: SearchFilters = { documentId: null, sectionId: null, kind: null, tag: null }

const open = (texts: TestText[], notes: NoteWords[] = []) => {
  const events: { readonly name: string; readonly data: unknown }[] = []
  const log: string[] = []
  const search = createSearch({
    list: async () => texts.map((text) => ({ documentId: text.documentId, title: editionOf(text).edition.titleSet, language: 'zh-Hant', shipped: false, characters: 0 })),
    edition: async (documentId) => {
      const text = texts.find((one) => one.documentId === documentId)
      if (!text || text.set === 'damaged') throw new Error(`no text ${documentId}`)
      return editionOf(text)
    },
    notesOf: async (documentId) => notes.filter((note) => note.documentId === documentId),
    emit: (name, data) => events.push({ name, data }),
    clock: () => performance.now(),
    log: (line) => log.push(line),
  })
  const find = (query: string, { order = 'reading', filters = {}, limit = 50 }: { order?: SearchOrder; filters?: Partial<SearchFilters>; limit?: number } = {}) =>
    search.find({ session: 'window', query, order, filters: { ...noFilters, ...filters }, limit })
  /** Resolves when every text is ready. */
  const ready = async (): Promise<void> => {
    for (let page = await find(''); page.ready < page.all; page = await find('')) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return { search, find, ready, events, log }
}

const many = (character: string, lines: number): string => Array.from({ length: lines }, () => `${character}社會管理創新`.repeat(8)).join('\n')

describe('the search service', () => {
  let calledOff = (): void => {}
  afterEach(() => calledOff())

  test('answers with the first results at once and with all counts later', async () => {
    const { search, find, ready } = open([{ documentId: 'a', set: many('甲', 6_000) }, { documentId: 'b', set: '在乙中也有甲。' }])
    await ready()
    const first = await find('甲', { limit: 10 })
    expect(first.hits).toHaveLength(10)
    expect(first.complete).toBe(false)
    const whole = await search.more({ session: 'window', from: first.hits.length, limit: 5 })
    expect(whole).toMatchObject({ complete: true, places: 48_001, results: 5_000 })
    expect(whole.documents.map(({ documentId, places }) => [documentId, places])).toEqual([['a', 48_000], ['b', 1]])
    expect(whole.hits).toHaveLength(5)
    expect(whole.hits[0]?.places[0]).not.toEqual(first.hits[0]?.places[0])
  })

  test('a newer search ends the one before', async () => {
    const { search, find, ready } = open([{ documentId: 'a', set: many('甲', 6_000) }])
    await ready()
    const older = find('沒有這樣的話', { order: 'relevance' })
    const ended = expect(older).rejects.toMatchObject({ code: 'cancelled' })
    const newer = await find('甲', { limit: 1 })
    expect(newer.hits).toHaveLength(1)
    await ended
    await expect(search.more({ session: 'another', from: 0, limit: 1 })).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('answers for what is ready, says so, and tells when more is', async () => {
    const texts = Array.from({ length: 12 }, (_, index) => ({ documentId: `t${index}`, set: many('甲', 600) }))
    const { find, ready, events } = open(texts)
    const early = await find('甲')
    expect(early.all).toBe(12)
    expect(early.ready).toBeLessThan(12)
    await ready()
    expect((await find('甲')).documents.length).toBeGreaterThan(0)
    expect(events.at(-1)).toEqual({ name: 'search.progressed', data: { ready: 12, all: 12 } })
  })

  test('lets the main process do other things while it looks', async () => {
    const { find, ready } = open([{ documentId: 'a', set: many('甲', 8_000) }])
    await ready()
    let turns = 0
    let watching = true
    const watch = (): void => {
      turns += 1
      if (watching) setImmediate(watch)
    }
    setImmediate(watch)
    await find('甲', { order: 'relevance' })
    watching = false
    // How long a turn takes is measured in bench/search.ts.
    expect(turns).toBeGreaterThan(1)
  })

  test('a note that changes, comes or goes is found as it is now', async () => {
    const notes = [noteOn('a', 'n1', { body: '江水' })]
    const { search, find, ready } = open([{ documentId: 'a', set: '正文' }], notes)
    await ready()
    expect((await find('江水')).hits.map(({ noteId }) => noteId)).toEqual(['n1'])
    notes.splice(0, 1, noteOn('a', 'n1', { body: '山城' }), noteOn('a', 'n2', { body: '江水 <b>', tags: ['地理'] }))
    search.heard('notes.changed', { documentId: 'a', noteId: 'n1', version: { hlc: '0000000000001-0000', device: 'd' } })
    const page = await find('江水')
    expect(page.hits.map(({ noteId, excerpt }) => [noteId, excerpt.text])).toEqual([['n2', '江水 <b>']])
    expect(page.tags).toEqual(['地理'])
    expect((await find('', { filters: { tag: '地理' } })).hits).toHaveLength(1)
  })

  test('shows what was found in its sentence, with code points of it marked', async () => {
    const { find, ready } = open([{ documentId: 'a', set: `第一句。𠀋說：「社會𠀋管理。」然後呢？\n${'很'.repeat(200)}遠${'很'.repeat(200)}` }])
    await ready()
    const [hit] = (await find('會𠀋管')).hits
    expect(hit?.places).toEqual([{ start: 9, end: 12 }])
    expect(hit?.excerpt).toEqual({ text: '𠀋說：「社會𠀋管理。」', marks: [{ start: 5, end: 8 }], cutBefore: true, cutAfter: true })
    const [far] = (await find('遠')).hits
    expect(far?.excerpt).toMatchObject({ marks: [{ start: 40, end: 41 }], cutBefore: true, cutAfter: true })
  })

  test('headings come first when the likeliest is asked for', async () => {
    const { find, ready } = open([{ documentId: 'a', titleSet: '山城', set: '山城在前\n山城' }, { documentId: 'b', titleSet: '別的', set: '山城' }])
    await ready()
    const { hits } = await find('山城', { order: 'relevance' })
    expect(hits[0]).toMatchObject({ kind: 'heading', documentId: 'a', places: [] })
  })

  test('a text that cannot be read keeps no other from being found', async () => {
    const { find, ready, log } = open([{ documentId: 'bad', set: 'damaged' }, { documentId: 'a', set: '甲' }])
    await ready()
    expect((await find('甲')).hits).toHaveLength(1)
    expect(log.join()).toContain('bad')
  })

  test('is made ready some time after the start, unless the program ends before', () => {
    const { search, events } = open([{ documentId: 'a', set: '甲' }])
    calledOff = search.prepareLater()
    expect(events).toEqual([])
  })
})
