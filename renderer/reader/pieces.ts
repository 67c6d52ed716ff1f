import { codeOf, isBlank } from './undrawn.ts'

/** How a piece of a run is set. `start` is its first code point in L1. */
export type SinglePiece =
  | { readonly kind: 'plain'; readonly start: number; readonly text: string }
  /** Set upright in the room of one character; vertical text only. */
  | { readonly kind: 'combined'; readonly start: number; readonly text: string }
  | { readonly kind: 'read'; readonly start: number; readonly text: string; readonly reading: string }
  /** A character that none of Yandu's faces has; `code` is "U+30EDE". */
  | { readonly kind: 'undrawn'; readonly start: number; readonly text: string; readonly code: string }

export type Piece =
  | SinglePiece
  /** Never broken over two lines: 第三條, the last two characters of a paragraph. */
  | { readonly kind: 'whole'; readonly start: number; readonly text: string; readonly parts: readonly SinglePiece[] }
  /**
   * Begins no line, so it stays with what stands before it: a dash, a dot between names, and what a number counts (`counter`
   * where that number lies in the line as letters do).
   */
  | { readonly kind: 'joined' | 'counter'; readonly start: number; readonly text: string; readonly parts: readonly SinglePiece[] }

export interface PieceOptions {
  /** Readings by code point of L1; characters without one are not in it. */
  readonly readings: ReadonlyMap<number, string> | null
  readonly vertical: boolean
  /** Whether a face of Yandu's has the character. */
  readonly isDrawn: (codePoint: number) => boolean
  /** The text is the end of its paragraph. */
  readonly isEnd?: boolean
}

/*
 * Chromium breaks a line after a piece it may not break inside, whatever follows: so the marks that end no line belong to the
 * piece. A mark that opens stays outside: it is not torn off, and at the beginning of a piece it would lose half of its
 * square at the beginning of a line.
 */
const openers = '[（「『《〈【〔“‘]'
const closers = '[，。、；：？！）」』》〉】〕”’…—·]'

/**
 * Numbers with what counts them, and 第…條: CLREQ asks that neither is torn apart. Up to seven characters, so that a narrow
 * column can still be filled. Digits with signs (1,024, 50%, 36℃) are kept together by the browser.
 */
const ordinals = new RegExp(
  `第(?:[一二三四五六七八九十百千零〇]{1,4}|[0-9０-９][0-9０-９,]{0,4})[條条章節节款項项屆届次期卷編编部回號号頁页]${closers}{0,3}`,
  'gu',
)
const counted = /(?<digits>(?<![0-9.,])[0-9０-９][0-9０-９.,．]{0,5})[年月日時时分秒元万萬億亿人個个歲岁頁页號号本條条]/gu

/** The end of a paragraph: a line with a single character would be too little. */
const tail = new RegExp(`\\p{Script=Han}(?:${openers}|${closers}){0,2}\\p{Script=Han}${closers}{0,3}$`, 'u')
const longestTail = 6

const dash = /[—―·‧]+/gu

/** One or two digits that stand by themselves in vertical text are set upright: not those of 3.5, 50%, B2, 2010. */
const beside = '[\\p{Script=Latin}\\p{N}.,:%％‰°℃/+\\-−–]'
const upright = new RegExp(`(?<!${beside})[0-9]{1,2}(?!${beside})`, 'gu')

type GroupKind = Exclude<Piece['kind'], SinglePiece['kind']>

/** UTF-16 units of the run. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

const stretchOf = ({ index, 0: { length } }: RegExpExecArray): Stretch => ({ from: index, to: index + length })

const meets = (a: Stretch, b: Stretch): boolean => a.from < b.to && a.to > b.from

const holds = (outer: Stretch, inner: Stretch): boolean => outer.from <= inner.from && outer.to >= inner.to

/** Stretches that hold together, in order and apart from each other. */
const heldTogether = (text: string, digits: readonly Stretch[], { isEnd = false }: PieceOptions) => {
  const found: (Stretch & { readonly kind: GroupKind })[] = []
  const add = (stretch: Stretch, kind: GroupKind) => {
    if (found.some((other) => meets(other, stretch))) return
    if (digits.some((one) => meets(one, stretch) && !holds(stretch, one))) return
    found.push({ ...stretch, kind })
  }
  for (const match of text.matchAll(ordinals)) add(stretchOf(match), 'whole')
  for (const match of text.matchAll(counted)) {
    const from = match.index + (match.groups?.['digits']?.length ?? 0)
    add({ from, to: match.index + match[0].length }, digits.some(({ to }) => to === from) ? 'joined' : 'counter')
  }
  const last = isEnd ? tail.exec(text) : null
  if (last && last[0].length <= longestTail) add(stretchOf(last), 'whole')
  for (const match of text.matchAll(dash)) add(stretchOf(match), 'joined')
  return found.sort((a, b) => a.from - b.from)
}

