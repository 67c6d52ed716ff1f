import { ChangeSet, type ChangeSpec } from '@codemirror/state'
import { replacementsBetween } from '../../preload/text/readable-difference.ts'

/** Beyond this the text is replaced whole instead of compared. In UTF-16 units of both texts together. */
const comparable = 400_000

/** The changes that make one text into another, as small as can be found, so that a cursor beside them stays. */
export const changesBetween = (before: string, after: string): ChangeSpec[] =>
  before.length + after.length > comparable
    ? [{ from: 0, to: before.length, insert: after }]
    : replacementsBetween(before, after)

/**
 * What turns `told` into `held` elsewhere, as changes of the text that `local` made of `told` meanwhile: both stay. Null
 * when `local` does not begin at `told`.
 */
export const besideLocal = (told: string, held: string, local: ChangeSet): ChangeSet | null =>
  local.length === told.length ? ChangeSet.of(changesBetween(told, held), told.length).map(local) : null
