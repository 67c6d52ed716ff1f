import { createHash } from 'node:crypto'
import type { Note } from '../../preload/contract/notes.ts'

/** A card as it stands in a note. Lines are counted from 0. */
export interface WrittenCard {
  /** Null while no id stands behind it. */
  readonly mark: string | null
  readonly kind: 'question' | 'cloze'
  readonly front: string
  readonly back: string
  /** The first line, which carries the id. */
  readonly line: number
  /** The line after the last one. */
  readonly end: number
}

export interface NoteCard extends WrittenCard {
  readonly id: string
  readonly note: Note
}

const questionLine = /^\s{0,3}(?:Q|问|問)\s*[:：]\s*(.*)$/iu
const answerLine = /^\s{0,3}(?:A|答)\s*[:：]\s*(.*)$/iu
const fenceLine = /^\s{0,3}(```|~~~)/
const markPattern = /(?:^|\s)\^([a-z0-9]{6,32})\s*$/
const hiddenPattern = /==(?!\s)([^=\n]+)(?<!\s)==|\{\{(?!\s)([^{}\n]+)(?<!\s)\}\}/gu

/** What is hidden: without Anki's number before it and hint behind it. */
const hiddenWords = (match: string, double: string | undefined, braces: string | undefined): string => {
  const words = (double ?? (braces ?? match).replace(/^c\d+::/, '').split('::')[0] ?? '').trim()
  return words === '' ? match : words
}

const unmarked = (line: string): { readonly text: string; readonly mark: string | null } => {
  const found = markPattern.exec(line)
  return found ? { text: line.slice(0, found.index).trimEnd(), mark: found[1] ?? null } : { text: line.trimEnd(), mark: null }
}

const hasHidden = (line: string): boolean => line.search(hiddenPattern) >= 0

/**
 * The cards of a note's Markdown. A question: a line `Q: …`, `問：…` or `问：…` and after it a line `A: …` or `答：…`, each
 * going on up to a blank line. A cloze: a line with words between `==` or `{{` and `}}`; all of them are hidden at once.
 */
export const writtenCards = (body: string): readonly WrittenCard[] => {
  const lines = body.split('\n')
  const cards: WrittenCard[] = []
  let fence: string | null = null
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const mark = fenceLine.exec(line)?.[1] ?? null
    if (mark !== null) fence = fence === null ? mark : fence === mark ? null : fence
    if (fence !== null || mark !== null) continue
    const asked = questionLine.exec(line)
    if (asked) {
      const card = questionAt(lines, at, asked[1] ?? '')
      if (card) {
        cards.push(card)
        at = card.end - 1
        continue
      }
    }
    if (!hasHidden(line)) continue
    const { text, mark: id } = unmarked(line)
    const back = text.trim().replace(hiddenPattern, (...match: [string, string?, string?]) => `==${hiddenWords(...match)}==`)
    cards.push({ mark: id, kind: 'cloze', front: back.replace(hiddenPattern, '[…]'), back, line: at, end: at + 1 })
  }
  return cards
}

const questionAt = (lines: readonly string[], at: number, first: string): WrittenCard | null => {
  const { text, mark } = unmarked(first)
  const question = [text]
  let next = at + 1
  while (next < lines.length && lines[next]?.trim() !== '' && !isOpening(lines[next] ?? '')) question.push((lines[next++] ?? '').trim())
  const answered = answerLine.exec(lines[next] ?? '')
  if (!answered) return null
  const answer = [answered[1]?.trim() ?? '']
  next += 1
  while (next < lines.length && lines[next]?.trim() !== '' && !isOpening(lines[next] ?? '')) answer.push((lines[next++] ?? '').trim())
  const front = question.join('\n').trim()
  const back = answer.join('\n').trim()
  return front === '' || back === '' ? null : { mark, kind: 'question', front, back, line: at, end: next }
}

const isOpening = (line: string): boolean => questionLine.test(line) || answerLine.test(line) || fenceLine.test(line)

/** An id that follows from the words: two devices that give one to the same card give the same. */
const idFor = (noteId: string, front: string, turn: number): string =>
  `y${createHash('sha256').update(JSON.stringify([noteId, front, turn])).digest('hex').slice(0, 15)}`

/** The cards of a document's notes in order, each with an id of its own: a copied id belongs to the first that has it. */
export const cardsOf = (notes: readonly Note[]): readonly NoteCard[] => {
  const written = notes.flatMap((note) => writtenCards(note.body).map((card) => ({ ...card, note })))
  const taken = new Set<string>()
  const ids = new Map<WrittenCard, string>()
  const take = (card: WrittenCard, id: string): boolean => {
    if (taken.has(id)) return false
    taken.add(id)
    ids.set(card, id)
    return true
  }
  for (const card of written) if (card.mark !== null) take(card, card.mark)
  for (const card of written) {
    for (let turn = 0; !ids.has(card); turn += 1) take(card, idFor(card.note.id, card.front, turn))
  }
  return written.map((card) => ({ ...card, id: ids.get(card) ?? '' }))
}

/** The note's words with the card's id behind its first line. */
export const markCard = (body: string, card: WrittenCard, id: string): string =>
  body
    .split('\n')
    .map((line, at) => (at === card.line ? `${unmarked(line).text} ^${id}` : line))
    .join('\n')

/**
 * The note's words with other words on the card. Null when they make no such card: words that are missing, blank lines
 * within, a cloze that hides nothing.
 */
export const rewriteCard = (body: string, card: WrittenCard, id: string, front: string, back: string): string | null => {
  const lines = body.split('\n')
  const one = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  const made = (): string[] | null => {
    if (card.kind === 'cloze') {
      const text = one(back).join(' ')
      return hasHidden(text) ? [`${leadOf(lines[card.line] ?? '')}${text} ^${id}`] : null
    }
    const [ask, ...askMore] = one(front)
    const answer = one(back)
    if (ask === undefined || answer.length === 0) return null
    const [q, a] = labelsOf(lines.slice(card.line, card.end))
    return [`${q}${ask} ^${id}`, ...askMore, `${a}${answer[0] ?? ''}`, ...answer.slice(1)]
  }
  const replacement = made()
  if (replacement === null) return null
  const next = lines.toSpliced(card.line, card.end - card.line, ...replacement).join('\n')
  const again = writtenCards(next).find(({ mark }) => mark === id)
  return again?.kind === card.kind && again.end - again.line === replacement.length ? next : null
}

const leadOf = (line: string): string => /^\s*/.exec(line)?.[0] ?? ''

const labelsOf = (lines: readonly string[]): readonly [string, string] => {
  const label = (line: string): string => /^\s*\S\s*[:：]\s*/u.exec(line)?.[0] ?? ''
  const answer = lines.find((line) => answerLine.test(line)) ?? 'A: '
  const spaced = (text: string): string => (text.endsWith(':') ? `${text} ` : text)
  return [spaced(label(lines[0] ?? 'Q: ')), spaced(label(answer))]
}
