import { createContext, use, useEffect, useMemo, useState } from 'react'
import type { TextLanguage } from '../../preload/contract/documents.ts'
import type { ScriptChoice } from '../../preload/contract/style.ts'
import { loadScriptView, type ScriptView } from '../../preload/text/script-view.ts'
import { toVerticalMarks } from '../../preload/text/vertical-marks.ts'

export type { ScriptView }

const asItIs = (language: TextLanguage): ScriptView => ({ language, converts: false, convert: (paragraph) => paragraph })

/**
 * The view of a text in the wished script; null while the tables of the first one are loading. While another one loads, the
 * one before stays, so that the text never goes away.
 */
export const useScriptView = (language: TextLanguage | null, choice: ScriptChoice): ScriptView | null => {
  const [loaded, setLoaded] = useState<{ readonly from: TextLanguage; readonly view: ScriptView } | null>(null)
  const plain = choice === 'original' || choice === language
  const own = useMemo(() => (language === null ? null : asItIs(language)), [language])
  useEffect(() => {
    if (language === null || plain) return
    let current = true
    setLoaded((known) => (known?.view.language === choice ? known : null))
    loadScriptView(language, choice)
      // Without its tables the text is shown as it is written.
      .catch(() => asItIs(language))
      .then((view) => current && setLoaded({ from: language, view }))
      .catch(() => undefined)
    return () => {
      current = false
    }
  }, [language, choice, plain])
  const view = plain ? own : loaded?.from === language ? loaded.view : null
  const [before, setBefore] = useState<{ readonly from: TextLanguage | null; readonly view: ScriptView } | null>(null)
  if (view && before?.view !== view) setBefore({ from: language, view })
  return view ?? (before?.from === language ? before.view : null)
}

/** What makes the shown paragraph of the kept one; null where nothing has to change. */
export const conversionOf = (view: ScriptView, vertical: boolean): ((paragraph: string) => string) | null => {
  if (!vertical) return view.converts ? view.convert : null
  return view.converts ? (paragraph) => toVerticalMarks(view.convert(paragraph)) : toVerticalMarks
}

/** The script the open document is shown in; null before it can be shown. */
export const ScriptContext = createContext<ScriptView | null>(null)

export const useScript = (): ScriptView | null => use(ScriptContext)
