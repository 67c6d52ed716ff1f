import { loadFold } from '../../../preload/text/fold.ts'
import { loadReadings } from '../../../preload/text/readings.ts'
import { loadScriptView } from '../../../preload/text/script-view.ts'
import { sentencesOf, speechPieces } from '../../../preload/text/sentences.ts'
import { toVerticalMarks } from '../../../preload/text/vertical-marks.ts'

/** What the engine makes of paragraphs, as text: the same wherever it runs. */
export const engineOutput = async (paragraphs: readonly string[]): Promise<string> => {
  const [simplified, traditional, fold, readings] = await Promise.all([
    loadScriptView('zh-Hant', 'zh-Hans'),
    loadScriptView('zh-Hans', 'zh-Hant'),
    loadFold(),
    loadReadings(),
  ])
  return JSON.stringify(
    paragraphs.map((paragraph) => {
      const folded = fold.fold(paragraph)
      return {
        simplified: simplified.convert(paragraph),
        traditional: traditional.convert(paragraph),
        vertical: toVerticalMarks(paragraph),
        key: folded.key,
        places: Array.from({ length: folded.key.length + 1 }, (_, unit) => folded.toText(unit)),
        sentences: sentencesOf(paragraph),
        pieces: speechPieces(paragraph, 40),
        mainland: readings.of(paragraph),
        taiwan: readings.of(paragraph, { standard: 'taiwan' }),
      }
    }),
  )
}
