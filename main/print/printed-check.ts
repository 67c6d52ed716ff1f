import type { PrintDifference, PrintModel } from '../../preload/contract/printing.ts'
import { tagWords } from '../../preload/contract/note-words.ts'
import { languageTags } from '../../preload/contract/words/index.ts'
import type { PrintedText } from '../platform.ts'
import { inkOf, numberedCharacters, openingWords, partingOf } from './plain-text.ts'

type Expected =
  | { readonly kind: 'exact'; readonly text: string }
  /** A note: its markup is not printed, so only its words can be looked for. */
  | { readonly kind: 'note'; readonly body: string }

const expectedBlocks = (model: PrintModel): Expected[] => {
  const exact = (text: string): Expected => ({ kind: 'exact', text })
  return model.blocks.flatMap((block): Expected[] => {
    switch (block.kind) {
      case 'heading':
      case 'remark':
        return [exact(block.text)]
      case 'paragraph':
        return [exact(block.runs.map((run) => run.text).join(''))]
      case 'outline-list':
        return block.lines.map(exact)
      case 'notes':
        return [
          exact(block.label),
          ...block.notes.flatMap(({ quote, body, tags }): Expected[] => [
            exact(quote ?? ''),
            { kind: 'note', body },
            exact(tagWords(tags)),
          ]),
        ]
      default:
        return block satisfies never
    }
  })
}

/** Readings that are to be text, in reading order. */
const expectedReadings = ({ blocks, rubyAsText }: PrintModel): string[] =>
  rubyAsText
    ? blocks.flatMap((block) =>
        block.kind === 'paragraph'
          ? block.runs.flatMap((run) => (run.kind === 'text' ? run.readings.map(({ reading }) => reading) : []))
          : [],
      )
    : []

/** Numbers beside paragraphs, in reading order. */
const expectedNumbers = ({ blocks }: PrintModel): number[] =>
  blocks.flatMap((block) => (block.kind === 'paragraph' && block.number !== null ? [block.number] : []))

const hanOf = (text: string): string[] => text.match(/\p{Script=Han}/gu) ?? []

/** The Han characters of a note appear in their order; a few may be markup (the name of a code block, a link's title). */
const holdsWordsOf = (body: string, printed: string): boolean => {
  const written = hanOf(body)
  const drawn = hanOf(printed)
  let at = 0
  for (const character of written) if (drawn[at] === character) at += 1
  return at === drawn.length && drawn.length * 2 >= written.length && (inkOf(printed) !== '' || inkOf(body).length < 4)
}

/** As the page shows a text of which it could not draw some characters. */
const withStandIns = (text: string, undrawn: string): string => {
  const missing = new Set(undrawn)
  return missing.size === 0 ? text : Array.from(text, (character) => (missing.has(character) ? '〓' : character)).join('')
}

/** Compares what the print page says it drew with what it was given. Returns what differs, nothing when all is well. */
export const comparePrinted = (model: PrintModel, printed: PrintedText): PrintDifference[] => {
  const differences: PrintDifference[] = []
  const expected = expectedBlocks(model).filter((block) => inkOf(block.kind === 'exact' ? block.text : block.body) !== '')
  if (printed.title !== model.title) {
    differences.push({ kind: 'title', place: 'page', expected: model.title, found: printed.title })
  }
  const language = languageTags[model.language]
  if (printed.language !== language) differences.push({ kind: 'language', place: 'page', expected: language, found: printed.language })

  const readings = expectedReadings(model).join(' ')
  const shown = (printed.readings ?? []).join(' ')
  if (readings !== shown) differences.push({ kind: 'text', place: 'readings', ...partingOf(readings, shown) })
  const numbers = expectedNumbers(model).join(', ')
  const drawnNumbers = (printed.numbers ?? []).map(({ number }) => number).join(', ')
  if (numbers !== drawnNumbers) differences.push({ kind: 'numbers', place: 'page', ...partingOf(numbers, drawnNumbers) })

  const undrawnIn = new Map((printed.undrawn ?? []).map(({ block, characters }) => [block, characters]))
  let at = 0
  for (const block of expected) {
    const drawn = printed.blocks[at] ?? ''
    const undrawn = undrawnIn.get(at) ?? ''
    const words = block.kind === 'exact' ? block.text : block.body
    const wanted = withStandIns(words, undrawn)
    const fits = block.kind === 'exact' ? inkOf(wanted) === inkOf(drawn) : holdsWordsOf(wanted, drawn)
    if (fits) {
      at += 1
      if (undrawn === '') continue
      differences.push({ kind: 'text', place: openingWords(words), expected: numberedCharacters(undrawn), found: 'no glyph' })
    } else if (block.kind === 'exact') {
      differences.push({ kind: 'text', place: openingWords(block.text), ...partingOf(inkOf(block.text), inkOf(drawn)) })
      // The same block may stand further on, when something was put before it; otherwise it was changed or left out.
      const later = printed.blocks.findIndex((other, index) => index >= at && inkOf(other) === inkOf(block.text))
      if (later >= 0) at = later + 1
      else if (!expected.some((other) => other.kind === 'exact' && inkOf(other.text) === inkOf(drawn))) at += 1
    } else if (inkOf(block.body).replace(/[^\p{L}\p{N}]/gu, '') !== '') {
      differences.push({ kind: 'text', place: openingWords(block.body), expected: openingWords(block.body), found: openingWords(drawn) })
      at += 1
    }
    if (differences.length >= 50) return differences
  }
  for (const extra of printed.blocks.slice(at)) {
    differences.push({ kind: 'text', place: openingWords(extra), expected: '', found: openingWords(extra) })
  }
  return differences.slice(0, 50)
}
