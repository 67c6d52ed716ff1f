/** Side of the square a character is tried in, in CSS px. */
const side = 32

/** A character that no font can have: what is drawn for it is the box of a missing glyph. */
const impossible = '\u{10fffd}'

/**
 * Tells whether a character leaves a mark of its own in the fonts `families` (a CSS font-family list), those of the system
 * included: neither nothing nor the box that fonts draw for what they lack. The fonts must have been loaded. Each character
 * is tried once.
 */
export const createGlyphTrial = (families: string): ((character: string) => boolean) => {
  const canvas = document.createElement('canvas')
  canvas.width = side
  canvas.height = side
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('the page cannot try its characters')
  context.font = `${side / 2}px ${families}`
  const picture = (character: string): string => {
    context.clearRect(0, 0, side, side)
    context.fillText(character, side / 4, (side * 3) / 4)
    return context.getImageData(0, 0, side, side).data.join()
  }
  const unmarked = new Set([picture(' '), picture(impossible)])
  const known = new Map<string, boolean>()
  return (character) => {
    const marked = known.get(character) ?? !unmarked.has(picture(character))
    known.set(character, marked)
    return marked
  }
}
