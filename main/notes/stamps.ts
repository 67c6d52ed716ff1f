import type { Version } from '../../preload/contract/notes.ts'

/** Milliseconds a foreign stamp may lie ahead of our clock and still be followed. */
export const toleratedLead = 24 * 60 * 60 * 1000
/** Year 2255; nothing pushes the clock beyond, so that 13 digits are enough. */
const lastMillisecond = 9_000_000_000_000
const lastCount = 0xffff

export interface StampClock {
  /** A new stamp, greater than every stamp handed out or followed before. Never throws. */
  next(): string
  /** Makes later stamps greater than this one. A foreign stamp is followed no further than `toleratedLead`. */
  follow(hlc: string, own: boolean): void
  /** The greatest stamp that still counts in ordering; greater ones count as this one. */
  ceiling(): string
  last(): string
}

const format = (milliseconds: number, count: number): string =>
  `${String(milliseconds).padStart(13, '0')}-${count.toString(16).padStart(4, '0')}`

/** Hybrid logical clock (Kulkarni and others, 2014) over `now`, in milliseconds since 1970. */
export const createStampClock = (now: () => number): StampClock => {
  let milliseconds = 0
  let count = 0
  const wall = (): number => {
    const value = Math.floor(now())
    return Number.isFinite(value) ? Math.min(Math.max(value, 0), lastMillisecond) : 0
  }
  return {
    next: () => {
      const current = wall()
      if (current > milliseconds) {
        milliseconds = current
        count = 0
      } else if (count < lastCount) {
        count += 1
      } else {
        milliseconds += 1
        count = 0
      }
      return format(milliseconds, count)
    },
    follow: (hlc, own) => {
      const limit = own ? lastMillisecond : Math.min(wall() + toleratedLead, lastMillisecond)
      const theirs = Number(hlc.slice(0, 13))
      const theirCount = Number.parseInt(hlc.slice(14), 16)
      if (theirs > limit) {
        if (limit > milliseconds) {
          milliseconds = limit
          count = 0
        }
      } else if (theirs > milliseconds || (theirs === milliseconds && theirCount > count)) {
        milliseconds = theirs
        count = theirCount
      }
    },
    ceiling: () => format(Math.min(wall() + toleratedLead, lastMillisecond), lastCount),
    last: () => format(milliseconds, count),
  }
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Order of versions: stamp, then device. Stamps above `ceiling` count as `ceiling`. */
export const compareVersions = (a: Version, b: Version, ceiling: string): number => {
  const first = a.hlc > ceiling ? ceiling : a.hlc
  const second = b.hlc > ceiling ? ceiling : b.hlc
  return compareText(first, second) || compareText(a.device, b.device) || compareText(a.hlc, b.hlc)
}

export const versionKey = (version: Version): string => `${version.hlc} ${version.device}`

export const sameVersion = (a: Version, b: Version): boolean => a.hlc === b.hlc && a.device === b.device
