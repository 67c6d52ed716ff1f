/** A task in a note's Markdown: a line of a list that begins with a box. */
export interface Task {
  /** Line of the note, from 0. */
  readonly line: number
  readonly words: string
  readonly done: boolean
}

const taskLine = /^(\s*(?:[-*+]|\d{1,9}[.)])\s+\[)([ xX])(\]\s+)(\S.*)$/u
const fenceLine = /^\s{0,3}(```|~~~)/

export const tasksIn = (body: string): readonly Task[] => {
  let fence: string | null = null
  return body.split('\n').flatMap((text, line): Task[] => {
    const mark = fenceLine.exec(text)?.[1] ?? null
    if (mark !== null) fence = fence === null ? mark : fence === mark ? null : fence
    const found = fence === null && mark === null ? taskLine.exec(text) : null
    return found ? [{ line, words: found[4] ?? '', done: found[2] !== ' ' }] : []
  })
}

/** The note's words with the task ticked or not; unchanged when the line is that task no more. */
export const tickTask = (body: string, task: Task, done: boolean): string =>
  body
    .split('\n')
    .map((text, line) => {
      const found = line === task.line ? taskLine.exec(text) : null
      return found?.[4] === task.words ? `${found[1]}${done ? 'x' : ' '}${found[3]}${found[4]}` : text
    })
    .join('\n')
