import type { Finding } from './draft.ts'

export type Newline = 'LF' | 'CRLF' | 'CR' | 'mixed' | 'none'

/** How a text ends its lines. */
export const newlineOf = (text: string): Newline => {
  if (!text.includes('\r')) return text.includes('\n') ? 'LF' : 'none'
  const kinds = new Set<Newline>()
  for (const [end] of text.matchAll(/\r+\n|\r|\n/g)) {
    kinds.add(end === '\n' ? 'LF' : end === '\r' ? 'CR' : 'CRLF')
    if (kinds.size > 1) return 'mixed'
  }
  return kinds.values().next().value ?? 'none'
}

/** The text with a line feed for each line end. How a file ends its lines is no part of its text. */
export const withLineFeeds = (text: string): string => (text.includes('\r') ? text.replace(/\r+\n|\r/g, '\n') : text)

/**
 * Line and page ends that plain text does not know: vertical tab, form feed, next line, line and paragraph separator;
 * and carriage returns, in editions made before they stayed with the file. A line has one end: what stands beside a
 * line feed goes.
 */
export const findLineEnds = (text: string): Finding[] => {
  if (!/[\v\f\r\x85\u2028\u2029]/.test(text)) return []
  return [...text.matchAll(/[\v\f\r\x85\u2028\u2029]+/g)].map((match) => {
    const end = match.index + match[0].length
    const beside = match.index === 0 || end === text.length || text.charAt(match.index - 1) === '\n' || text.charAt(end) === '\n'
    return {
      start: match.index,
      end,
      after: beside ? '' : '\n',
      class: 'invisible-character',
      confidence: 1,
      basis: beside
        ? 'A sign for the end of a page or line stands beside a line end; the restored text keeps the line feed alone.'
        : 'Another sign than a line feed ends the line here; the restored text ends its lines with a line feed.',
    }
  })
}
