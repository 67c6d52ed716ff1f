import { isDictionary, readToken } from './pdf-objects.ts'
import type { PdfToken, PdfValue } from './pdf-objects.ts'

interface Instruction {
  readonly operator: string
  readonly operands: readonly PdfValue[]
  readonly start: number
  readonly end: number
}

export interface Glyph {
  /** As in the content stream: four digits. */
  readonly code: string
  /** In units of text space. */
  readonly x: number
  readonly y: number
  /** What the stream says it stands for, where the font does not. */
  readonly text: string | null
}

/** A line, or part of one, of glyphs one below the other. */
export interface Column {
  readonly start: number
  readonly end: number
  readonly font: string
  readonly size: number
  readonly matrix: readonly number[]
  readonly parts: readonly (Glyph | { readonly mark: string })[]
}

export const glyphsOf = ({ parts }: Column): Glyph[] => parts.filter((part): part is Glyph => 'code' in part)

/** The columns among the text objects of a content stream, in order. Throws SyntaxError on what it cannot read. */
export const columnsOf = (text: string): Column[] => {
  const columns: Column[] = []
  let block: Instruction[] | null = null
  for (const instruction of instructionsOf(text)) {
    if (instruction.operator === 'BT') block = [instruction]
    else if (block) {
      block.push(instruction)
      if (instruction.operator !== 'ET') continue
      const column = columnOf(text, block)
      if (column) columns.push(column)
      block = null
    }
  }
  return columns
}

function* instructionsOf(text: string): Generator<Instruction> {
  let operands: PdfToken[] = []
  for (let token = readToken(text, 0); token !== null; token = readToken(text, token.end)) {
    if (token.operator === null) {
      operands.push(token)
      continue
    }
    // What follows an image is bytes, which are no instructions.
    if (token.operator === 'BI') throw new SyntaxError('an image in the text')
    const values = operands.map(({ value }) => value)
    yield { operator: token.operator, operands: values, start: operands[0]?.start ?? token.start, end: token.end }
    operands = []
  }
}

const numbersOf = (operands: readonly PdfValue[], count: number): readonly number[] | null => {
  const numbers = operands.filter((one) => typeof one === 'number')
  return operands.length === count && numbers.length === count ? numbers : null
}

const actualText = (properties: PdfValue | undefined): string | null => {
  const held = isDictionary(properties) ? properties.get('/ActualText') : undefined
  const [, digits] = typeof held === 'string' ? (/^<FEFF((?:[0-9A-F]{4})+)>$/i.exec(held) ?? []) : []
  return digits === undefined ? null : Buffer.from(digits, 'hex').swap16().toString('utf16le')
}

/** The text object as a column; null where it is anything else, which then stays as it is. */
const columnOf = (text: string, block: readonly Instruction[]): Column | null => {
  const parts: (Glyph | { readonly mark: string })[] = []
  let font: { readonly name: string; readonly size: number } | null = null
  let matrix: readonly number[] | null = null
  let x = 0
  let y = 0
  let standsFor: { readonly text: string; glyphs: number } | null = null
  const open: boolean[] = []
  for (const { operator, operands, start, end } of block) {
    switch (operator) {
      case 'BT':
      case 'ET':
        break
      case 'Tf': {
        const [name, size] = operands
        if (font !== null || typeof name !== 'string' || typeof size !== 'number') return null
        font = { name, size }
        break
      }
      case 'Tm': {
        const given = numbersOf(operands, 6)
        if (matrix !== null || given === null || parts.some((part) => 'code' in part)) return null
        matrix = given
        break
      }
      case 'Td': {
        const [right, up] = numbersOf(operands, 2) ?? []
        if (right === undefined || up === undefined) return null
        x += right
        y += up
        break
      }
      case 'Tj': {
        const [code] = operands
        if (typeof code !== 'string' || !/^<[0-9A-F]{4}>$/i.test(code)) return null
        if (standsFor) standsFor.glyphs += 1
        parts.push({ code: code.slice(1, -1).toUpperCase(), x, y, text: standsFor?.text ?? null })
        break
      }
      case 'BDC': {
        const stood = operands[0] === '/Span' ? actualText(operands[1]) : null
        if (stood !== null && standsFor !== null) return null
        open.push(stood !== null)
        if (stood !== null) standsFor = { text: stood, glyphs: 0 }
        else parts.push({ mark: text.slice(start, end) })
        break
      }
      case 'BMC':
        open.push(false)
        parts.push({ mark: text.slice(start, end) })
        break
      case 'EMC':
        if (open.pop() === true) {
          if (standsFor?.glyphs !== 1) return null
          standsFor = null
        } else parts.push({ mark: text.slice(start, end) })
        break
      default:
        return null
    }
  }
  if (font === null || matrix === null || open.length > 0 || !runsDown(matrix, parts, font.size)) return null
  return { start: block[0]?.start ?? 0, end: block.at(-1)?.end ?? 0, font: font.name, size: font.size, matrix, parts }
}

/** Upright glyphs, each straight below the one before. */
const runsDown = ([a = 0, b = 0, c = 0, d = 0]: readonly number[], parts: Column['parts'], size: number): boolean => {
  if (a <= 0 || b !== 0 || c !== 0 || d >= 0) return false
  const glyphs = parts.filter((part): part is Glyph => 'code' in part)
  return glyphs.every(({ x, y }, index) => {
    const before = glyphs[index - 1]
    return before === undefined || (Math.abs(x - before.x) < size / 100 && y < before.y)
  })
}
