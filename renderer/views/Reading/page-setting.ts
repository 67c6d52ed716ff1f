import { createContext, use } from 'react'
import type { TextLanguage } from '../../../preload/contract/documents.ts'
import type { RubySystem } from '../../../preload/contract/style.ts'

/** Readings are set in it; its Latin letters are those of all the text's faces. */
export const readingFace = "'Yandu Serif TC', serif"

/** How the pieces of the open page are set; the same value while nothing of it changes. */
export interface PageSetting {
  /** Language of the text as it is shown. */
  readonly language: TextLanguage
  readonly vertical: boolean
  readonly rubySystem: RubySystem
  /** Readings to be set in a paragraph, by code point of it; null when none are set. */
  readonly readingsOf: ((paragraph: string) => ReadonlyMap<number, string>) | null
  /** Width of a reading in em of its own size. */
  readonly widthOf: (reading: string) => number
  /** Whether one of Yandu's faces has the character. */
  readonly isDrawn: (codePoint: number) => boolean
  /** Whether a font of the system has a character that Yandu's faces lack. */
  readonly isDrawnBySystem: (character: string) => boolean
}

export const PageSettingContext = createContext<PageSetting | null>(null)

export const usePageSetting = (): PageSetting => {
  const setting = use(PageSettingContext)
  if (!setting) throw new Error('text was drawn outside a page')
  return setting
}
