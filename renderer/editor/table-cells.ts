import type { EditorState, Line, StateCommand } from '@codemirror/state'
import type { KeyBinding } from '@codemirror/view'

/** Words of one cell of a table row, in UTF-16 units of the row, without the blanks around them. */
export interface TableCell {
  readonly start: number
  readonly end: number
}

const isRow = (line: string): boolean => /^\s*\|.*\|\s*$/.test(line)
const isRule = (line: string): boolean => /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(line)

/** The cells of a row that begins and ends with a bar; none for any other line. A bar behind a backslash is a letter. */
export const cellsOf = (line: string): TableCell[] => {
  if (!isRow(line)) return []
  const bars: number[] = []
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1
    else if (line[at] === '|') bars.push(at)
  }
  return bars.slice(0, -1).map((bar, index): TableCell => {
    const to = bars[index + 1] ?? line.length
    const words = line.slice(bar + 1, to)
    if (words.trim() === '') return { start: Math.min(bar + 2, to), end: Math.min(bar + 2, to) }
    return { start: bar + 1 + words.length - words.trimStart().length, end: bar + 1 + words.trimEnd().length }
  })
}

/** The nearest row above or below that holds words: a rule between head and body holds none. */
const rowBeside = (state: EditorState, line: Line, by: 1 | -1): Line | null => {
  for (let number = line.number + by; number >= 1 && number <= state.doc.lines; number += by) {
    const next = state.doc.line(number)
    if (!isRow(next.text)) return null
    if (!isRule(next.text)) return next
  }
  return null
}

const isInTable = (state: EditorState, line: Line): boolean =>
  [line.number, line.number - 1, line.number + 1, line.number - 2].some(
    (number) => number >= 1 && number <= state.doc.lines && isRule(state.doc.line(number).text),
  ) || (line.number > 2 && isRow(state.doc.line(line.number - 1).text))

/** To the cell before or behind, whose words are selected; behind the last cell of a table a new row is begun. */
const moveCell =
  (by: 1 | -1): StateCommand =>
  ({ state, dispatch }) => {
    const { head } = state.selection.main
    const line = state.doc.lineAt(head)
    const cells = cellsOf(line.text)
    if (cells.length === 0 || !isInTable(state, line)) return false
    const column = head - line.from
    const behind = cells.findIndex(({ end }) => column <= end)
    const next = (behind < 0 ? cells.length - 1 : behind) + by
    const select = (row: Line, cell: TableCell | undefined) => {
      if (cell === undefined) return
      dispatch(state.update({ selection: { anchor: row.from + cell.start, head: row.from + cell.end }, scrollIntoView: true }))
    }
    if (next >= 0 && next < cells.length) {
      select(line, cells[next])
      return true
    }
    const beside = rowBeside(state, line, by)
    if (beside !== null) {
      select(beside, by > 0 ? cellsOf(beside.text)[0] : cellsOf(beside.text).at(-1))
      return true
    }
    if (by < 0) return false
    const row = `\n|${'  |'.repeat(cells.length)}`
    const below = line.number < state.doc.lines ? state.doc.line(line.number + 1) : null
    const end = below !== null && isRule(below.text) ? below.to : line.to
    dispatch(state.update({ changes: { from: end, insert: row }, selection: { anchor: end + 3 }, scrollIntoView: true, userEvent: 'input' }))
    return true
  }

/** Outside tables Tab stays the browser's, so that the keyboard can leave the field. */
export const tableKeymap: readonly KeyBinding[] = [{ key: 'Tab', run: moveCell(1), shift: moveCell(-1) }]
