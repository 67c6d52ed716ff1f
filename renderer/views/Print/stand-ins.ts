/** 〓, the printers' sign for a piece of type that is not in the case. */
const standIn = '〓'

/** Side of the square a character is tried in, in CSS pixels. */
const side = 32

/** Leaves no mark on paper by its nature. U+2800 is the Braille cell without dots. */
const blank = /^[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]$/u

/** Tells whether a character leaves a mark in the fonts of `element`, those of the system included. */
const createDrawn = (element: Element): ((character: string) => boolean) => {
  const canvas = document.createElement('canvas')
  canvas.width = side
  canvas.height = side
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('the print page cannot try its characters')
  context.font = `${side / 2}px ${getComputedStyle(element).fontFamily}`
  const known = new Map<string, boolean>()
  return (character) => {
    if (blank.test(character)) return true
    const seen = known.get(character)
    if (seen !== undefined) return seen
    context.clearRect(0, 0, side, side)
    context.fillText(character, side / 4, (side * 3) / 4)
    const marked = context.getImageData(0, 0, side, side).data.some((value) => value > 0)
    known.set(character, marked)
    return marked
  }
}

/**
 * Puts 〓 where no font at hand draws anything: a reader must not take a gap in the type for the end of a word. Returns,
 * by index of the block that has words, the characters that were replaced. The fonts must have been loaded.
 */
export const placeStandIns = (blocks: readonly Element[]): { block: number; characters: string }[] => {
  const [first] = blocks
  if (first === undefined) return []
  const drawn = createDrawn(first)
  return blocks.flatMap((element, block) => {
    const missing = new Set<string>()
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const words = node.nodeValue ?? ''
      const shown = Array.from(words, (character) => {
        if (drawn(character)) return character
        missing.add(character)
        return standIn
      }).join('')
      if (shown !== words) node.nodeValue = shown
    }
    return missing.size === 0 ? [] : [{ block, characters: [...missing].join('') }]
  })
}
