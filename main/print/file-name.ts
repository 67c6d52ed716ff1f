/** Most file systems take 255 bytes for a name; a little is left for " (2)" and for programs that add to it. */
const longestName = 200

// Not allowed on one system or another, or invisible and able to disguise a name's ending.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const unsafe = /[\u0000-\u001f\u007f-\u009f"*/:<>?\\|\p{Cf}\p{Co}\p{Cn}]/gu
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

/**
 * A file name made from a title, allowed on every system: cut between characters as a reader sees them, at most 200
 * bytes of UTF-8 with its ending (".pdf").
 */
export const fileNameFrom = (title: string, ending: string): string => {
  const words = title.toWellFormed().normalize('NFC').replace(unsafe, ' ').replace(/\s+/gu, ' ').replace(/^[\s.]+/u, '')
  const room = longestName - bytesOf(ending)
  let name = ''
  let used = 0
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(words)) {
    used += bytesOf(segment)
    if (used > room) break
    name += segment
  }
  name = name.replace(/[\s.]+$/u, '')
  if (name === '') name = 'Yandu'
  return `${reserved.test(name) ? '_' : ''}${name}${ending}`
}

/** "name (2).pdf" for `count` 2; the name itself for 1. */
export const numberedName = (name: string, count: number): string => {
  if (count <= 1) return name
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? `${name} (${count})` : `${name.slice(0, dot)} (${count})${name.slice(dot)}`
}
