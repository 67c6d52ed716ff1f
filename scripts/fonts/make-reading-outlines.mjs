// Writes the outlines that readings are printed with: letters of pinyin and bopomofo of Yandu Serif TC, as paths.
// Readings drawn from paths are sharp at every size, need no font in the file and cannot be copied by accident.
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { readCharacterMap, readTables } from './sfnt.mjs'

const require = createRequire(import.meta.url)
const fontverter = require('fontverter')
const face = fileURLToPath(new URL('../../renderer/fonts/yandu-serif-tc-400.woff2', import.meta.url))
const out = fileURLToPath(new URL('../../renderer/views/Print/data/reading-outlines.ts', import.meta.url))

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index))
const pinyin = [...'abcdefghijklmnopqrstuvwxyzüêāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹếề', ...range(0x0300, 0x0301), '\u0304', '\u030c', '’']
const bopomofo = [...range(0x3105, 0x312d), ...'ˊˇˋ˙']

const tables = readTables(Buffer.from(await fontverter.convert(await readFile(face), 'truetype')))
const characters = readCharacterMap(tables)
const unitsPerEm = tables.get('head').readUInt16BE(18)
if (unitsPerEm !== 1000) throw new Error('outlines are written for 1000 units per em')
const longOffsets = tables.get('head').readInt16BE(50) === 1
const metrics = tables.get('hhea').readUInt16BE(34)

const advanceOf = (glyph) => tables.get('hmtx').readUInt16BE(4 * Math.min(glyph, metrics - 1))

const glyphData = (glyph) => {
  const loca = tables.get('loca')
  const at = (index) => (longOffsets ? loca.readUInt32BE(4 * index) : 2 * loca.readUInt16BE(2 * index))
  return tables.get('glyf').subarray(at(glyph), at(glyph + 1))
}

/** The contours of a simple glyph, each a list of { x, y, on }. */
const contoursOf = (glyph) => {
  const data = glyphData(glyph)
  if (data.length === 0) return []
  const count = data.readInt16BE(0)
  if (count < 0) throw new Error(`glyph ${glyph} is made of others`)
  let at = 10
  const ends = Array.from({ length: count }, (_, index) => data.readUInt16BE(at + 2 * index))
  at += 2 * count
  at += 2 + data.readUInt16BE(at)
  const length = (ends.at(-1) ?? -1) + 1
  const flags = []
  while (flags.length < length) {
    const flag = data[at++]
    const repeat = flag & 8 ? data[at++] : 0
    for (let index = 0; index <= repeat; index++) flags.push(flag)
  }
  const coordinates = (short, same) => {
    let value = 0
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? data[at++] : -data[at++]
      else if (!(flag & same)) {
        value += data.readInt16BE(at)
        at += 2
      }
      return value
    })
  }
  const xs = coordinates(2, 16)
  const ys = coordinates(4, 32)
  const points = flags.map((flag, index) => ({ x: xs[index], y: -ys[index], on: (flag & 1) === 1 }))
  return ends.map((end, index) => points.slice(index === 0 ? 0 : ends[index - 1] + 1, end + 1))
}

const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true })

/** TrueType leaves out the points between two that are off the curve. */
const pathOf = (contours) =>
  contours
    .map((contour) => {
      const first = contour.findIndex(({ on }) => on)
      const turned = first < 0 ? [middle(contour[0], contour.at(-1)), ...contour] : [...contour.slice(first), ...contour.slice(0, first)]
      const [start] = turned
      let path = `M${start.x} ${start.y}`
      for (let index = 1; index <= turned.length; index++) {
        const point = turned[index % turned.length]
        if (point.on) {
          if (index < turned.length) path += `L${point.x} ${point.y}`
          continue
        }
        const next = turned[(index + 1) % turned.length]
        const end = next.on ? next : middle(point, next)
        path += `Q${point.x} ${point.y} ${end.x} ${end.y}`
        if (next.on) index++
      }
      return `${path}Z`
    })
    .join('')

const entryOf = (character) => {
  const glyph = characters.get(character.codePointAt(0))
  if (glyph === undefined) throw new Error(`${character} is not in the face`)
  const contours = contoursOf(glyph)
  const points = contours.flat()
  const box = [
    Math.min(...points.map(({ x }) => x)),
    Math.min(...points.map(({ y }) => y)),
    Math.max(...points.map(({ x }) => x)),
    Math.max(...points.map(({ y }) => y)),
  ]
  return `  ['${character}', [${advanceOf(glyph)}, [${box.join(', ')}], '${pathOf(contours)}']],`
}

await writeFile(
  out,
  `// Made by scripts/fonts/make-reading-outlines.mjs from Yandu Serif TC (OFL 1.1).

/** Advance, box (left, top, right, bottom) and path of a letter, in thousandths of an em; y grows downwards from the baseline. */
export type Outline = readonly [advance: number, box: readonly [number, number, number, number], path: string]

export const readingOutlines: ReadonlyMap<string, Outline> = new Map<string, Outline>([
${[...pinyin, ...bopomofo].map(entryOf).join('\n')}
])
`,
)
