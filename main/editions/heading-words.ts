/** What two spellings of a heading have in common: no space, no punctuation, one width. */
export const foldHeading = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{P}\p{S}\s]/gu, '')
    .toLowerCase()
