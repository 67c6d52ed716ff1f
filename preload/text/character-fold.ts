import type { Convert } from './conversion.ts'
import { variantSpellings } from './data/variant-spellings.ts'

/**
 * Folds one character: width and other compatible forms, traditional script, case, spellings of the same character,
 * quotes and brackets that other settings write. Accents and what cannot be seen (variation selectors, zero-width
 * characters) fold to nothing, some characters to several. A character is folded by itself, whatever stands around it, so
 * that a query folds like the same words inside a text.
 */
export const createCharacterFold = (toSimplified: Convert): ((character: string) => string) => {
  const variants = new Map<string, string>()
  for (const group of variantSpellings.split(' ')) {
    const [first, ...others] = Array.from(group)
    for (const other of others) variants.set(other, first ?? other)
  }
  const marks: Readonly<Record<string, string>> = {
    '“': '"', '”': '"', '„': '"', '「': '"', '」': '"', '﹁': '"', '﹂': '"',
    '‘': "'", '’': "'", '『': "'", '』': "'", '﹃': "'", '﹄': "'",
    '…': '…', '⋯': '…', ς: 'σ',
  }
  return (character) => {
    const mark = marks[character]
    if (mark !== undefined) return mark
    let result = ''
    for (const part of character.normalize('NFKD').replace(/[\u0300-\u036f\p{Default_Ignorable_Code_Point}]/gu, '')) {
      const simplified = /\s/.test(part) ? ' ' : toSimplified(part.toLowerCase())
      result += marks[part] ?? variants.get(simplified) ?? simplified
    }
    return result
  }
}
