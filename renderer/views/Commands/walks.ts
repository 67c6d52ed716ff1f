import type { Gap } from '../../../preload/contract/documents.ts'
import { openDocument } from '../../state/document.ts'
import { savedOfSection } from '../../state/notes.ts'
import { createReadingOrder } from '../../state/reading-order.ts'
import { focusSoon, showPane, type App } from './panes.ts'

/** To the next or previous section, the opening included. */
export const stepSection = ({ store, actions }: App, by: 1 | -1): void => {
  const { reading } = store.get()
  const document = openDocument(reading)
  if (!document) return
  const ids = ['0', ...document.outline.sections.map(({ id }) => id)]
  const next = ids[Math.max(0, ids.indexOf(reading.sectionId)) + by]
  if (next !== undefined) actions.goTo(next)
}

type DrawnGap = Gap & { readonly offset: number }

/** Gaps that are drawn in the text, not only told about. */
export const isDrawn = (gap: Gap): gap is DrawnGap =>
  gap.offset !== null && ['paywall-cut-middle', 'paywall-cut-end', 'censored-word'].includes(gap.kind)

/** To the next or previous place where text is missing; from the last one round to the first. */
export const stepGap = ({ store, actions }: App, by: 1 | -1): void => {
  const { reading } = store.get()
  const document = openDocument(reading)
  if (!document) return
  const order = createReadingOrder(document.outline)
  const gaps = document.outline.gaps.filter(isDrawn).sort((a, b) => order(a.offset) - order(b.offset))
  const focused = window.document.activeElement?.getAttribute('data-gap')
  const at = gaps.findIndex(({ id }) => id === focused)
  const here = order(reading.offset)
  const following = gaps.findIndex(({ offset }) => order(offset) >= here)
  const first = following === -1 ? gaps.length : following
  const next = at === -1 ? (by === 1 ? first : first - 1) : at + by
  const gap = gaps.at(next % gaps.length)
  if (!gap) return
  actions.goTo(gap.section ?? '0', gap.offset)
  focusSoon(`#text [data-gap="${CSS.escape(gap.id)}"]`)
}

/** To the next or previous note of the whole text, in its section. */
export const stepNote = (app: App, by: 1 | -1): void => {
  const { reading, notes } = app.store.get()
  const document = openDocument(reading)
  if (!document) return
  const sections = ['0', ...document.outline.sections.map(({ id }) => id)]
  const listed = sections.flatMap((id) => savedOfSection(notes.notes, id))
  const focused = window.document.activeElement?.closest('[data-note]')?.getAttribute('data-note')
  const at = listed.findIndex(({ id }) => id === focused)
  const here = sections.indexOf(reading.sectionId)
  const following = listed.findIndex(({ sectionId }) => sections.indexOf(sectionId) >= here)
  const first = following === -1 ? listed.length : following
  const next = at === -1 ? (by === 1 ? first : first - 1) : at + by
  const note = listed.at(next % Math.max(1, listed.length))
  if (!note) return
  if (note.sectionId !== reading.sectionId) app.actions.goTo(note.sectionId)
  showPane(app, 'notes')
  focusSoon(`[data-note="${CSS.escape(note.id)}"]`)
}

/** To the first or last line of the text. */
export const goToEnd = ({ store, actions }: App, end: 'start' | 'end'): void => {
  const document = openDocument(store.get().reading)
  if (!document) return
  const last = document.outline.sections.at(-1)
  if (end === 'start' || !last) return actions.goTo('0')
  actions.goTo(last.id)
  actions.move({ kind: 'end' })
}
