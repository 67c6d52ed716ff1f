/** Signs of Word's symbol fonts, by the last byte of their code. The rest has no agreed meaning. */
const tables: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  wingdings: {
    0x4a: '☺', 0x6c: '●', 0x6d: '❍', 0x6e: '■', 0x6f: '□', 0x71: '❑', 0x72: '❒', 0x74: '⧫', 0x75: '◆', 0x76: '❖', 0x77: '⬥', 0x9f: '•', 0xa7: '▪',
    0xa8: '◻', 0xab: '★', 0xb5: '✪', 0xd8: '➢', 0xdf: '←', 0xe0: '→', 0xe1: '↑', 0xe2: '↓', 0xe8: '➔', 0xfb: '✗', 0xfc: '✓', 0xfd: '☒', 0xfe: '☑',
  },
  'wingdings 2': { 0x4f: '✗', 0x50: '✓', 0x51: '☒', 0x52: '☑', 0x96: '•', 0x97: '●', 0x98: '●', 0xa2: '■', 0xa3: '□', 0xae: '◆' },
  symbol: {
    0x61: 'α', 0x62: 'β', 0x63: 'χ', 0x64: 'δ', 0x65: 'ε', 0x66: 'φ', 0x67: 'γ', 0x68: 'η', 0x69: 'ι', 0x6b: 'κ', 0x6c: 'λ', 0x6d: 'μ', 0x6e: 'ν',
    0x6f: 'ο', 0x70: 'π', 0x71: 'θ', 0x72: 'ρ', 0x73: 'σ', 0x74: 'τ', 0x75: 'υ', 0x77: 'ω', 0x78: 'ξ', 0x79: 'ψ', 0x7a: 'ζ', 0x44: 'Δ', 0x46: 'Φ',
    0x47: 'Γ', 0x4c: 'Λ', 0x50: 'Π', 0x51: 'Θ', 0x53: 'Σ', 0x57: 'Ω', 0x58: 'Ξ', 0x59: 'Ψ', 0xa3: '≤', 0xa5: '∞', 0xab: '↔', 0xac: '←', 0xad: '↑',
    0xae: '→', 0xaf: '↓', 0xb0: '°', 0xb1: '±', 0xb2: '″', 0xb3: '≥', 0xb4: '×', 0xb7: '•', 0xb8: '÷', 0xb9: '≠', 0xba: '≡', 0xbb: '≈', 0xbc: '…',
    0xc5: '⊕', 0xc7: '∩', 0xc8: '∪', 0xcc: '⊂', 0xce: '∈', 0xd0: '∠', 0xd6: '√', 0xd7: '⋅', 0xe5: '∑', 0xf2: '∫',
  },
}

/**
 * A character as a font of symbols draws it; as it is in another font. `unknown` stands for a sign of a symbol font that
 * Unicode has no name for here.
 */
export const symbolOf = (character: string, font: string | null, unknown: string | null = null): string => {
  const code = character.codePointAt(0) ?? 0
  const isPrivate = code >= 0xf000 && code <= 0xf0ff
  const name = (font ?? '').trim().toLowerCase()
  const table = Object.hasOwn(tables, name) ? tables[name] : undefined
  if (name === 'courier new' && character === 'o') return '○'
  if (table === undefined && !isPrivate) return character
  const known = table?.[code & 0xff] ?? (table === undefined ? tables['symbol']?.[code & 0xff] : undefined)
  if (known !== undefined && (isPrivate || code <= 0xff)) return known
  return isPrivate ? (unknown ?? character) : character
}
