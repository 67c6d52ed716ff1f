import type { InterfaceLanguage } from '../printing.ts'
import { en, type WordKey, type Words } from './en.ts'
import { zhHans } from './zh-hans.ts'
import { zhHant } from './zh-hant.ts'

export type { WordKey, Words }

type PlaceholdersOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never

export type WordParameters<Key extends WordKey> = {
  readonly [Name in PlaceholdersOf<(typeof en)[Key]>]: string | number
}

/** The message catalogue: every word the interface shows, in each of its languages. */
export const catalogue: { readonly [Language in InterfaceLanguage]: Words } = {
  en,
  'zh-Hant': zhHant,
  'zh-Hans': zhHans,
}

/** The interface language for a setting; `preferred` are the system's languages as BCP 47 tags, best first. */
export const chooseLanguage = (
  setting: InterfaceLanguage | 'system',
  preferred: readonly string[],
): InterfaceLanguage => {
  if (setting !== 'system') return setting
  for (const tag of preferred) {
    const { language, script } = localeOf(tag)
    if (language === 'en') return 'en'
    if (language === 'zh' || language === 'yue') return script === 'Hans' ? 'zh-Hans' : 'zh-Hant'
  }
  return 'en'
}

/** A tag the system gives need not be well formed. */
const localeOf = (tag: string): { readonly language?: string; readonly script?: string | undefined } => {
  try {
    return new Intl.Locale(tag).maximize()
  } catch {
    return {}
  }
}

/** BCP 47 tag for `lang`, formatting and fonts. */
export const languageTags = { en: 'en', 'zh-Hant': 'zh-Hant-TW', 'zh-Hans': 'zh-Hans-CN' } as const satisfies {
  readonly [Language in InterfaceLanguage]: string
}

/**
 * The message `key` in `language` with its `{placeholders}` filled; numbers are grouped as the language does.
 * Where a message ends in ` | …`, the part before the bar is for one, the part after it for any other `count`.
 */
export const say = <Key extends WordKey>(
  language: InterfaceLanguage,
  key: Key,
  parameters: WordParameters<Key>,
): string => {
  const values: { readonly [name: string]: string | number } = parameters
  const forms = catalogue[language][key].split(' | ')
  const text = (values['count'] === 1 ? forms[0] : forms.at(-1)) ?? ''
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name]
    if (value === undefined) return placeholder
    return typeof value === 'number' ? new Intl.NumberFormat(languageTags[language]).format(value) : value
  })
}
