import type { TextLanguage } from '../../preload/contract/documents.ts'
import type { PrintReading, PrintSetting } from '../../preload/contract/printing.ts'
import type { ReadingRule } from '../../preload/contract/readings.ts'
import { loadReadings } from '../../preload/text/readings.ts'
import { loadScriptView } from '../../preload/text/script-view.ts'
import { toVerticalMarks } from '../../preload/text/vertical-marks.ts'
import type { PrintLook } from './print-text.ts'

const createReader = async (setting: PrintSetting, rules: readonly ReadingRule[]): Promise<PrintLook['readingsOf']> => {
  const { ruby, rubySystem } = setting
  if (ruby === 'off') return () => []
  const readings = await loadReadings()
  const standard = rubySystem === 'bopomofo' ? 'taiwan' : 'mainland'
  return (paragraph) =>
    readings.of(paragraph, { standard, rules }).flatMap((found): PrintReading[] => {
      const reading = found[rubySystem]
      return reading === null || (ruby === 'rare' && !found.rare) ? [] : [{ offset: found.offset, reading }]
    })
}

/**
 * How a text written in `language` becomes what a setting asks for, with the reader's `rules` over the dictionaries.
 * Bopomofo follows the standard of Taiwan. Loads the tables that are needed and no others.
 */
export const loadPrintLook = async (
  language: TextLanguage,
  setting: PrintSetting,
  rules: readonly ReadingRule[],
): Promise<PrintLook> => {
  const [view, readingsOf] = await Promise.all([loadScriptView(language, setting.script), createReader(setting, rules)])
  const vertical = setting.direction === 'vertical'
  return {
    language: view.language,
    convert: (paragraph) => (vertical ? toVerticalMarks(view.convert(paragraph)) : view.convert(paragraph)),
    readingsOf,
  }
}
