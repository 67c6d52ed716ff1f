import type { TextLanguage } from '../../preload/contract/documents.ts'

export type Convert = (text: string) => string

/** Simplified → traditional in the three standards OpenCC knows. */
export interface FromSimplified {
  readonly general: Convert
  /** These two take what `general` gave. */
  readonly toTaiwan: Convert
  readonly toHongKong: Convert
}

let toSimplifiedLoaded: Promise<Convert> | null = null
let fromSimplifiedLoaded: Promise<FromSimplified> | null = null

/** Traditional → simplified, one code point for one code point. Loads its tables on first use. */
export const loadToSimplified = (): Promise<Convert> => {
  toSimplifiedLoaded ??= import('opencc-js/t2cn').then(({ Converter }) => Converter({ from: 't', to: 'cn' }))
  return toSimplifiedLoaded
}

/** Loads the tables from simplified script, about 1 MB, on first use. */
export const loadFromSimplified = (): Promise<FromSimplified> => {
  fromSimplifiedLoaded ??= import('opencc-js').then(({ Converter }) => ({
    general: Converter({ from: 'cn', to: 't' }),
    toTaiwan: Converter({ from: 't', to: 'tw' }),
    toHongKong: Converter({ from: 't', to: 'hk' }),
  }))
  return fromSimplifiedLoaded
}

/** Characters looked at to tell the script. */
const sampleSize = 50_000

export interface Script {
  readonly language: TextLanguage
  /** Share of the telling characters that are in traditional form, 0 to 1; 0.5 without any. */
  readonly traditionalShare: number
}

type Bytes = readonly [first: number, last: number]

/** The Han characters of a double-byte encoding within ranges of lead and trail bytes. */
const charactersOf = (encoding: 'gbk' | 'big5', leads: Bytes, trails: Bytes): ReadonlySet<string> => {
  const decoder = new TextDecoder(encoding)
  const characters = new Set<string>()
  for (let lead = leads[0]; lead <= leads[1]; lead += 1) {
    for (let trail = trails[0]; trail <= trails[1]; trail += 1) {
      if (trail > 0x7e && trail < 0xa1) continue
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (/^\p{Script=Han}$/u.test(character)) characters.add(character)
    }
  }
  return characters
}

let gb2312Loaded: ReadonlySet<string> | null = null
let everydayLoaded: ReadonlySet<string> | null = null
let big5Loaded: ReadonlySet<string> | null = null
let traditionalLoaded: ReadonlySet<string> | null = null

/** The 6,763 characters of GB 2312. */
const gb2312 = (): ReadonlySet<string> => {
  gb2312Loaded ??= charactersOf('gbk', [0xb0, 0xf7], [0xa1, 0xfe])
  return gb2312Loaded
}

/** The 3,755 everyday characters of simplified script: level 1 of GB 2312. */
export const everydayCharacters = (): ReadonlySet<string> => {
  everydayLoaded ??= charactersOf('gbk', [0xb0, 0xd7], [0xa1, 0xfe])
  return everydayLoaded
}

/** Tells the script by the characters that exist in one of the two only. */
export const scriptOf = (text: string, toSimplified: Convert): Script => {
  const sample = text.slice(0, sampleSize)
  const simplified = toSimplified(sample)
  const known = gb2312()
  const big5 = big5Characters()
  const characters = Array.from(sample)
  const converted = Array.from(simplified)
  let traditional = 0
  let simple = 0
  for (const [index, character] of characters.entries()) {
    if (character !== converted[index]) traditional += 1
    else if (known.has(character) && !big5.has(character)) simple += 1
  }
  const telling = traditional + simple
  const traditionalShare = telling === 0 ? 0.5 : traditional / telling
  return { language: traditionalShare >= 0.5 && traditional > 0 ? 'zh-Hant' : 'zh-Hans', traditionalShare }
}

/** The 5,401 everyday characters of traditional script: level 1 of Big5. */
export const everydayTraditional = (): ReadonlySet<string> => {
  traditionalLoaded ??= charactersOf('big5', [0xa4, 0xc6], [0x40, 0xfe])
  return traditionalLoaded
}

/** The 13,060 characters of Big5: each of them is a spelling of its own in traditional script. */
const big5Characters = (): ReadonlySet<string> => {
  big5Loaded ??= charactersOf('big5', [0xa4, 0xf9], [0x40, 0xfe])
  return big5Loaded
}
