import type { TextLanguage } from '../contract/documents.ts'
import { loadFromTaiwan, loadToTaiwan } from './conversion.ts'

/** The script that a reader wants to see a text in. */
export type ScriptChoice = 'original' | TextLanguage

export interface ScriptView {
  /** What the converted text is written in: the value of its `lang`. */
  readonly language: TextLanguage
  /** False when `convert` gives back what it takes. */
  readonly converts: boolean
  /**
   * One paragraph in the script of the view. Offset k of the result, in code points, is offset k of the paragraph.
   * Takes whole paragraphs: the characters around it decide what a character becomes.
   */
  convert(paragraph: string): string
}

/** Loads what the view needs: nothing for a text that is shown as it is written. */
export const loadScriptView = async (from: TextLanguage, to: ScriptChoice): Promise<ScriptView> => {
  const language = to === 'original' ? from : to
  if (language === from) return { language, converts: false, convert: (paragraph) => paragraph }
  const convert = await (language === 'zh-Hans' ? loadFromTaiwan() : loadToTaiwan())
  return { language, converts: true, convert }
}
