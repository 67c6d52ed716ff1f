/** Measures at this size, in CSS px, and divides by it. */
const measured = 100

/**
 * Widths of readings in em of their own size, in the fonts `families` (a CSS font-family list). Needs the fonts to be loaded;
 * each reading is measured once.
 */
export const createReadingWidths = (families: string): ((reading: string) => number) => {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) throw new Error('the page cannot measure text')
  context.font = `${measured}px ${families}`
  const known = new Map<string, number>()
  return (reading) => {
    const found = known.get(reading) ?? context.measureText(reading).width / measured
    known.set(reading, found)
    return found
  }
}
