import type { MarkedHeading } from '../editions/received.ts'

/** Chinese characters and the marks between them: where a line of such text is broken, nothing stands in between. */
const chinese = /[\p{Script=Han}\u3000-\u303f\u2014\u2018-\u201d\u2026\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/u
const lastCharacter = (text: string): string => Array.from(text.slice(-2)).at(-1) ?? ''
const firstCharacter = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 32)

/** What stands where a line was broken inside a paragraph: nothing between Chinese characters, else a space. */
export const joint = (before: string, after: string): '' | ' ' =>
  before !== '' && after !== '' && chinese.test(lastCharacter(before)) && chinese.test(firstCharacter(after)) ? '' : ' '

/** Writes text line by line, each line a paragraph, with the places of headings. */
export const createLineWriter = () => {
  const lines: string[] = []
  const headings: MarkedHeading[] = []
  let length = 0
  let line = ''
  let space: '' | ' ' | 'break' = ''
  let marker = ''
  let heading: { readonly level: number; written: boolean } | null = null

  const put = (text: string): void => {
    if (text === '') return
    if (marker !== '' && line === '') {
      line = marker
      marker = ''
      space = ''
    }
    if (space !== '' && line !== '') line += space === 'break' ? joint(line, text) : ' '
    space = ''
    line += text
  }
  const write = (kept: string): void => {
    line = ''
    space = ''
    if (kept === '') return
    if (heading !== null) {
      headings.push({ start: length, end: length + kept.length, level: heading.level })
      heading.written = true
    }
    lines.push(kept)
    length += kept.length + 1
  }

  return {
    /** Running text, in which white space stands for a space. */
    add: (text: string): void => {
      if (!/[^ \t\n\f\r]/.test(text)) {
        if (text !== '' && space === '') space = ' '
        return
      }
      let from = 0
      for (const run of text.matchAll(/[ \t\n\f\r]+/g)) {
        put(text.slice(from, run.index))
        if (space === '') space = /[\n\r]/.test(run[0]) ? 'break' : ' '
        from = run.index + run[0].length
      }
      put(text.slice(from))
    },
    /** Text whose spaces and line ends count. */
    addKept: (text: string): void => {
      for (const [index, part] of text.split(/\r\n|\r|\n/).entries()) {
        if (index > 0) write(line.trimEnd())
        if (part === '') continue
        if (marker !== '' && line === '') {
          line = marker
          marker = ''
        }
        line += part
      }
    },
    /** A number or sign that belongs before the next text. */
    mark: (text: string): void => {
      marker += text
    },
    dropMark: (): void => {
      marker = ''
    },
    tab: (): void => {
      if (line.trim() !== '') line = `${line.trimEnd()}\t`
      space = ''
    },
    /** Ends the line; inside a heading, which is one line, a space takes its place. */
    end: (keepIndent = false): void => {
      if (heading !== null && line !== '') {
        space = ' '
        return
      }
      const settled = keepIndent ? line.trimEnd() : tidy(line)
      write(settled)
    },
    beginHeading: (level: number): void => {
      write(tidy(line))
      heading = { level, written: false }
    },
    endHeading: (): void => {
      write(tidy(line))
      heading = null
    },
    /** Where the next line begins, in UTF-16 units of the text. */
    offset: (): number => length,
    /** How many lines are written. */
    lineCount: (): number => lines.length,
    lineIsEmpty: (): boolean => line.trim() === '',
    finish: (): { readonly text: string; readonly headings: readonly MarkedHeading[] } => {
      write(tidy(line))
      return { text: lines.length === 0 ? '' : `${lines.join('\n')}\n`, headings }
    },
  }
}

export type LineWriter = ReturnType<typeof createLineWriter>

/** Spaces that hold a layout open are no text: around a line none, inside it one. */
const tidy = (line: string): string =>
  line
    .replace(/[ \u00a0]*\u00a0[ \u00a0]*/g, ' ')
    .replace(/^[\s\u00a0\u200b\ufeff]+|[\s\u00a0\u200b\ufeff]+$/gu, '')
