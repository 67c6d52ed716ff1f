import type { InterfaceLanguage } from '../printing.ts'
import { en as mainEn } from './en.ts'
import { zhHans as mainZhHans } from './zh-hans.ts'
import { zhHant as mainZhHant } from './zh-hant.ts'
import { styleEn } from './style/en.ts'
import { styleZhHant } from './style/zh-hant.ts'
import { styleZhHans } from './style/zh-hans.ts'
import { commandsEn } from './commands/en.ts'
import { commandsZhHant } from './commands/zh-hant.ts'
import { commandsZhHans } from './commands/zh-hans.ts'
import { aloudEn } from './aloud/en.ts'
import { aloudZhHant } from './aloud/zh-hant.ts'
import { aloudZhHans } from './aloud/zh-hans.ts'
import { citationEn } from './citation/en.ts'
import { citationZhHant } from './citation/zh-hant.ts'
import { citationZhHans } from './citation/zh-hans.ts'
import { backupsEn } from './backups/en.ts'
import { backupsZhHant } from './backups/zh-hant.ts'
import { backupsZhHans } from './backups/zh-hans.ts'
import { studyEn } from './study/en.ts'
import { studyZhHant } from './study/zh-hant.ts'
import { studyZhHans } from './study/zh-hans.ts'
import { marksEn } from './marks/en.ts'
import { marksZhHant } from './marks/zh-hant.ts'
import { marksZhHans } from './marks/zh-hans.ts'
import { editorEn } from './editor/en.ts'
import { editorZhHant } from './editor/zh-hant.ts'
import { editorZhHans } from './editor/zh-hans.ts'
import { readingsEn } from './readings/en.ts'
import { readingsZhHant } from './readings/zh-hant.ts'
import { readingsZhHans } from './readings/zh-hans.ts'
import { searchEn } from './search/en.ts'
import { searchZhHant } from './search/zh-hant.ts'
import { searchZhHans } from './search/zh-hans.ts'
import { importsEn } from './imports/en.ts'
import { importsZhHant } from './imports/zh-hant.ts'
import { importsZhHans } from './imports/zh-hans.ts'
import { libraryEn } from './library/en.ts'
import { libraryZhHant } from './library/zh-hant.ts'
import { libraryZhHans } from './library/zh-hans.ts'

const en = { ...mainEn, ...styleEn, ...commandsEn, ...aloudEn, ...citationEn, ...readingsEn, ...searchEn, ...backupsEn, ...studyEn, ...marksEn, ...editorEn, ...importsEn, ...libraryEn } as const

/** English is the list of keys; the other languages must match it. */
export type Words = { readonly [Key in keyof typeof en]: string }
export type WordKey = keyof Words

type PlaceholdersOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never

export type WordParameters<Key extends WordKey> = {
  readonly [Name in PlaceholdersOf<(typeof en)[Key]>]: string | number
}

/** The message catalogue: every word the interface shows, in each of its languages. */
export const catalogue: { readonly [Language in InterfaceLanguage]: Words } = {
  en,
  'zh-Hant': { ...mainZhHant, ...styleZhHant, ...commandsZhHant, ...aloudZhHant, ...citationZhHant, ...readingsZhHant, ...searchZhHant, ...backupsZhHant, ...studyZhHant, ...marksZhHant, ...editorZhHant, ...importsZhHant, ...libraryZhHant },
  'zh-Hans': { ...mainZhHans, ...styleZhHans, ...commandsZhHans, ...aloudZhHans, ...citationZhHans, ...readingsZhHans, ...searchZhHans, ...backupsZhHans, ...studyZhHans, ...marksZhHans, ...editorZhHans, ...importsZhHans, ...libraryZhHans },
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
