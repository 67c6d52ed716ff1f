import { useEffect, useMemo, useState } from 'react'
import type { TextLanguage } from '../../../preload/contract/documents.ts'
import type { ReadingRule } from '../../../preload/contract/readings.ts'
import type { ReadingStyle, RubySystem } from '../../../preload/contract/style.ts'
import { loadReadings, type ReadingOptions, type Readings } from '../../../preload/text/readings.ts'
import { createReadingWidths } from '../../reader/reading-width.ts'
import { createGlyphTrial } from '../../reader/glyph-trial.ts'
import { isDrawn } from '../../reader/undrawn.ts'
import { useAppState } from '../context.ts'
import { readingFace, type PageSetting } from './page-setting.ts'

/** The dictionary of readings, once it is wanted and loaded; null before. */
export const useReadings = (wanted: boolean): Readings | null => {
  const [readings, setReadings] = useState<Readings | null>(null)
  useEffect(() => {
    if (!wanted || readings) return
    let current = true
    // Without the dictionary the text is shown without readings.
    loadReadings().then((loaded) => current && setReadings(loaded), () => undefined)
    return () => {
      current = false
    }
  }, [wanted, readings])
  return readings
}

/** Who reads bopomofo learned to read by the standard of Taiwan. */
export const readingOptions = (system: RubySystem, rules: readonly ReadingRule[]): ReadingOptions => ({
  standard: system === 'bopomofo' ? 'taiwan' : 'mainland',
  rules,
})

/** Readings as they are set beside a paragraph, by code point of it. */
const shownReadings = (
  readings: Readings,
  paragraph: string,
  { ruby, rubySystem }: Pick<ReadingStyle, 'ruby' | 'rubySystem'>,
  rules: readonly ReadingRule[],
): ReadonlyMap<number, string> => {
  const found = new Map<number, string>()
  for (const reading of readings.of(paragraph, readingOptions(rubySystem, rules))) {
    const text = rubySystem === 'bopomofo' ? reading.bopomofo : reading.pinyin
    if (text !== null && (ruby === 'all' || reading.rare)) found.set(reading.offset, text)
  }
  return found
}

interface PageReadingsOptions {
  readonly language: TextLanguage
  readonly vertical: boolean
  readonly style: ReadingStyle
}

/** Everything about how the pieces of the page are set, as one value that is stable while nothing of it changes. */
export const usePageSettingOf = ({ language, vertical, style }: PageReadingsOptions): PageSetting => {
  const { ruby, rubySystem } = style
  const wanted = ruby === 'all' || ruby === 'rare'
  const readings = useReadings(wanted)
  const rules = useAppState((state) => state.readings.rules)
  const widthOf = useMemo(() => createReadingWidths(readingFace), [])
  // The family without a name: what Yandu's own faces lack, they need not be asked for.
  const isDrawnBySystem = useMemo(() => createGlyphTrial('serif'), [])
  const readingsOf = useMemo(() => {
    if (!readings || !wanted) return null
    const known = new Map<string, ReadonlyMap<number, string>>()
    return (paragraph: string) => {
      const found = known.get(paragraph) ?? shownReadings(readings, paragraph, { ruby, rubySystem }, rules)
      known.set(paragraph, found)
      return found
    }
  }, [readings, wanted, ruby, rubySystem, rules])
  return useMemo(
    () => ({ language, vertical, rubySystem, readingsOf, widthOf, isDrawn, isDrawnBySystem }),
    [language, vertical, rubySystem, readingsOf, widthOf, isDrawnBySystem],
  )
}
