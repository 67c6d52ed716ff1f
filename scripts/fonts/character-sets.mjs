import { readFileSync } from 'node:fs'

/** @typedef {ReadonlySet<number>} CodePoints */

const doubleByte = (encoding, leadFrom, leadTo, trails) => {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const found = new Set()
  for (let lead = leadFrom; lead <= leadTo; lead++) {
    for (const [from, to] of trails) {
      for (let trail = from; trail <= to; trail++) {
        try {
          for (const character of decoder.decode(Uint8Array.of(lead, trail))) found.add(character.codePointAt(0))
        } catch {
          // An unassigned pair.
        }
      }
    }
  }
  return found
}

const big5Trails = [
  [0x40, 0x7e],
  [0xa1, 0xfe],
]
const isPrivateUse = (point) => point >= 0xe000 && point <= 0xf8ff
// A glyph shared by a radical and a Han character is written to a PDF as the radical, which cannot be searched for.
const isRadicalSymbol = (point) => point >= 0x2e80 && point <= 0x2fdf

const kept = (points) => new Set([...points].filter((point) => !isPrivateUse(point) && !isRadicalSymbol(point)))

const from = (ranges) => {
  const points = new Set()
  for (const [start, end] of ranges) for (let point = start; point <= end; point++) points.add(point)
  return points
}

const han = /^\p{Script=Han}$/u

/** Han characters of every block, 々 〇 〡 among them; radical symbols are none. */
export const isHan = (point) => han.test(String.fromCodePoint(point)) && !isRadicalSymbol(point)

/** Both levels, the symbol rows and the ETEN extension that every Big5 in use carries. */
export const big5 = kept(doubleByte('big5', 0xa1, 0xf9, big5Trails))
/** The 5,401 frequently used characters, and the symbols. */
export const big5Common = kept(doubleByte('big5', 0xa1, 0xc6, big5Trails))
export const gb2312 = kept(doubleByte('gbk', 0xa1, 0xf7, [[0xa1, 0xfe]]))
/** The 3,755 characters of level 1, and the symbols. */
export const gb2312Common = kept(doubleByte('gbk', 0xa1, 0xd7, [[0xa1, 0xfe]]))
export const gbk = kept(
  doubleByte('gbk', 0x81, 0xfe, [
    [0x40, 0x7e],
    [0x80, 0xfe],
  ]),
)

/** 通用规范汉字表 (2013), 8,105 characters in its order; from the property kTGH of the Unihan database. */
export const generalStandard = new Set(
  Array.from(
    readFileSync(new URL('./data/general-standard-characters.txt', import.meta.url), 'utf8').replaceAll('\n', ''),
    (character) => character.codePointAt(0),
  ),
)

/** Bopomofo with its tone marks, which must come from one face to stand in one line. */
export const bopomofo = from([
  [0x2c7, 0x2c7],
  [0x2ca, 0x2cb],
  [0x2d9, 0x2d9],
  [0x2ea, 0x2eb],
  [0x3105, 0x312f],
  [0x31a0, 0x31bf],
])

/** Phonetic letters and accents of Big5 (as browsers read it) that the Noto CJK faces lack. */
export const phoneticLetters = new Set(Array.from('ŋɐɔɛɪɵʃʊˆˍ', (character) => character.codePointAt(0)))
/** The one sign of Big5 that neither they nor Noto Serif have. */
export const approximateSign = new Set([0x2252])

/** Signs that only the last face draws: radicals, description characters, strokes, pictures of controls. */
export const lastSymbols = from([
  [0x2400, 0x2421],
  [0x2e80, 0x2fd5],
  [0x2ff0, 0x2fff],
  [0x31c0, 0x31e3],
])

/** Letters, punctuation and symbols that stand among Chinese in print and on web pages. */
export const symbols = kept(
  from([
    [0x20, 0x7e],
    [0xa0, 0x17f], // Latin-1, Latin Extended-A
    [0x18f, 0x192],
    [0x1cd, 0x1dc], // pinyin vowels with tone marks
    [0x1e3e, 0x1e3f],
    [0x1f8, 0x1f9],
    [0x251, 0x261],
    [0x2b0, 0x2ff],
    [0x300, 0x36f],
    [0x370, 0x3ff],
    [0x400, 0x45f],
    [0x1e80, 0x1e85],
    [0x1ea0, 0x1ef9],
    [0x2000, 0x206f], // general punctuation
    [0x2070, 0x209f],
    [0x20a0, 0x20bf],
    [0x2100, 0x214f],
    [0x2150, 0x218f],
    [0x2190, 0x21ff],
    [0x2200, 0x22ff],
    [0x2300, 0x23ff],
    [0x2460, 0x24ff], // enclosed alphanumerics
    [0x2500, 0x25ff],
    [0x2600, 0x26ff],
    [0x2700, 0x27bf],
    [0x3000, 0x303f], // CJK punctuation
    [0x3040, 0x30ff], // kana
    [0x3100, 0x312f], // bopomofo
    [0x31a0, 0x31bf],
    [0x3190, 0x319f],
    [0x31c0, 0x31e3],
    [0x31f0, 0x31ff],
    [0x3200, 0x33ff], // enclosed and squared CJK
    [0xfe10, 0xfe1f], // vertical forms
    [0xfe30, 0xfe6f], // compatibility and small forms
    [0xff00, 0xffef], // full and half width
  ]),
)

/** The symbols the interface needs: the big blocks above would double a small face. */
export const interfaceSymbols = kept(
  from([
    [0x20, 0x7e],
    [0xa0, 0x17f],
    [0x1cd, 0x1dc],
    [0x370, 0x3ff],
    [0x400, 0x45f],
    [0x2000, 0x206f],
    [0x20a0, 0x20bf],
    [0x2190, 0x2199],
    [0x21a9, 0x21aa],
    [0x2318, 0x2318],
    [0x21e7, 0x21e7],
    [0x2325, 0x2326],
    [0x232b, 0x232b],
    [0x23ce, 0x23ce],
    [0x2460, 0x2473],
    [0x25a0, 0x25ff],
    [0x2713, 0x2717],
    [0x3000, 0x303f],
    [0x3040, 0x30ff],
    [0x3105, 0x312f],
    [0xfe30, 0xfe4f],
    [0xff00, 0xffef],
  ]),
)

export const union = (...sets) => new Set(sets.flatMap((set) => [...set]))
export const without = (set, ...others) => new Set([...set].filter((point) => !others.some((other) => other.has(point))))
export const within = (set, other) => new Set([...set].filter((point) => other.has(point)))
export const count = (points, test) => [...points].filter(test).length
