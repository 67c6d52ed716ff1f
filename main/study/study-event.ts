import { z } from 'zod/mini'
import { Id, SectionId } from '../../preload/contract/define.ts'
import { Version } from '../../preload/contract/notes.ts'
import { CardId, Grade } from '../../preload/contract/study.ts'

const stamped = { documentId: Id, version: Version }

/** One line of a study log. Nothing in a log is ever changed: what is taken back is taken back by a later event. */
export const StudyEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('section'), sectionId: SectionId, read: z.boolean(), ...stamped }),
  z.strictObject({
    kind: z.literal('review'),
    cardId: CardId,
    grade: Grade,
    /** Milliseconds since 1970, of the reviewing device's clock. */
    at: z.int().check(z.gte(0), z.lte(9_000_000_000_000)),
    ...stamped,
  }),
  z.strictObject({ kind: z.literal('undo'), review: Version, ...stamped }),
])

export type StudyEvent = z.infer<typeof StudyEvent>
export type ReviewEvent = Extract<StudyEvent, { kind: 'review' }>
