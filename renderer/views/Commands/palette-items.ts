import { commandGroups, commandIds, groupOf, keysOf, type CommandId } from '../../../preload/contract/commands.ts'
import type { InterfaceLanguage } from '../../../preload/contract/printing.ts'
import { catalogue, languageTags } from '../../../preload/contract/words/index.ts'
import { openDocument } from '../../state/document.ts'
import type { AppState } from '../../state/index.ts'
import { placeOfParagraph } from '../../state/paragraphs.ts'
import type { Say } from '../context.ts'
import type { ScriptView } from '../script.ts'
import { commandPinyin } from './data/command-pinyin.ts'
import { paragraphNumber } from './destination.ts'
import { onMac } from './keys.ts'
import { fitOf, type FoldWords, type Haystack } from './matching.ts'
import type { App } from './panes.ts'
import { behaviours, isAvailable } from './registry.ts'

export interface PaletteItem {
  readonly id: string
  readonly label: string
  /** What tells it from its like: the number of a section, the first words of a paragraph. */
  readonly detail: string
  readonly chord: string | null
  /** For what is switched or chosen: whether it is in force; null for everything else. */
  readonly on: boolean | null
  readonly enabled: boolean
  /** BCP 47 tag of the label, when it is not in the language of the interface. */
  readonly lang: string | null
  readonly detailLang: string | null
  /** The command it stands for, to be remembered. */
  readonly command: CommandId | null
  readonly run: (app: App) => void
}

export interface PaletteGroup {
  readonly label: string
  readonly items: readonly PaletteItem[]
}

export interface PaletteOptions {
  readonly state: AppState
  readonly language: InterfaceLanguage
  readonly words: Say
  readonly fold: FoldWords
  /** The script the open text is shown in. */
  readonly script: ScriptView | null
}

/** More sections than this are not listed for one query: the next letter narrows them down. */
const mostSections = 40

/** First characters of a paragraph that say which one it is. */
const firstWords = 24

interface Known<Item> {
  readonly item: Item
  readonly haystack: Haystack
}

const allLanguages = Object.keys(catalogue) as InterfaceLanguage[]

/** All that can be chosen, prepared once each time the palette opens. `find` gives what fits a query. */
export const createPaletteItems = (options: PaletteOptions) => {
  const { state, language, words, fold, script } = options
  const document = openDocument(state.reading)

  const commands: readonly (Known<PaletteItem> & { readonly id: CommandId })[] = commandIds.map((id) => ({
    id,
    item: commandItem(id, state, words),
    haystack: {
      words: [language, ...allLanguages].map((one) => fold(catalogue[one][`command.${id}`])),
      syllables: commandPinyin[id].split(' '),
    },
  }))
  const plain = { chord: null, on: null, enabled: true, command: null, lang: null, detailLang: null }
  const textLanguage = script?.language ?? document?.outline.language ?? null
  const textTag = textLanguage === null ? null : languageTags[textLanguage]
  const sections = (document?.outline.sections ?? []).map(({ id, headingSet }) => ({
    item: {
      ...plain,
      id: `section-${id}`,
      label: script?.convert(headingSet) ?? headingSet,
      detail: id,
      lang: textTag,
      run: ({ actions }: App) => actions.goTo(id),
    },
    sectionId: id,
    haystack: { words: [fold(headingSet)], syllables: [] },
  }))
  const documents = state.reading.documents
    .filter(({ documentId }) => documentId !== document?.outline.documentId)
    .map(({ documentId, title, language: titleLanguage }) => ({
      item: {
        ...plain,
        id: `document-${documentId}`,
        label: words('palette.document', { title }),
        detail: '',
        lang: languageTags[titleLanguage],
        run: ({ actions }: App) => void actions.visitDocument(documentId),
      },
      haystack: { words: [fold(title)], syllables: [] },
    }))

  const fitting = <Item>(query: string, known: readonly Known<Item>[]): Item[] =>
    known
      .map(({ item, haystack }) => ({ item, fit: fitOf(query, haystack) }))
      .filter(({ fit }) => fit > 0)
      .sort((a, b) => b.fit - a.fit)
      .map(({ item }) => item)

  const paragraph = (query: string): PaletteItem[] => {
    const number = paragraphNumber(query)
    const place = document && number !== null ? placeOfParagraph(document, number) : null
    if (!document || number === null || !place) return []
    const text = document.text.slice('set', place.offset, place.offset + firstWords * 2)
    const detail = `${Array.from(text.trimStart().split('\n')[0] ?? '').slice(0, firstWords).join('')}…`
    return [
      {
        ...plain,
        id: `paragraph-${number}`,
        label: words('palette.paragraph', { number }),
        detail: script?.convert(detail) ?? detail,
        detailLang: textTag,
        run: ({ actions }) => actions.goTo(place.sectionId, place.offset),
      },
    ]
  }

  const sectionsFor = (query: string): PaletteItem[] => {
    const id = query.replace(/^§\s*/, '')
    if (!/^\d[\d.]*$/.test(id)) return fitting(fold(query), sections)
    return sections.filter(({ sectionId }) => sectionId.startsWith(id)).map(({ item }) => item)
  }

  const all = (): PaletteGroup[] => {
    const byId = new Map(commands.map(({ id, item }) => [id, item]))
    const recent = state.shell.recent.flatMap((id) => byId.get(id) ?? []).filter(({ enabled }) => enabled)
    return [
      { label: words('palette.recent'), items: recent.map((item) => ({ ...item, id: `recent-${item.id}` })) },
      ...commandGroups.map((group) => ({
        label: words(`commandGroup.${group}`),
        items: commands.filter(({ id }) => groupOf(id) === group).map(({ item }) => item),
      })),
      { label: words('palette.documents'), items: documents.map(({ item }) => item) },
    ]
  }

  /** What fits a query, best first; without a query everything, what was used last before the rest. */
  const find = (query: string): PaletteGroup[] => {
    const typed = query.normalize('NFKC').trim()
    if (typed === '') return all().filter(({ items }) => items.length > 0)
    const { recent } = state.shell
    const fits = fitting(fold(typed), commands)
    const places = sectionsFor(typed)
    // Of two that fit alike, the one used last is meant.
    const rank = ({ command, enabled }: PaletteItem) =>
      (enabled ? 0 : 1000) + (command !== null && recent.includes(command) ? recent.indexOf(command) - 100 : 0)
    const ordered = fits.map((item, index) => ({ item, order: rank(item) + index })).sort((a, b) => a.order - b.order)
    const groups = [
      { label: words('palette.sections'), items: [...paragraph(typed), ...places.slice(0, mostSections)] },
      { label: words('palette.documents'), items: fitting(fold(typed), documents) },
    ]
    const found = [{ label: words('palette.title'), items: ordered.map(({ item }) => item) }, ...groups]
    const wanted = /^[§#¶第]|^\d/.test(typed) ? [...groups, ...found.slice(0, 1)] : found
    return wanted.filter(({ items }) => items.length > 0)
  }

  return { find }
}

export type PaletteItems = ReturnType<typeof createPaletteItems>

const commandItem = (id: CommandId, state: AppState, words: Say): PaletteItem => ({
  id,
  label: words(`command.${id}`),
  detail: '',
  chord: keysOf(id, onMac)[0] ?? null,
  on: behaviours[id].on?.(state) ?? null,
  enabled: isAvailable(id, state),
  lang: null,
  detailLang: null,
  command: id,
  run: (app) => behaviours[id].run(app),
})
