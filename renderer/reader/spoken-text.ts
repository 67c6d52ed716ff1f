import type { TextLanguage } from '../../preload/contract/documents.ts'
import { say } from '../../preload/contract/words/index.ts'
import { sentencesOf, speechPieces } from '../../preload/text/sentences.ts'
import { startOfPiece, textOf, type Span } from './dom-text.ts'

/** A piece of a sentence, short enough for a voice. */
export interface SpokenPiece {
  readonly text: string
  /** For each code point of `text` its place in L1; empty for words that are not in it. */
  readonly places: readonly number[]
}

/** A sentence, a heading or a gap, as it is read. */
export interface Spoken {
  readonly kind: 'heading' | 'sentence' | 'gap'
  /** Where it stands in L1; null for a cut, which has no room there. */
  readonly span: Span | null
  /** Where it begins in L1, or what comes before it ends. */
  readonly at: number
  /** The first of its paragraph, before which a voice pauses. */
  readonly opens: boolean
  readonly pieces: readonly SpokenPiece[]
}

/** Code points of one utterance. Some voices of Chromium fall silent after about fifteen seconds; this takes ten. */
const longestPiece = 48

const isInline = (element: Element): boolean => /^(?:inline|ruby)/.test(getComputedStyle(element).display)

const blockOf = (element: Element): Element => {
  let block = element
  while (block.parentElement && isInline(block)) block = block.parentElement
  return block
}

const languageOf = (element: Element): TextLanguage =>
  /^zh-Hans/i.test(element.closest('[lang]')?.getAttribute('lang') ?? '') ? 'zh-Hans' : 'zh-Hant'

/** 〔缺 820 字：原站省略〕 as a sentence. */
const gapSpeech = (mark: string, language: TextLanguage): string =>
  say(language, 'aloud.gap', { mark: mark.replace(/^[〔﹝︹[]|[〕﹞︺\]]$/gu, '') })

/** What a voice gets of the pieces of one stretch of text. */
const sentencesIn = (text: string, places: readonly number[], kind: 'heading' | 'sentence', opens: boolean): Spoken[] => {
  const characters = Array.from(text)
  const ranges = kind === 'heading' ? [{ start: 0, end: characters.length }] : sentencesOf(text)
  return ranges.flatMap(({ start, end }, index) => {
    const sentence = characters.slice(start, end).join('')
    const pieces = speechPieces(sentence, longestPiece).map((piece) => ({
      text: characters.slice(start + piece.start, start + piece.end).join(''),
      places: places.slice(start + piece.start, start + piece.end),
    }))
    const [first, last] = [places[start], places[end - 1]]
    if (pieces.length === 0 || first === undefined || last === undefined) return []
    return [{ kind, span: { start: first, end: last + 1 }, at: first, opens: opens && index === 0, pieces }]
  })
}

/**
 * What is read of a section that is drawn: its headings, its sentences and its gaps, in the order in which they are seen,
 * in the script that they are shown in. Readings, struck words, remarks of Yandu's and the list of headings are not read.
 */
export const spokenIn = (section: HTMLElement): Spoken[] => {
  const spoken: Spoken[] = []
  let block: Element | null = null
  let text = ''
  let places: number[] = []
  let heading = false
  let opens = true
  let at = 0
  const flush = () => {
    const found = sentencesIn(text, places, heading ? 'heading' : 'sentence', opens)
    if (found.length > 0) opens = false
    spoken.push(...found)
    text = ''
    places = []
  }
  for (const element of section.querySelectorAll<HTMLElement>('[data-start], .gap-mark')) {
    if (element.closest('details') || element.parentElement?.closest('[data-start]')) continue
    const inHeading = element.closest('h1, h2, h3, h4, h5, h6') !== null
    const own = blockOf(element)
    if (own !== block || inHeading !== heading) {
      flush()
      opens = true
    }
    block = own
    heading = inHeading
    if (element.classList.contains('gap-mark')) {
      flush()
      const words = gapSpeech(element.textContent, languageOf(element))
      const start = element.dataset['start'] === undefined ? null : startOfPiece(element)
      const span = start === null ? null : { start, end: start + Number(element.dataset['length'] ?? 1) }
      spoken.push({ kind: 'gap', span, at: start ?? at, opens, pieces: [{ text: words, places: [] }] })
      opens = false
      continue
    }
    const data = textOf(element)?.data ?? ''
    const start = startOfPiece(element)
    Array.from(data).forEach((_character, index) => places.push(start + index))
    text += data
    at = start + Array.from(data).length
  }
  flush()
  return spoken
}
