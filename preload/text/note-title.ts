/** Code points of a title that are enough to know a note by. */
const longest = 40

/** What a note is called in lists and links: its first line with words in it, without Markdown's marks; '' without. */
export const noteTitle = (body: string): string => {
  for (const found of body.slice(0, 4000).matchAll(/[^\n]+/g)) {
    const line = found[0]
      .replace(/^[\s>#]*(?:[-*+]\s+|\d{1,9}[.)]\s+)?(?:\[[ xX]\]\s+)?/, '')
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\[\[[0-9a-z:.-]{1,100}\]\]/g, '')
      .replace(/[*_`~|]+/g, '')
      .trim()
    if (!/[\p{L}\p{N}]/u.test(line)) continue
    const points = Array.from(line)
    return points.length > longest ? `${points.slice(0, longest).join('')}…` : line
  }
  return ''
}
