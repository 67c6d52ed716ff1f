import { codeOf, isBlank } from './undrawn.ts'

/** How a piece of a run is set. `start` is its first code point in L1. */
export type Piece =
  | { readonly kind: 'plain'; readonly start: number; readonly text: string }
  /** Never broken over two lines: a number with its unit, 第三條, the last two characters of a paragraph. */
  | { readonly kind: 'whole'; readonly start: number; readonly text: string }
  /** A dash, which begins no line: it stays with what stands before it. */
  | { readonly kind: 'joined'; readonly start: number; readonly text: string }
  /** Set upright in the room of one character; vertical text only. */
  | { readonly kind: 'combined'; readonly start: number; readonly text: string }
  | { readonly kind: 'read'; readonly start: number; readonly text: string; readonly reading: string }
  /** A character that none of Yandu's faces has; `code` is "U+30EDE". */
  | { readonly kind: 'undrawn'; readonly start: number; readonly text: string; readonly code: string }

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
 * Chromium breaks a line after a piece that it may not break inside, whatever follows: so the marks around it, which begin
 * or end no line, belong to the piece.
 */
const openers = '[（「『《〈【〔“‘]'
const closers = '[，。、；：？！）」』》〉】〕”’…—·]'

/**
 * Numbers with what counts them, and 第…條: CLREQ asks that neither is torn apart. Up to seven characters, so that a narrow
 * column can still be filled.
 */
const counted =
  '第[一二三四五六七八九十百千零〇0-9０-９]{1,4}[條条章節节款項项屆届次期卷編编部回號号]|[0-9０-９][0-9０-９.,．]{0,5}[%％‰℃°年月日時时分秒元万萬億亿人個个歲岁頁页號号本]?'
const unbroken = new RegExp(`${openers}{0,2}(?<core>${counted})${closers}{0,3}`, 'gu')

/** The end of a paragraph: a line with a single character would be too little. */
const tail = new RegExp(`${openers}{0,2}\\p{Script=Han}(?:${openers}|${closers}){0,2}\\p{Script=Han}${closers}{0,3}$`, 'u')
const longestTail = 6

const dash = /[—―]+/gu

/** One or two digits that stand by themselves in vertical text are set upright. */
const upright = /(?<![0-9A-Za-z.,])[0-9]{1,2}(?![0-9A-Za-z.,])/gu

interface Mark {
  readonly from: number
  readonly to: number
  readonly piece: (start: number, text: string) => Piece
}

/** Ranges of UTF-16 units of `text` that are more than plain, in order and apart from each other. */
const marksIn = (text: string, { vertical, readings, isEnd = false }: PieceOptions): Mark[] => {
  const marks: Mark[] = []
  if (vertical) {
    for (const found of text.matchAll(upright)) {
      marks.push({ from: found.index, to: found.index + found[0].length, piece: (start, part) => ({ kind: 'combined', start, text: part }) })
    }
  }
  const add = (found: RegExpExecArray, kind: 'whole' | 'joined') => {
    const [from, to] = [found.index, found.index + found[0].length]
    if (marks.some((mark) => mark.from < to && mark.to > from)) return
    marks.push({ from, to, piece: (start, part) => ({ kind, start, text: part }) })
  }
  // A character with its reading is set by itself, so that it cannot be a part of a longer piece.
  if (readings === null) {
    for (const found of text.matchAll(unbroken)) if ((found.groups?.['core']?.length ?? 0) > 1) add(found, 'whole')
    const last = isEnd ? tail.exec(text) : null
    if (last && last[0].length <= longestTail) add(last, 'whole')
  }
  for (const found of text.matchAll(dash)) add(found, 'joined')
  return marks.sort((a, b) => a.from - b.from)
}

/** Characters that have a reading or no glyph stand alone; the others stay together. */
const splitCharacters = (text: string, start: number, { readings, isDrawn }: PieceOptions): Piece[] => {
  const pieces: Piece[] = []
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

/** Cuts a run of text into the pieces that are set differently. Together they are the run again. */
export const piecesOf = (text: string, start: number, options: PieceOptions): Piece[] => {
  const pieces: Piece[] = []
  let unit = 0
  let at = start
  const plainTo = (to: number) => {
    const part = text.slice(unit, to)
    pieces.push(...splitCharacters(part, at, options))
    at += Array.from(part).length
    unit = to
  }
  for (const mark of marksIn(text, options)) {
    plainTo(mark.from)
    const part = text.slice(mark.from, mark.to)
    pieces.push(mark.piece(at, part))
    at += Array.from(part).length
    unit = mark.to
  }
  plainTo(text.length)
  return pieces
}
