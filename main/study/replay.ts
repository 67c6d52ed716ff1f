import { createEmptyCard, fsrs, Rating, State, type Card as FsrsCard, type Grade as FsrsGrade } from 'ts-fsrs'
import type { Version } from '../../preload/contract/notes.ts'
import type { Card, Grade } from '../../preload/contract/study.ts'
import { compareVersions, versionKey } from '../notes/stamps.ts'
import type { ReviewEvent, StudyEvent } from './study-event.ts'

/** The parameters of ts-fsrs as they come. Without fuzz, so that two devices compute the same day. */
const scheduler = fsrs({ enable_fuzz: false })

const ratings: { readonly [G in Grade]: FsrsGrade } = {
  1: Rating.Again,
  2: Rating.Hard,
  3: Rating.Good,
  4: Rating.Easy,
}

const stages: { readonly [S in State]: Card['stage'] } = {
  [State.New]: 'new',
  [State.Learning]: 'learning',
  [State.Review]: 'review',
  [State.Relearning]: 'relearning',
}

export interface Schedule {
  readonly stage: Card['stage']
  /** Milliseconds since 1970. */
  readonly due: number
  readonly reviews: number
  readonly recalled: boolean
  /** Milliseconds until the next review for each grade given now; null while the card is not due. */
  readonly intervals: readonly [number, number, number, number] | null
}

export interface Replayed {
  readonly read: ReadonlySet<string>
  /** Reviews that stand, in order, by card. */
  readonly reviews: ReadonlyMap<string, readonly ReviewEvent[]>
  readonly last: (device: string) => { readonly cardId: string; readonly version: Version } | null
}

/**
 * What a set of events comes to, whatever their order and however often each is there. `ceiling`: stamps above it, of a
 * clock that was ahead, count as it.
 */
export const replay = (events: readonly StudyEvent[], ceiling: string): Replayed => {
  const ordered = [...events].sort(
    (a, b) => compareVersions(a.version, b.version, ceiling) || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1),
  )
  const undone = new Set(ordered.flatMap((event) => (event.kind === 'undo' ? [versionKey(event.review)] : [])))
  const read = new Set<string>()
  const reviews = new Map<string, ReviewEvent[]>()
  const standing = new Map<string, ReviewEvent>()
  for (const event of ordered) {
    if (event.kind === 'section') {
      if (event.read) read.add(event.sectionId)
      else read.delete(event.sectionId)
    } else if (event.kind === 'review') {
      const key = versionKey(event.version)
      if (undone.has(key) || standing.has(key)) continue
      standing.set(key, event)
      const known = reviews.get(event.cardId)
      if (known) known.push(event)
      else reviews.set(event.cardId, [event])
    }
  }
  const inOrder = [...standing.values()]
  return {
    read,
    reviews,
    last: (device) => {
      const found = inOrder.findLast(({ version }) => version.device === device)
      return found ? { cardId: found.cardId, version: found.version } : null
    },
  }
}

/**
 * When a card is due, at `now`, after its reviews in order. A review never counts as before the one it follows, nor as
 * later than now: a clock that was wrong moves nothing beyond that.
 */
export const scheduleOf = (reviews: readonly ReviewEvent[], now: number): Schedule => {
  const first = Math.min(reviews[0]?.at ?? now, now)
  let card: FsrsCard = createEmptyCard(new Date(first))
  let time = first
  for (const { at, grade } of reviews) {
    time = Math.max(time, Math.min(at, now))
    card = scheduler.next(card, new Date(time), ratings[grade]).card
  }
  const due = card.due.getTime()
  const preview = due <= now ? scheduler.repeat(card, new Date(now)) : null
  const after = (grade: Grade): number => (preview?.[ratings[grade]].card.due.getTime() ?? now) - now
  return {
    stage: stages[card.state],
    due,
    reviews: reviews.length,
    recalled: reviews.some(({ grade }) => grade >= 3),
    intervals: preview ? [after(1), after(2), after(3), after(4)] : null,
  }
}