/** Characters that have a reading or no glyph stand alone; the others stay together. */
const splitCharacters = (text: string, start: number, { readings, isDrawn }: PieceOptions): SinglePiece[] => {
  const pieces: SinglePiece[] = []
  let plain = ''
  let plainStart = start
  let at = start
  const flush = () => {
    if (plain !== '') pieces.push({ kind: 'plain', start: plainStart, text: plain })
    plain = ''
  }
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0
    const reading = readings?.get(at)
    if (!isDrawn(codePoint) && !isBlank(character)) {
      flush()
      pieces.push({ kind: 'undrawn', start: at, text: character, code: codeOf(codePoint) })
    } else if (reading !== undefined) {
      flush()
      pieces.push({ kind: 'read', start: at, text: character, reading })
    } else {
      if (plain === '') plainStart = at
      plain += character
    }
    at += 1
  }
  flush()
  return pieces
}

const lengthOf = (text: string): number => Array.from(text).length

/** Cuts a run of text into the pieces that are set differently. Together they are the run again. */
export const piecesOf = (text: string, start: number, options: PieceOptions): Piece[] => {
  const digits = options.vertical ? [...text.matchAll(upright)].map(stretchOf) : []

  const singlesOf = ({ from, to }: Stretch, first: number): SinglePiece[] => {
    const pieces: SinglePiece[] = []
    let unit = from
    let at = first
    const plainTo = (end: number) => {
      const part = text.slice(unit, end)
      pieces.push(...splitCharacters(part, at, options))
      at += lengthOf(part)
      unit = end
    }
    for (const one of digits) {
      if (one.from < unit || one.to > to) continue
      plainTo(one.from)
      pieces.push({ kind: 'combined', start: at, text: text.slice(one.from, one.to) })
      at += one.to - one.from
      unit = one.to
    }
    plainTo(to)
    return pieces
  }

  const pieces: Piece[] = []
  let unit = 0
  let at = start
  const singlesTo = (end: number) => {
    pieces.push(...singlesOf({ from: unit, to: end }, at))
    at += lengthOf(text.slice(unit, end))
    unit = end
  }
  for (const { kind, ...stretch } of heldTogether(text, digits, options)) {
    singlesTo(stretch.from)
    const part = text.slice(stretch.from, stretch.to)
    pieces.push({ kind, start: at, text: part, parts: singlesOf(stretch, at) })
    at += lengthOf(part)
    unit = stretch.to
  }
  singlesTo(text.length)
  return pieces
}

/** The character that a dash or a dot is not torn off, with them and the marks behind them. */
const heldDash = new RegExp(`[^\\s—―·‧]?[—―·‧]+${closers}{0,3}`, 'gu')

/**
 * Stretches of a text that are not broken over two lines, where nothing may be put between characters to join them: on paper,
 * where it would be text. In order and apart from each other; places are UTF-16 units.
 */
export const unbrokenStretches = (text: string, isEnd: boolean): Stretch[] => {
  const last = isEnd ? tail.exec(text) : null
  const found = [
    ...[ordinals, counted, heldDash].flatMap((pattern) => [...text.matchAll(pattern)].map(stretchOf)),
    ...(last && last[0].length <= longestTail ? [stretchOf(last)] : []),
  ].sort((a, b) => a.from - b.from)
  const apart: Stretch[] = []
  for (const stretch of found) {
    const before = apart.at(-1)
    if (before && meets(before, stretch)) apart[apart.length - 1] = { from: before.from, to: Math.max(before.to, stretch.to) }
    else apart.push(stretch)
  }
  return apart
}
