import { createGlyphTrial } from '../../reader/glyph-trial.ts'
import { isBlank } from '../../reader/undrawn.ts'

/** 〓, the printers' sign for a piece of type that is not in the case. */
const standIn = '〓'

/** Tells whether a character leaves a mark in the fonts of `element`, or needs none. */
const createDrawn = (element: Element): ((character: string) => boolean) => {
  const leavesMark = createGlyphTrial(getComputedStyle(element).fontFamily)
  return (character) => isBlank(character) || leavesMark(character)
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
