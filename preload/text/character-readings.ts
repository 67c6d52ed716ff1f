import type { Convert } from './conversion.ts'

export interface CharacterReadings {
  /** Every reading of a character with tone marks, the usual one first; empty for a character without any. */
  of(character: string): readonly string[]
}

/**
 * Readings of single characters. A traditional form is looked up by its simplified one: the dictionary behind it knows
 * those better. (`polyphonic`, not `pinyin`: that one first builds the tables of its words, which nobody needs here.)
 */
export const loadCharacterReadings = async (toSimplified: Convert): Promise<CharacterReadings> => {
  const { polyphonic } = await import('pinyin-pro')
  const known = new Map<string, readonly string[]>()
  return {
    of(character) {
      const cached = known.get(character)
      if (cached !== undefined) return cached
      const found = new Set<string>()
      for (const form of [toSimplified(character), character]) {
        for (const reading of polyphonic(form, { type: 'array' })[0] ?? []) {
          if (reading !== '' && reading !== form) found.add(reading)
        }
      }
      const readings = [...found]
      known.set(character, readings)
      return readings
    },
  }
}
