import type { InterfaceLanguage } from '../../../preload/contract/printing.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import type { Say } from '../context.ts'

/** Date and time to the second: versions follow one another quickly. `time` in ms since 1970. */
export const momentWords = (time: number, language: InterfaceLanguage): string =>
  new Intl.DateTimeFormat(languageTags[language], { dateStyle: 'medium', timeStyle: 'medium' }).format(time)

/** Enough of a device's id to tell two apart. */
export const deviceWords = (own: boolean, device: string, words: Say): string =>
  own ? words('versions.here') : words('versions.elsewhere', { device: device.slice(0, 8) })
