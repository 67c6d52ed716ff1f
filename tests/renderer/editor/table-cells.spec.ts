import { EditorSelection, EditorState, type TransactionSpec } from '@codemirror/state'
import { describe, expect, test } from 'vitest'
import { cellsOf, tableKeymap } from '../../../renderer/editor/table-cells.ts'

const words = (line: string) => cellsOf(line).map(({ start, end }) => line.slice(start, end))

describe('cells of a row', () => {
  test('are its words without the blanks around them, 𠮷 among them', () => {
    expect(words('| 甲 |乙 |  𠮷野 |')).toEqual(['甲', '乙', '𠮷野'])
    expect(words('|  | 乙 |')).toEqual(['', '乙'])
    expect(words('| a\\|b | c |')).toEqual(['a\\|b', 'c'])
  })

  test('are none where a line is no row', () => {
    expect(words('甲 | 乙')).toEqual([])
    expect(words('')).toEqual([])
    expect(words('|')).toEqual([])
  })
})

describe('Tab', () => {
  const table = '前文\n\n| 甲 | 乙 |\n| --- | :-: |\n| 丙 | 丁 |'

  const press = (doc: string, at: number, back = false) => {
    let state = EditorState.create({ doc, selection: EditorSelection.single(at) })
    const binding = tableKeymap[0]
    const run = back ? binding?.shift : binding?.run
    const view = { state, dispatch: (...specs: readonly TransactionSpec[]) => (state = state.update(...specs).state) }
    const took = (run as unknown as (target: typeof view) => boolean)(view)
    const { from, to } = state.selection.main
    return { took, doc: state.doc.toString(), selected: state.sliceDoc(from, to), at: from }
  }

  test('goes from cell to cell and over the rule', () => {
    expect(press(table, table.indexOf('甲'))).toMatchObject({ took: true, selected: '乙', doc: table })
    expect(press(table, table.indexOf('乙'))).toMatchObject({ took: true, selected: '丙' })
    expect(press(table, table.indexOf('丙'), true)).toMatchObject({ took: true, selected: '乙' })
  })

  test('begins a row behind the last cell', () => {
    const { doc, at } = press(table, table.indexOf('丁') + 1)
    expect(doc).toBe(`${table}\n|  |  |`)
    expect(at).toBe(doc.length - 5)
  })

  test('leaves the field outside tables, and backwards from the first cell', () => {
    expect(press(table, 0).took).toBe(false)
    expect(press('| 甲 | 乙 |', 3).took).toBe(false)
    expect(press(table, table.indexOf('甲'), true).took).toBe(false)
  })
})
