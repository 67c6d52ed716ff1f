/** @typedef {readonly [number, number]} Range first and last code point */

/**
 * The code points as ranges. Two that are no more than `gap` apart become one range, which then also holds what lies
 * between them.
 * @param {Iterable<number>} points @param {number} [gap] @returns {Range[]}
 */
export const rangesOf = (points, gap = 0) => {
  const ranges = []
  for (const point of [...points].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last !== undefined && point - last[1] <= gap + 1) last[1] = point
    else ranges.push([point, point])
  }
  return ranges
}

const hex = (point) => point.toString(16).toUpperCase().padStart(4, '0')
const cssRange = ([start, end]) => (start === end ? `U+${hex(start)}` : `U+${hex(start)}-${hex(end)}`)

const lines = (parts, width, indent) => {
  const found = ['']
  for (const part of parts) {
    const last = found.at(-1)
    if (last !== '' && last.length + part.length > width) found.push(part)
    else found[found.length - 1] = last === '' ? part : `${last} ${part}`
  }
  return found.map((line) => `${indent}${line}`).join('\n')
}

/** A rule for every single gap would be longer than is good at each start; this many code points may lie in one. */
const cssGap = 0x7f

/**
 * The rule for one face. `unicode-range` tells where its characters are: a browser then does not read a face for a
 * character far from all of the face's. It never divides a face: each is one file.
 * @param {{ family: string, weight: number, file: string, characters: Iterable<number> }} face
 */
export const cssOf = ({ family, weight, file, characters }) => `@font-face {
  font-family: '${family}';
  src: url('./${file}') format('woff2');
  font-weight: ${weight};
  font-style: normal;
  font-display: block;
  unicode-range:
${lines(
  rangesOf(characters, cssGap).map((range, index, { length }) => `${cssRange(range)}${index < length - 1 ? ',' : ';'}`),
  112,
  '    ',
)}
}
`

/** The module that tells the program which characters are drawn by any of the faces. */
export const moduleOf = (characters) => `/** Made by scripts/fonts: first and last code point of every range of characters that a face of renderer/fonts draws. */
export const drawnRanges: readonly number[] = [
${lines(
  rangesOf(characters).map(([start, end]) => `0x${start.toString(16)}, 0x${end.toString(16)},`),
  116,
  '  ',
)}
]
`
