import type { InterfaceLanguage } from '../../../preload/contract/printing.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'

const steps = [
  { unit: 'second', ms: 60_000, below: 60_000 },
  { unit: 'minute', ms: 60_000, below: 60 * 60_000 },
  { unit: 'hour', ms: 3_600_000, below: 24 * 3_600_000 },
  { unit: 'day', ms: 86_400_000, below: 14 * 86_400_000 },
] as const

/** How long ago something was; the date where that is longer. Both times in ms since 1970. */
export const agoWords = (time: number, now: number, language: InterfaceLanguage): string => {
  const passed = Math.max(0, now - time)
  const step = steps.find(({ below }) => passed < below)
  const tag = languageTags[language]
  if (!step) return new Intl.DateTimeFormat(tag, { dateStyle: 'medium' }).format(time)
  return new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(-Math.floor(passed / step.ms), step.unit)
}
