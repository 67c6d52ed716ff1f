import { offsetAt } from './dom-text.ts'

/** Box of the character at a caret's place, or of the one before it at the end of its text. */
const boxOfCaret = ({ offsetNode, offset }: CaretPosition): DOMRect | null => {
  if (!(offsetNode instanceof Text) || offsetNode.length === 0) return null
  const range = document.createRange()
  const from = Math.min(offset, offsetNode.length - 1)
  range.setStart(offsetNode, from)
  range.setEnd(offsetNode, from + 1)
  return range.getClientRects()[0] ?? null
}

/** The text at a point of the viewport (CSS px): the box of its line there and, where it has one, its code point of L1. */
export const textAtPoint = (root: HTMLElement, x: number, y: number): { box: DOMRect; offset: number | null } | null => {
  const caret = document.caretPositionFromPoint(x, y)
  if (!caret || !root.contains(caret.offsetNode)) return null
  const box = boxOfCaret(caret)
  return box ? { box, offset: offsetAt(root, caret.offsetNode, caret.offset, 'after') } : null
}

const contains = (box: DOMRect, x: number, y: number): boolean => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom

/** The code point of L1 that is drawn at a point of the viewport (CSS px); null beside the characters. */
export const characterAtPoint = (root: HTMLElement, x: number, y: number): number | null => {
  const caret = document.caretPositionFromPoint(x, y)
  if (!caret || !root.contains(caret.offsetNode) || !(caret.offsetNode instanceof Text)) return null
  const { offsetNode: node, offset } = caret
  const range = document.createRange()
  // A caret stands on either side of the character that was pointed at.
  for (const index of [offset, offset - 1]) {
    if (index < 0 || index >= node.length) continue
    range.setStart(node, index)
    range.setEnd(node, index + 1)
    if ([...range.getClientRects()].some((box) => contains(box, x, y))) return offsetAt(root, node, index, 'after')
  }
  return null
}
