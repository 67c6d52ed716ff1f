import type { EditClass, PlacedEdit } from '../../preload/contract/documents.ts'
import type { EditionChoices, EditPlace, ImportChoices } from '../../preload/contract/imports.ts'
import { choicesOf, withChoices, type TakenBack } from './imports.ts'

type HeadingChoice = EditionChoices['headings'][number]

/** What the reader has decided, and what to remember of it so that it can be taken back. */
export interface Decisions {
  readonly choices: ImportChoices
  readonly takenBack: readonly TakenBack[]
}

const samePlace = (a: EditPlace, b: EditPlace): boolean => a.start === b.start && a.end === b.end && a.class === b.class

/** Undoes one repair of a text, or takes that back. */
export const decideRepair = (
  { choices, takenBack }: Decisions,
  index: number,
  edit: PlacedEdit,
  undone: boolean,
): Decisions => {
  const place = { start: edit.start, end: edit.end, class: edit.class }
  const { undoneEdits } = choicesOf(choices, index).choices
  const rest = undoneEdits.filter((one) => !samePlace(one, place))
  const kept = takenBack.filter((taken) => !(taken.kind === 'repair' && taken.index === index && samePlace(taken.edit, place)))
  return {
    choices: withChoices(choices, index, { choices: { undoneEdits: undone ? [...rest, place] : rest } }),
    takenBack: undone ? [...kept, { kind: 'repair', index, edit }] : kept,
  }
}

/** Undoes all repairs of a class in a text, or takes that back. `count` is how many there are. */
export const decideClass = (
  { choices, takenBack }: Decisions,
  index: number,
  editClass: EditClass,
  undone: boolean,
  count: number,
): Decisions => {
  const rest = choicesOf(choices, index).choices.undoneClasses.filter((one) => one !== editClass)
  const kept = takenBack.filter((taken) => !(taken.kind === 'class' && taken.index === index && taken.class === editClass))
  return {
    choices: withChoices(choices, index, { choices: { undoneClasses: undone ? [...rest, editClass] : rest } }),
    takenBack: undone ? [...kept, { kind: 'class', index, class: editClass, count }] : kept,
  }
}

/** What is decided about a heading. `words` are the heading's own; `made` is true for a line that was none before. */
export interface HeadingDecision {
  /** Where it begins in L0. */
  readonly at: number
  readonly words: string
  readonly made?: boolean
  readonly change: Partial<Omit<HeadingChoice, 'at'>>
}

/** Decides about headings; what a decision does not name stays as it was decided before. */
export const decideHeadings = (decisions: Decisions, index: number, changes: readonly HeadingDecision[]): Decisions => {
  const headings = new Map(choicesOf(decisions.choices, index).choices.headings.map((one) => [one.at, one]))
  let { takenBack } = decisions
  for (const { at, words, made, change } of changes) {
    const isHere = (taken: TakenBack, kind: 'heading' | 'made'): boolean => taken.kind === kind && taken.index === index && taken.at === at
    const found = made !== true && !takenBack.some((taken) => isHere(taken, 'made'))
    const choice = { at, heading: true, level: null, name: null, ...headings.get(at), ...change }
    if (choice.heading === found && choice.level === null && choice.name === null) headings.delete(at)
    else headings.set(at, choice)
    takenBack = takenBack.filter((taken) => !isHere(taken, 'heading') && !isHere(taken, 'made'))
    if (!choice.heading && found) takenBack = [...takenBack, { kind: 'heading', index, at, heading: words }]
    if (choice.heading && !found) takenBack = [...takenBack, { kind: 'made', index, at }]
  }
  return {
    choices: withChoices(decisions.choices, index, { choices: { headings: [...headings.values()].sort((a, b) => a.at - b.at) } }),
    takenBack,
  }
}

/** Another encoding makes other texts: what was decided about those of the first is no longer about anything. */
export const decideEncoding = (encoding: ImportChoices['encoding']): Decisions => ({
  choices: { encoding, documents: [] },
  takenBack: [],
})

/** Repairs of a class that the reader has undone one by one. */
export const undoneRepairs = (takenBack: readonly TakenBack[], index: number, editClass: EditClass): readonly PlacedEdit[] =>
  takenBack.flatMap((taken) => (taken.kind === 'repair' && taken.index === index && taken.edit.class === editClass ? [taken.edit] : []))

export const isRepairUndone = (choices: ImportChoices, index: number, edit: EditPlace): boolean =>
  choicesOf(choices, index).choices.undoneEdits.some((one) => samePlace(one, edit))
