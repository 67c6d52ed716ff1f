import type { Finding } from './draft.ts'

/**
 * Zero-width spaces and marks, soft hyphens, byte order marks inside a text, signs of direction, control characters.
 * Variation selectors and the joiner of emoji are none of them: they change what is seen.
 */
const invisible = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0001}\u{e0020}-\u{e007f}]+/gu
const joined = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u
/** Scripts in which the joiners and the signs of direction have work to do. */
const needsThem = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Thai}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Mongolian}\p{Script=Tibetan}\p{Script=Syriac}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Malayalam}]/u
const tag = /[\u{e0020}-\u{e007f}]/u

const pointBefore = (text: string, at: number): string => {
  const low = text.charCodeAt(at - 1)
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.charAt(at - 1)
}

const pointAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0x20)

/** Signs that cannot be seen and that Chinese text has no use for. */
export const findInvisibleCharacters = (text: string): Finding[] => {
  const findings: Finding[] = []
  for (const match of text.matchAll(invisible)) {
    const end = match.index + match[0].length
    const before = pointBefore(text, match.index)
    const after = end < text.length ? pointAt(text, end) : ''
    if (needsThem.test(before) || needsThem.test(after)) continue
    if ((/\u200d/u.test(match[0]) || tag.test(match[0])) && joined.test(before)) continue
    const codes = [...new Set(Array.from(match[0], (one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`))]
    findings.push({
      start: match.index,
      end,
      after: '',
      class: 'invisible-character',
      confidence: 0.99,
      basis: `${codes.slice(0, 8).join(', ')} cannot be seen and is no part of the text around it.`,
    })
  }
  return findings
}
