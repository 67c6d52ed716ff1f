import type { Convert } from './script.ts'

/** A written syllable: letters with at most one tone mark. */
export const syllable = '[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿê]{1,6}'

export interface Readings {
  /** Readings with tone marks, the usual one first; empty for a character without any. */
  of(character: string): readonly string[]
}

/** Takes the tone off: "lì" → "li", "nǚ" → "nü". */
export const withoutTone = (reading: string): string =>
  reading
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0304\u030c]/g, '')
    .normalize('NFC')

/**
 * Readings of single characters. A traditional form is looked up by its simplified one: the dictionary behind it knows
 * those better.
 */
export const loadReadings = async (toSimplified: Convert): Promise<Readings> => {
  const { pinyin } = await import('pinyin-pro')
  const known = new Map<string, readonly string[]>()
  return {
    of(character) {
      const cached = known.get(character)
      if (cached !== undefined) return cached
      const found = new Set<string>()
      for (const form of [toSimplified(character), character]) {
        for (const reading of pinyin(form, { type: 'array', multiple: true })) {
          if (reading !== '' && reading !== form) found.add(reading)
        }
      }
      const readings = [...found]
      known.set(character, readings)
      return readings
    },
  }
}
