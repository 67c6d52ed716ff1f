import { readFile } from 'node:fs/promises'
import { Converter } from 'opencc-js'
import { describe, expect, it } from 'vitest'
import { certainEnough, decodeText } from '../../../main/editions/decode.ts'
import { cleanTexts, cleanTraditional } from './clean-texts.ts'
import { createDraw, toBig5, toGb18030, toUtf16, toUtf8 } from './encoders.ts'
import { unharmedTexts } from './unharmed-texts.ts'

const toTaiwan = Converter({ from: 'cn', to: 'tw' })
const essay = await readFile(new URL('../../fixtures/essay-normalised.txt', import.meta.url), 'utf8')
const simplified = [...Object.values(cleanTexts), ...unharmedTexts.map(({ text }) => text)]
const traditional = [...Object.values(cleanTraditional), ...Object.values(cleanTexts).map(toTaiwan), essay]

const encodings = {
  'UTF-8': (text: string) => toUtf8(text),
  'UTF-8 with a mark': (text: string) => toUtf8(text, true),
  'UTF-16LE': (text: string) => toUtf16(text, true, false),
  'UTF-16BE': (text: string) => toUtf16(text, false, false),
  'UTF-16LE with a mark': (text: string) => toUtf16(text, true, true),
  'UTF-16BE with a mark': (text: string) => toUtf16(text, false, true),
  GB18030: toGb18030,
  Big5: toBig5,
} as const

const countHan = (text: string): number => text.match(/\p{Script=Han}/gu)?.length ?? 0
const latin = ['AI', '2024', ' 3.5%', 'GDP', '(12:30)', '\n', 'No.7', '\r\n\r\n', 'COVID-19']

/** Passages with `least` to `least + spread` Han characters from anywhere in a text, some with Latin or figures in between. */
const slices = (texts: readonly string[], count: number, least: number, spread: number, seed: number): string[] => {
  const draw = createDraw(seed)
  const found: string[] = []
  while (found.length < count) {
    const characters = Array.from(texts[draw(texts.length)] ?? '')
    const wanted = least + draw(spread + 1)
    const start = draw(characters.length)
    let slice = ''
    for (let at = start; at < characters.length && countHan(slice) < wanted; at += 1) {
      slice += characters[at] ?? ''
      if (draw(12) === 0) slice += latin[draw(latin.length)] ?? ''
    }
    if (countHan(slice) >= wanted) found.push(slice)
  }
  return found
}

describe('the encoding of real prose', () => {
  it.each([
    [10, 0],
    [11, 29],
    [60, 400],
  ])('is right for slices of %i to %i more Chinese characters', (least, spread) => {
    let certainlyWrong = 0
    const rates: string[] = []
    for (const [name, encode] of Object.entries(encodings)) {
      for (const [script, texts] of [['simplified', simplified], ['traditional', traditional]] as const) {
        let tried = 0
        const wrong: string[] = []
        for (const slice of slices(texts, 150, least, spread, least + tried)) {
          const bytes = encode(slice)
          if (bytes === null) continue
          tried += 1
          const decoded = decodeText(bytes)
          if (decoded.text === slice) continue
          wrong.push(`${JSON.stringify(slice)} as ${decoded.encoding} ${decoded.confidence.toFixed(2)}`)
          if (decoded.confidence >= certainEnough) certainlyWrong += 1
        }
        if (wrong.length * 50 > tried) rates.push(`${name}, ${script}: ${wrong.length} of ${tried} wrong: ${wrong.slice(0, 5).join('; ')}`)
      }
    }
    expect(rates).toEqual([])
    expect(certainlyWrong).toBe(0)
  })
})
