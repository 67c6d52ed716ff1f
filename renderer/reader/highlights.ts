import { orderedPieces, rangesOfAll, type Span } from './dom-text.ts'

/** What may be painted over the text without touching it; each has its rule `::highlight(name)`. Later ones lie on top. */
const priorities = {
  'mark-yellow': 0,
  'mark-green': 0,
  'mark-blue': 0,
  'mark-pink': 0,
  'mark-purple': 0,
  'mark-plain': 0,
  'mark-overlap': 1,
  'mark-current': 2,
  word: 3,
  aloud: 4,
  'aloud-word': 5,
  find: 6,
  'find-current': 7,
  passage: 8,
} as const

export type HighlightName = keyof typeof priorities

/** What is painted, so that it can be painted again when the text is drawn anew. */
const painted = new Map<HighlightName, readonly Span[]>()

const draw = (pieces: readonly HTMLElement[], name: HighlightName, spans: readonly Span[]): void => {
  const ranges = rangesOfAll(pieces, spans)
  if (ranges.length === 0) return void CSS.highlights.delete(name)
  const highlight = new Highlight(...ranges)
  highlight.priority = priorities[name]
  CSS.highlights.set(name, highlight)
}

/** Paints spans of L1 with the CSS Custom Highlight API, in place of what was painted under that name before. */
export const paint = (root: ParentNode, name: HighlightName, spans: readonly Span[]): void => {
  painted.set(name, spans)
  draw(orderedPieces(root), name, spans)
}

/** Paints everything again over text that was drawn anew: the same code points in another script, layer or setting. */
export const repaint = (root: ParentNode): void => {
  if (painted.size === 0) return
  const pieces = orderedPieces(root)
  for (const [name, spans] of painted) draw(pieces, name, spans)
}

export const unpaint = (name: HighlightName): void => {
  painted.delete(name)
  CSS.highlights.delete(name)
}
