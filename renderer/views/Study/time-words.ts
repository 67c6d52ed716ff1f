import type { InterfaceLanguage } from '../../../preload/contract/printing.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'

const units = [
  { unit: 'year', ms: 365 * 86_400_000 },
  { unit: 'month', ms: 30 * 86_400_000 },
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
] as const

/** A time to come in its largest unit, as "10 min" or "3 天"; never less than a minute. */
export const timeWords = (ms: number, language: InterfaceLanguage): string => {
  const { unit, ms: size } = units.find((one) => ms >= one.ms) ?? { unit: 'minute', ms: 60_000 }
  const value = Math.max(1, Math.round((ms / size) * (unit === 'year' || unit === 'month' ? 10 : 1)) / (unit === 'year' || unit === 'month' ? 10 : 1))
  return new Intl.NumberFormat(languageTags[language], { style: 'unit', unit, unitDisplay: 'short' }).format(value)
}
