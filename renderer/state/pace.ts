import { fastestPace, slowestPace } from '../../preload/contract/app.ts'

/** A stretch that was read: characters a minute, and how many characters it had. */
interface Sample {
  readonly perMinute: number
  readonly characters: number
}

/** What is known of how fast a reader reads. */
export interface Pace {
  /** The last stretches that were read, oldest first; before them what is taken for granted. */
  readonly samples: readonly Sample[]
  /** Characters observed since the start. */
  readonly observed: number
  /** Where and when the stretch under observation began, and where it was last seen; null right after a jump. */
  readonly stretch: { readonly from: number; readonly since: number; readonly to: number } | null
}

/** A stretch is weighed when it has lasted this long, in ms, and has at least so many characters. */
const shortestStretch = 20_000
const fewestCharacters = 60

/** Older stretches are forgotten: who reads faster now shall see it. */
const mostSamples = 24

/** What the usual pace and a pace known from before weigh, in characters. */
const usualWeight = 600
const knownWeight = 3000

/** A pace is told and kept when it rests on so many characters. */
const enough = 1500

/** `known`: the reader's own pace as it was kept, in characters a minute; `usual` counts as long as there is none. */
export const startPace = (known: number | null, usual: number): Pace => ({
  samples: [known === null ? { perMinute: usual, characters: usualWeight } : { perMinute: known, characters: knownWeight }],
  observed: 0,
  stretch: null,
})

/** The reader has jumped, gone away or looked elsewhere: what lies between was not read. */
export const interrupted = (pace: Pace): Pace => (pace.stretch === null ? pace : { ...pace, stretch: null })

/**
 * The reader is at a place, in characters of the body before it, at a time in ms. A whole page is read without a movement,
 * so that rest alone does not tell absence from reading: what lies outside every pace of reading is left out, and the rest
 * of the absences cannot move the median.
 */
export const seenAt = (pace: Pace, characters: number, now: number): Pace => {
  const { stretch } = pace
  const begun = { from: characters, since: now, to: characters }
  if (!stretch || characters < stretch.to) return { ...pace, stretch: begun }
  const duration = now - stretch.since
  const read = characters - stretch.from
  if (duration < shortestStretch || read < fewestCharacters) return { ...pace, stretch: { ...stretch, to: characters } }
  const perMinute = (read * 60_000) / duration
  if (perMinute < slowestPace || perMinute > fastestPace) return { ...pace, stretch: begun }
  return {
    samples: [...pace.samples, { perMinute, characters: read }].slice(-mostSamples),
    observed: pace.observed + read,
    stretch: begun,
  }
}

/** Characters a minute to reckon with: the median of the stretches, each weighing as many characters as it had. */
export const paceNow = ({ samples }: Pace): number => {
  const ordered = [...samples].sort((a, b) => a.perMinute - b.perMinute)
  const half = ordered.reduce((sum, { characters }) => sum + characters, 0) / 2
  let sum = 0
  for (const { perMinute, characters } of ordered) {
    sum += characters
    if (sum >= half) return perMinute
  }
  return slowestPace
}

/** The reader's own pace, whole, once it rests on enough; else null. */
export const ownPace = (pace: Pace): number | null => (pace.observed < enough ? null : Math.round(paceNow(pace)))
