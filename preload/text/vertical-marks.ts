const isLatin = (character: string | undefined): boolean =>
  character !== undefined && /^[\p{Script=Latin}\p{Nd}]$/u.test(character)

/**
 * Curly quotes as the corner brackets that vertical lines want: “ ” become 「 」, ‘ ’ become 『 』. The length stays, and
 * so does everything else: straight quotes, an apostrophe inside a Latin word (don’t), a ’ that closes nothing (’90).
 * A quote whose partner is missing becomes the bracket that it looks like.
 */
export const toVerticalMarks = (text: string): string => {
  if (!/[“”‘’]/.test(text)) return text
  const characters = Array.from(text)
  let open = 0
  for (const [index, character] of characters.entries()) {
    if (character === '“') characters[index] = '「'
    else if (character === '”') characters[index] = '」'
    else if (character === '‘') {
      characters[index] = '『'
      open += 1
    } else if (character === '’') {
      const inWord = isLatin(characters[index - 1]) && isLatin(characters[index + 1])
      if (inWord || (open === 0 && (isLatin(characters[index - 1]) || isLatin(characters[index + 1])))) continue
      characters[index] = '』'
      open = Math.max(0, open - 1)
    }
  }
  return characters.join('')
}
