import type { Settings } from '../../preload/contract/app.ts'
import type { Range } from '../../preload/contract/documents.ts'
import { findPassageLink, type PassageLink } from '../../preload/contract/passage-link.ts'
import { loadFold } from '../../preload/text/fold.ts'
import type { Client } from '../bridge/client.ts'
import { openDocument, type OpenDocument } from './document.ts'
import type { AppStore } from './index.ts'
import type { CopyWish } from './passage.ts'
import { rangeOfSection, sectionOfParagraph } from './paragraphs.ts'
import { placeOfPassage } from './passage-place.ts'
import { resolvePassage, type ResolvedPassage } from './resolve-passage.ts'
import type { ToastMessage } from './shell.ts'

export interface PassageActionsOptions {
  readonly store: AppStore
  readonly client: Client
  readonly failed: (error: unknown) => void
  readonly changeSettings: (change: Partial<Settings>) => void
  /** Opens another text. */
  readonly visitDocument: (documentId: string) => Promise<void>
  readonly goTo: (sectionId: string, offset: number | null) => void
  /** See `createTextLoading`. */
  readonly needText: (span: Range) => Promise<void>
  readonly needWholeText: () => Promise<void>
  /** See `needBibliography`. */
  readonly needBibliography: () => Promise<boolean>
}

/** Links to passages and what is copied of them. A link moves the view and does nothing else. */
export const createPassageActions = (options: PassageActionsOptions) => {
  const { store, client, failed, changeSettings, visitDocument, goTo, needBibliography, needText, needWholeText } = options
  let newest = 0

  const tell = (toast: ToastMessage) => store.dispatch({ slice: 'shell', action: { type: 'toast.shown', toast } })

  const isKnown = async (documentId: string): Promise<boolean> => {
    const known = store.get().reading.documents.some((document) => document.documentId === documentId)
    if (known) return true
    // One that was imported since the window asked for the list.
    const documents = await client.call('documents.list', {})
    store.dispatch({ slice: 'reading', action: { type: 'documents.listed', documents } })
    return documents.some((document) => document.documentId === documentId)
  }

  const documentOf = (documentId: string): OpenDocument | null => {
    const document = openDocument(store.get().reading)
    return document?.outline.documentId === documentId ? document : null
  }

  /** The open document again, with the text that has come meanwhile; null when it is another one now. */
  const same = ({ outline }: OpenDocument): OpenDocument | null => {
    const present = documentOf(outline.documentId)
    return present?.outline === outline ? present : null
  }

  /** What has to be here to know a passage of this revision. */
  const needed = ({ outline }: OpenDocument, { passage, paragraph, sectionId }: PassageLink): Range | null => {
    if (passage?.revision === outline.revision) return passage.range
    if (passage !== null) return { start: 0, end: outline.characters }
    const section = paragraph === null ? null : (sectionOfParagraph(outline, paragraph)?.sectionId ?? sectionId)
    return section === null ? null : rangeOfSection(outline, section)
  }

  const resolve = async (document: OpenDocument, link: PassageLink): Promise<ResolvedPassage | null> => {
    const range = needed(document, link)
    if (range) await needText(range)
    const present = same(document)
    if (!present) return null
    const resolved = resolvePassage(present, link, null)
    if (resolved.kind !== 'moved' || link.passage === null) return resolved
    // Without the tables only the same spelling is found.
    const [fold] = await Promise.all([loadFold().catch(() => null), needWholeText()])
    const whole = same(document)
    return !whole || fold === null ? resolved : resolvePassage(whole, link, fold)
  }

  const follow = async (link: PassageLink): Promise<void> => {
    const serial = (newest += 1)
    const { documentId } = link
    if (!(await isKnown(documentId))) return tell({ kind: 'passage', what: 'no-document' })
    if (!documentOf(documentId)) await visitDocument(documentId)
    const document = documentOf(documentId)
    if (!document || serial !== newest) return
    const resolved = await resolve(document, link)
    if (!resolved) return
    const { kind, sectionId, span } = resolved
    if (span) await needText(rangeOfSection(document.outline, sectionId) ?? span)
    const present = same(document)
    if (!present || serial !== newest) return
    store.dispatch({ slice: 'shell', action: { type: 'drawer.toggled', drawer: null } })
    goTo(sectionId, span?.start ?? null)
    const paragraph = span === null ? null : (placeOfPassage(present, span).paragraphs?.first ?? null)
    store.dispatch({ slice: 'passage', action: { type: 'passage.arrived', passage: { documentId, sectionId, span, paragraph } } })
    if (kind === 'found' || kind === 'moved') tell({ kind: 'passage', what: kind })
  }

  /** Goes where the one link in some words leads; false after telling that there is none in them. */
  const openPassageLink = (words: string): boolean => {
    const link = findPassageLink(words)
    if (link === null) {
      tell({ kind: 'passage', what: 'not-link' })
      return false
    }
    follow(link).catch(failed)
    return true
  }

  return {
    openPassageLink,

    /** Opens the link that Yandu was started with or handed, unless another window has taken it. */
    takeLink: async (): Promise<void> => {
      try {
        const { link } = await client.call('app.takeLink', {})
        if (link !== null) openPassageLink(link)
      } catch (error) {
        failed(error)
      }
    },

    /** The passage that a link led to is marked no longer. */
    leavePassage: () => store.dispatch({ slice: 'passage', action: { type: 'passage.left' } }),

    /** Copies the selection, or the paragraph that is being read; `last` is the form of citation used last. */
    copyPassage: async (wish: CopyWish | 'last'): Promise<void> => {
      const chosen: CopyWish = wish === 'last' ? { kind: 'citation', style: store.get().shell.settings.citation } : wish
      if (chosen.kind === 'citation') {
        if (chosen.style !== store.get().shell.settings.citation) changeSettings({ citation: chosen.style })
        if (!(await needBibliography())) return
      }
      store.dispatch({ slice: 'passage', action: { type: 'passage.copying', wish: chosen } })
    },

    /** What came of copying. */
    tellCopied: (toast: Extract<ToastMessage, { readonly kind: 'copied' }>) => tell(toast),
  }
}
