import { sourceOf } from '../../../preload/contract/bibliography.ts'
import { dayOf, formatCitation } from '../../../preload/contract/citation.ts'
import { formatPassageLink } from '../../../preload/contract/passage-link.ts'
import type { InterfaceLanguage } from '../../../preload/contract/printing.ts'
import { copyFlavours, flavoursOf } from '../../reader/copying.ts'
import { beginsInView } from '../../reader/page.ts'
import type { Bibliography } from '../../../preload/contract/bibliography.ts'
import type { OpenDocument } from '../../state/document.ts'
import { paragraphsOf } from '../../state/paragraphs.ts'
import type { CopyWish } from '../../state/passage.ts'
import { linkTo, passageAt, placeOfPassage } from '../../state/passage-place.ts'
import type { ToastMessage } from '../../state/shell.ts'
import { passageOfSpan, type SelectedPassage } from './selected-passage.ts'

export interface CopyOptions {
  readonly document: OpenDocument
  readonly bibliography: Bibliography
  /** Language of the interface. */
  readonly language: InterfaceLanguage
  /** The section that is being read. */
  readonly sectionId: string
  readonly selected: SelectedPassage | null
  readonly today: Date
}

type Outcome = Extract<ToastMessage, { readonly kind: 'copied' }>

/** What is meant where nothing is selected: the first paragraph of the section that begins in view, else what is there. */
const unselected = ({ document, sectionId }: CopyOptions): SelectedPassage | null => {
  const own = paragraphsOf(document, sectionId)
  const seen = own.find(({ start, end }) => beginsInView({ start, end }))
  const span = seen ?? passageAt(document, sectionId, null)
  return span && passageOfSpan({ start: span.start, end: span.end })
}

/** Copies what is wished and says what came of it. To be called while the browser still sees the reader's key or click. */
export const copyPassage = (wish: CopyWish, options: CopyOptions): Outcome => {
  const { document, bibliography, language, selected } = options
  const passage = selected ?? unselected(options)
  if (passage === null || (passage.span === null && wish.kind === 'link')) return { kind: 'copied', what: 'nothing', paragraph: null }
  const { span, words, language: tag } = passage
  const place = span === null ? null : placeOfPassage(document, span)
  const link = span === null ? null : formatPassageLink(linkTo(document, span))
  const { outline } = document
  const cite = (style: 'gbt7714' | 'plain'): string => {
    const citation = {
      source: sourceOf(outline, bibliography),
      section: outline.sections.find(({ id }) => id === (place?.sectionId ?? options.sectionId))?.headingSet ?? '',
      paragraphs: place?.paragraphs ?? null,
      accessed: dayOf(options.today),
      language: outline.language,
    }
    return formatCitation(citation, style, language)
  }
  const copied = copyFlavours(
    flavoursOf({
      words: wish.kind === 'link' ? '' : words,
      language: tag,
      citation: wish.kind === 'citation' ? cite(wish.style) : null,
      link: wish.kind === 'text' ? null : link,
    }),
  )
  if (!copied) return { kind: 'copied', what: 'refused', paragraph: null }
  const taken = selected === null ? (place?.paragraphs?.first ?? 'heading') : null
  return { kind: 'copied', what: wish.kind, paragraph: taken }
}
