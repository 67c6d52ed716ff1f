const hanPattern = /^\p{Script=Han}$/u

/** Whether a character is written with the Han script: 々 and 〇 are, punctuation is not. */
export const isHan = (character: string | undefined): boolean =>
  character !== undefined && ((character >= '\u4e00' && character <= '\u9fff') || hanPattern.test(character))
