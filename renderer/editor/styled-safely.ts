/** UTF-16 units; the same as the reading view's, which shows longer notes as plain text. */
const longest = 200_000
/** Lists and quotes in one another, and marks in one paragraph, that no writer makes by hand. */
const deepest = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){24}/m
const mostMarks = 2000

/**
 * Whether reading a text as Markdown keeps pace with typing. What is nested or marked beyond reason costs time that grows
 * with its square, or the parser's stack; it is then written as plain text.
 */
export const styledSafely = (text: string): boolean => {
  if (text.length > longest || deepest.test(text)) return false
  let marks = 0
  let lineStart = true
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === 0x0a) {
      if (lineStart) marks = 0
      lineStart = true
      continue
    }
    lineStart = false
    // * _ ~ ` < [ ]
    if (unit === 0x2a || unit === 0x5f || unit === 0x7e || unit === 0x60 || unit === 0x3c || unit === 0x5b || unit === 0x5d) {
      marks += 1
      if (marks > mostMarks) return false
    }
  }
  return true
}
