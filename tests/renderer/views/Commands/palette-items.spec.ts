import { pinyin } from 'pinyin-pro'
import { describe, expect, it } from 'vitest'
import { commandIds, keysOf, type CommandId } from '../../../../preload/contract/commands.ts'
import type { InterfaceLanguage } from '../../../../preload/contract/printing.ts'
import { loadFold } from '../../../../preload/text/fold.ts'
import { catalogue, say, type WordParameters } from '../../../../preload/contract/words/index.ts'
import { initialState, reduce, type AppState } from '../../../../renderer/state/index.ts'
import type { Say } from '../../../../renderer/views/context.ts'
import { commandPinyin } from '../../../../renderer/views/Commands/data/command-pinyin.ts'
import { fitOf, foldCase } from '../../../../renderer/views/Commands/matching.ts'
import { createPaletteItems } from '../../../../renderer/views/Commands/palette-items.ts'
import { openedDocument } from '../../opened-document.ts'

const { fold } = await loadFold()
const essay = await openedDocument('essay')
const opened: AppState = [
  { slice: 'reading', action: { type: 'document.opened', document: essay } } as const,
  {
    slice: 'reading',
    action: {
      type: 'documents.listed',
      documents: [
        { documentId: 'essay', title: essay.outline.title, language: 'zh-Hant', shipped: true, characters: 1 },
        { documentId: 'other', title: '故乡', language: 'zh-Hans', shipped: false, characters: 1 },
      ],
    },
  } as const,
].reduce(reduce, initialState)

const wordsOf =
  (language: InterfaceLanguage): Say =>
  (key, ...parameters) =>
    say(language, key, (parameters[0] ?? {}) as WordParameters<typeof key>)

const palette = (language: InterfaceLanguage, state = opened) =>
  createPaletteItems({ state, language, words: wordsOf(language), fold: (text) => fold(text).key, script: null })

const found = (query: string, language: InterfaceLanguage = 'en', state = opened) =>
  palette(language, state).find(query).flatMap(({ items }) => items)

