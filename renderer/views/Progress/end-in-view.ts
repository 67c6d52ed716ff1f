/** Rounding of the browser's boxes, in CSS px. */
const slack = 2

/** Whether the end of the text can be seen: the block end of the last thing that is drawn. */
export const isEndInView = (vertical: boolean): boolean => {
  const pane = document.getElementById('text')?.getBoundingClientRect()
  const text = document.querySelector('#text article')
  // Of a book what is drawn last need not be its end.
  if (text?.hasAttribute('data-goes-on')) return false
  const last = [...((text?.querySelector(':scope > .colophon, .book-block > .colophon') ?? text?.lastElementChild)?.getClientRects() ?? [])].at(-1)
  if (!pane || !last) return false
  const across = vertical ? last.top : last.left
  const end = vertical ? last.left : last.bottom
  const [acrossStart, acrossEnd] = vertical ? [pane.top, pane.bottom] : [pane.left, pane.right]
  const [start, stop] = vertical ? [pane.left, pane.right] : [pane.top, pane.bottom]
  return end >= start - slack && end <= stop + slack && across >= acrossStart - slack && across < acrossEnd + slack
}
