/** The tags of a note as one line, as they are printed. */
export const tagWords = (tags: readonly string[]): string => tags.map((tag) => `#${tag}`).join('　')
