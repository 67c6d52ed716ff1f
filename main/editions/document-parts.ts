import { markerOf } from './marker.ts'
import { isMetadataLine } from './metadata.ts'

/** A range of the restored text in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

const longestTitle = 60

const isTitle = (line: string): boolean =>
  line.length <= longestTitle &&
  !/[。；;，,、：:…]$/u.test(line) &&
  !/[。；]/u.test(line) &&
  markerOf(line) === null &&
  !isMetadataLine(line)

/**
 * The title: the first line of the text, or the first behind the outline list, when it is short, is no sentence,
 * carries no marker and text follows it. Null when there is none.
 */
export const findTitle = (text: string, list: Span | null): Span | null => {
  for (const from of list === null ? [0] : [list.end, 0]) {
    let start = from
    while (start < text.length && /\s/u.test(text.charAt(start))) start += 1
    const lineBreak = text.indexOf('\n', start)
    if (lineBreak < 0 || text.slice(lineBreak).trim() === '') continue
    if (list !== null && from === 0 && start >= list.start) continue
    const line = text.slice(start, lineBreak).trimEnd()
    if (line !== '' && isTitle(line)) return { start, end: start + line.length }
  }
  return null
}
