import { useEffect, useState } from 'react'
import { useAppState } from '../context.ts'
import { openDocument } from '../../state/document.ts'

/** The text waits this long for its faces, in ms; after that it is drawn with what there is. */
const longestWait = 3000

/** Faces the first screen is set in, by the language of the text. */
const firstFaces = {
  'zh-Hant': ['400 1em "Yandu Serif TC"', '700 1em "Yandu Serif TC"'],
  'zh-Hans': ['400 1em "Yandu Serif SC"', '700 1em "Yandu Serif SC"'],
} as const

/** True once the faces the text is set in are loaded, so that lines never break twice. */
export const useFontsReady = (): boolean => {
  const language = useAppState((state) => openDocument(state.reading)?.outline.language ?? null)
  const [ready, setReady] = useState(false)
  useEffect(() => {
    if (language === null) return
    let current = true
    const faces = firstFaces[language].map((face) => document.fonts.load(face, '國国'))
    const waited = new Promise((resolve) => setTimeout(resolve, longestWait))
    // A face that cannot be loaded is drawn with the next one of its list.
    Promise.race([Promise.allSettled(faces), waited]).then(() => current && setReady(true)).catch(() => {})
    return () => {
      current = false
    }
  }, [language])
  return ready
}
