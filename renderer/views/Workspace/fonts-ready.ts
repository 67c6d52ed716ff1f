import { useEffect, useState } from 'react'
import type { TextLanguage } from '../../../preload/contract/documents.ts'
import type { Face, ReadingStyle } from '../../../preload/contract/style.ts'
import type { ReadingState } from '../../state/document.ts'
import { selectStyleKnown } from '../../state/selected-style.ts'
import { useAppState, useStyle } from '../context.ts'

/** The text waits this long for its faces, in ms; after that it is drawn with what there is. */
const longestWait = 3000

const weights = [400, 700] as const

/** The serif by the language that is shown: it sets the text, or the punctuation of a text in Kai. */
const serifs: Readonly<Record<TextLanguage, string>> = { 'zh-Hant': 'Yandu Serif TC', 'zh-Hans': 'Yandu Serif SC' }

/** The language of the text that is open or on its way, null before that is known. */
const languageOf = ({ current, documents }: ReadingState): TextLanguage | null => {
  if (current.kind === 'open') return current.document.outline.language
  return documents.find(({ documentId }) => documentId === current.documentId)?.language ?? null
}

/** Asks for the faces that the first screen is set in: the text and its headings. Settles, and never fails. */
const loadFaces = (language: TextLanguage, script: ReadingStyle['script'], face: Face): Promise<unknown> => {
  const serif = serifs[script === 'original' ? language : script]
  const families = face === 'kai' ? ['Yandu Kai', serif] : [serif]
  // A face that cannot be loaded is drawn with the next one of its list.
  return Promise.allSettled(
    families.flatMap((family) => weights.map((weight) => document.fonts.load(`${weight} 1em "${family}"`, '國国'))),
  )
}

/**
 * True once the faces the text is set in are loaded, so that lines never break twice. They are asked for as soon as the
 * list of texts tells the language, while the text itself is still on its way, and no sooner: a face asked for in the
 * page's head would hold up the first picture, and be the wrong one for half of the texts. The reader who changes the face
 * of a text that is shown goes on seeing it.
 */
export const useFontsReady = (): boolean => {
  const language = useAppState((state) => languageOf(state.reading))
  const styleKnown = useAppState(selectStyleKnown)
  const { script, face } = useStyle()
  const [readyFor, setReadyFor] = useState<TextLanguage | null>(null)
  const ready = language !== null && readyFor === language
  useEffect(() => {
    if (language === null || ready) return
    let current = true
    const loaded = loadFaces(language, script, face)
    const waited = new Promise((resolve) => setTimeout(resolve, longestWait))
    if (styleKnown) void Promise.race([loaded, waited]).then(() => current && setReadyFor(language))
    return () => {
      current = false
    }
  }, [language, script, face, styleKnown, ready])
  return ready
}
