import type { Finding } from './draft.ts'

export type Newline = 'LF' | 'CRLF' | 'CR' | 'mixed' | 'none'

/** How a text ends its lines. */
export const newlineOf = (text: string): Newline => {
  const kinds = new Set<Newline>()
  for (const [end] of text.matchAll(/\r\n|\r|\n/g)) {
    kinds.add(end === '\n' ? 'LF' : end === '\r' ? 'CR' : 'CRLF')
    if (kinds.size > 1) return 'mixed'
  }
  return kinds.values().next().value ?? 'none'
}

/** Carriage returns: the source keeps them, the restored text ends its lines with a line feed alone. */
export const findLineEnds = (text: string): Finding[] =>
  [...text.matchAll(/\r\n?/g)].map((match) => ({
    start: match.index,
    end: match.index + 1,
    after: match[0].length === 2 ? '' : '\n',
    class: 'stray-space',
    confidence: 1,
    basis:
      match[0].length === 2
        ? 'The line ends with carriage return and line feed; the restored text keeps the line feed.'
        : 'The line ends with a carriage return; the restored text ends its lines with a line feed.',
  }))
