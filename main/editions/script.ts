import type { TextLanguage } from '../../preload/contract/documents.ts'
import { big5, gb2312 } from '../../preload/text/character-sets.ts'
import type { Convert } from '../../preload/text/conversion.ts'

/** Simplified → traditional in the three standards OpenCC knows. */
export interface FromSimplified {
  readonly general: Convert
  /** These two take what `general` gave. */
  readonly toTaiwan: Convert
  readonly toHongKong: Convert
}

let fromSimplifiedLoaded: Promise<FromSimplified> | null = null

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

/** Tells the script by the characters that exist in one of the two only. */
export const scriptOf = (text: string, toSimplified: Convert): Script => {
  const sample = text.slice(0, sampleSize)
  const simplified = toSimplified(sample)
  const known = gb2312()
  const traditionalOnly = big5()
  const characters = Array.from(sample)
  const converted = Array.from(simplified)
  let traditional = 0
  let simple = 0
  for (const [index, character] of characters.entries()) {
    if (character !== converted[index]) traditional += 1
    else if (known.has(character) && !traditionalOnly.has(character)) simple += 1
  }
  const telling = traditional + simple
  const traditionalShare = telling === 0 ? 0.5 : traditional / telling
  return { language: traditionalShare >= 0.5 && traditional > 0 ? 'zh-Hant' : 'zh-Hans', traditionalShare }
}
