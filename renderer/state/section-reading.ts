import { fastestPace } from '../../preload/contract/app.ts'

/** One section on the screen. */
export interface SectionReading {
  readonly sectionId: string
  /** Characters that are read. */
  readonly characters: number
  /** It came onto the screen near its start; who jumps into its middle has not read it. */
  readonly fromStart: boolean
  /** Milliseconds that only grow. */
  readonly since: number
  readonly endSeen: number | null
}

/** Part of a section that may lie behind when it is reached, and the least that counts as nothing. */
const startPart = 0.1
const startCharacters = 60

/** `behind`: characters of the section before the first one on the screen. */
export const beginReading = (sectionId: string, characters: number, behind: number, now: number): SectionReading => ({
  sectionId,
  characters,
  fromStart: behind <= Math.max(startCharacters, characters * startPart),
  since: now,
  endSeen: null,
})

export const sawEnd = (reading: SectionReading, now: number): SectionReading => ({ ...reading, endSeen: now })

/** Whether its end was seen no sooner than the fastest reader comes there. */
export const hasBeenRead = ({ characters, fromStart, since, endSeen }: SectionReading): boolean =>
  fromStart && endSeen !== null && endSeen - since >= (characters * 60_000) / fastestPace
