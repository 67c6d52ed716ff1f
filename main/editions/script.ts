import type { TextLanguage } from '../../preload/contract/documents.ts'

export type Convert = (text: string) => string

type ConverterOf = (options: { from: string; to: string }) => Convert

let toSimplifiedLoaded: Promise<Convert> | null = null
let fromSimplifiedLoaded: Promise<ConverterOf> | null = null

/** Traditional → simplified, one code point for one code point. Loads its tables on first use. */
export const loadToSimplified = (): Promise<Convert> => {
  toSimplifiedLoaded ??= import('opencc-js/t2cn').then(({ Converter }) => Converter({ from: 't', to: 'cn' }))
  return toSimplifiedLoaded
}

/** Simplified → a traditional standard: "t" (OpenCC's own), "tw" (Taiwan), "hk" (Hong Kong). About 1 MB, on first use. */
export const loadFromSimplified = async (standard: 't' | 'tw' | 'hk'): Promise<Convert> => {
  fromSimplifiedLoaded ??= import('opencc-js/cn2t').then(({ Converter }) => Converter)
  const converterOf = await fromSimplifiedLoaded
  return converterOf({ from: 'cn', to: standard })
}

/** Characters looked at to tell the script. */
const sampleSize = 50_000

export interface Script {
  readonly language: TextLanguage
  /** Share of the telling characters that are in traditional form, 0 to 1; 0.5 without any. */
  readonly traditionalShare: number
}

const gb2312 = (() => {
  let set: Set<string> | null = null
  return (): Set<string> => {
    if (set !== null) return set
    set = new Set()
    const decoder = new TextDecoder('gbk')
    for (let lead = 0xb0; lead <= 0xf7; lead += 1) {
      for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
        const character = decoder.decode(Uint8Array.of(lead, trail))
        if (/^\p{Script=Han}$/u.test(character)) set.add(character)
      }
    }
    return set
  }
})()

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

let big5Loaded: Set<string> | null = null

/** The characters of Big5: each of them is a spelling of its own in traditional script. */
export const big5Characters = (): ReadonlySet<string> => {
  if (big5Loaded !== null) return big5Loaded
  const characters = new Set<string>()
  const decoder = new TextDecoder('big5')
  for (let lead = 0xa4; lead <= 0xf9; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail > 0x7e && trail < 0xa1) continue
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (/^\p{Script=Han}$/u.test(character)) characters.add(character)
    }
  }
  big5Loaded = characters
  return characters
}

let commonLoaded: ReadonlySet<string> | null = null

/** The 3,755 everyday characters: level 1 of GB 2312, in simplified form. */
export const everydayCharacters = (): ReadonlySet<string> => {
  if (commonLoaded !== null) return commonLoaded
  const decoder = new TextDecoder('gbk')
  const characters = new Set<string>()
  for (let lead = 0xb0; lead <= 0xd7; lead += 1) {
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (/^\p{Script=Han}$/u.test(character)) characters.add(character)
    }
  }
  commonLoaded = characters
  return characters
}