describe('the palette', () => {
  it('offers every command there is, each once, with its keys', () => {
    const items = found('')
    expect(items.flatMap(({ command }) => command ?? [])).toEqual(expect.arrayContaining([...commandIds]))
    expect(items.filter(({ command }) => command !== null)).toHaveLength(commandIds.length)
    for (const { command, chord } of items) if (command) expect(chord).toBe(keysOf(command, false)[0] ?? null)
  })

  it('finds a command by its words in the language shown, in English and in both scripts', () => {
    for (const [query, id] of [
      ['theme dark', 'theme-dark'],
      ['DARK', 'theme-dark'],
      ['深色', 'theme-dark'],
      ['主题 深', 'theme-dark'],
      ['打印', 'print-section'],
      ['列印', 'print-section'],
      ['vertical', 'vertical'],
      ['竖排', 'vertical'],
      ['直排', 'vertical'],
    ] as const satisfies readonly (readonly [string, CommandId])[]) {
      for (const language of ['en', 'zh-Hant', 'zh-Hans'] as const) {
        expect(found(query, language)[0]?.command, `${query} in ${language}`).toBe(id)
      }
    }
  })

  it('finds a Chinese name by initials and by pinyin, whole or begun', () => {
    for (const query of ['zzwzcz', 'cz', 'chazhao', 'chazh']) {
      expect(found(query, 'zh-Hans').map(({ command }) => command), query).toContain('find')
    }
    expect(found('czzwz', 'zh-Hans')).toEqual([])
  })

  it('finds sections by number and by words of either script, and says which number they have', () => {
    expect(found('2.2.4')[0]).toMatchObject({ id: 'section-2.2.4', detail: '2.2.4', lang: 'zh-Hant-TW' })
    expect(found('2.2').map(({ detail }) => detail)).toEqual(['2.2', '2.2.1', '2.2.2', '2.2.3', '2.2.4', '2.2.5'])
    for (const query of ['責任制', '责任制']) expect(found(query).map(({ id }) => id)).toContain('section-2.2.1')
  })

  it('finds a paragraph by its number and shows how it begins', () => {
    for (const query of ['#12', '¶12', '12', '第12段', '第十二段']) {
      const item = found(query).find(({ id }) => id === 'paragraph-12')
      expect(item?.detail, query).toMatch(/^\p{Script=Han}.*…$/u)
    }
    expect(found('#99999').filter(({ id }) => id.startsWith('paragraph'))).toEqual([])
  })

  it('finds other texts by their titles in either script', () => {
    for (const query of ['故乡', '故鄉']) expect(found(query).map(({ id }) => id)).toContain('document-other')
    expect(found('').map(({ id }) => id)).not.toContain('document-essay')
  })

  it('puts what was used last before the rest', () => {
    const used = reduce(opened, { slice: 'shell', action: { type: 'command.used', command: 'theme-sepia' } })
    const groups = palette('en', used).find('')
    expect(groups[0]).toMatchObject({ label: catalogue.en['palette.recent'], items: [{ command: 'theme-sepia' }] })
    expect(found('theme', 'en', used)[0]?.command).toBe('theme-sepia')
    expect(found('theme')[0]?.command).not.toBe('theme-sepia')
  })

  it('shows what cannot be done now, but last and marked', () => {
    const back = found('').find(({ command }) => command === 'back')
    expect(back?.enabled).toBe(false)
    const matching = found('note')
    expect(matching.map(({ enabled }) => enabled)).toEqual(matching.map(({ enabled }) => enabled).toSorted((a, b) => Number(b) - Number(a)))
  })

  it('marks what is on and what is chosen', () => {
    const state = reduce(opened, { slice: 'shell', action: { type: 'settings.changing', change: { showRepairs: true, layer: 'restored' } } })
    const on = found('', 'en', state).filter((item) => item.on === true).map(({ command }) => command)
    expect(on).toEqual(expect.arrayContaining(['show-repairs', 'layer-restored', 'theme-system', 'script-original', 'ruby-off']))
    expect(on).not.toContain('layer-set')
  })
})

describe('matching', () => {
  const haystack = { words: ['find in the text…'], syllables: ['zai', 'zheng', 'wen', 'zhong', 'cha', 'zhao'] }
  it('wants all words of the query, in any order', () => {
    expect(fitOf('text find', haystack)).toBeGreaterThan(0)
    expect(fitOf('text lost', haystack)).toBe(0)
  })
  it('prefers the beginning of the name, then of a word', () => {
    expect(fitOf('find', haystack)).toBeGreaterThan(fitOf('text', haystack))
    expect(fitOf('text', haystack)).toBeGreaterThan(fitOf('ext', haystack))
  })
  it.each(['zzwzcz', 'zaizhengwen', 'zzhengw', 'cz', 'chazhao', 'chz'])('takes %s for the pinyin of the name', (letters) =>
    expect(fitOf(letters, haystack)).toBeGreaterThan(0),
  )
  it.each(['zwc', 'zzz', 'chazhaoo', 'zhaoc'])('does not take %s for it', (letters) => expect(fitOf(letters, haystack)).toBe(0))
  it('takes width and case as they come', () => expect(foldCase('ＡＢ Ｃ')).toBe('ab c'))
})

/** 行 alone is taken for xíng; here it is a line. */
const lines: Readonly<Record<string, string>> = { 'focus-line': 'zhuan zhu hang' }

it('the pinyin of the names is that of the names', () => {
  for (const id of commandIds) {
    const name = catalogue['zh-Hans'][`command.${id}`]
    const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    const expected = syllables.map((one) => one.toLowerCase().replace(/[^a-z]+/g, '')).filter((one) => one !== '').join(' ')
    expect(commandPinyin[id], id).toBe(lines[id] ?? expected)
  }
})
