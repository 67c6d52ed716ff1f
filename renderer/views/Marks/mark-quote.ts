import { useCallback } from 'react'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { openDocument } from '../../state/document.ts'
import { useAppState } from '../context.ts'
import { useScript } from '../script.ts'

/** Code points of a quote that stand where there is little room; of its end a few are kept. */
const shortQuote = { head: 36, tail: 10 } as const

export const shortened = (text: string): string => {
  const characters = Array.from(text.replace(/\s+/gu, ' ').trim())
  const { head, tail } = shortQuote
  if (characters.length <= head + tail + 1) return characters.join('')
  return `${characters.slice(0, head).join('')}…${characters.slice(-tail).join('')}`
}

/** Sets words of L1 in the script that is shown, with the tag of their language. */
export const useTextScript = (): { readonly shown: (text: string) => string; readonly lang: string | undefined } => {
  const script = useScript()
  const language = useAppState((state) => openDocument(state.reading)?.outline.language ?? null)
  const shown = useCallback((text: string) => (script ? text.split('\n').map(script.convert).join('\n') : text), [script])
  const tag = script?.language ?? language
  return { shown, lang: tag === null ? undefined : languageTags[tag] }
}
