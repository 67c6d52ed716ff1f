import type { EditClass } from '../../preload/contract/documents.ts'
import type { EditionChoices } from '../../preload/contract/imports.ts'

/** Whether the reader has undone a repair of a class at a range of the source, in code points. */
export type IsUndone = (kind: EditClass, start: number, end: number) => boolean

export const undoesNothing: IsUndone = () => false

/** The repairs that the reader's choices undo; `undoesNothing` itself when there are none. */
export const undoneBy = ({ undoneClasses, undoneEdits }: EditionChoices): IsUndone => {
  if (undoneClasses.length === 0 && undoneEdits.length === 0) return undoesNothing
  const classes = new Set(undoneClasses)
  const places = new Set(undoneEdits.map(({ start, end, class: kind }) => `${kind} ${start} ${end}`))
  return (kind, start, end) => classes.has(kind) || places.has(`${kind} ${start} ${end}`)
}

/** Whether choices leave everything as it was found. */
export const decidesNothing = ({ title, undoneClasses, undoneEdits, headings }: EditionChoices): boolean =>
  title === null && undoneClasses.length + undoneEdits.length + headings.length === 0
