import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../main/editions/decode.ts'
import { isPlausibleText } from '../../../main/formats/plausible-text.ts'

const texts = {
  prose: '河邊的路是新修的，兩旁種了柳樹。傍晚的時候，人們在這裡散步，說些家常。',
  rare: '鼂錯饕餮魑魅魍魎饘粥耄耋齟齬躑躅蹣跚',
  english: 'The road by the river is new.\n',
  korean: '강가의 길은 새로 만든 것이며 양쪽에 버드나무를 심었다.',
  japanese: 'これは日本語の文章です。川のそばの道は新しく作られました。',
}

const utf16 = (text: string, little: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le')
  return little ? bytes : bytes.swap16()
}

const bytesOf = (length: number, at: (index: number) => number) => Uint8Array.from({ length }, (_, index) => at(index))
const sound = (loudness: number) => Int16Array.from({ length: 30_000 }, (_, at) => loudness * Math.sin(at / 7) * Math.sin(at / 999))

describe('what may be a text', () => {
  it.each(Object.entries(texts))('%s in UTF-16 without a mark, and in UTF-8', (_, text) => {
    for (const bytes of [utf16(text, true), utf16(text, false), new TextEncoder().encode(text)]) {
      const decoded = decodeText(bytes)
      expect(decoded.text).toBe(text)
      expect(isPlausibleText(decoded)).toBe(true)
    }
  })

  it.each([
    ['every byte in turn', bytesOf(256 * 400, (index) => index % 256)],
    ['every byte in turn, an odd number', bytesOf(256 * 400 + 1, (index) => index % 256)],
    ['every byte but controls', bytesOf(90_000, (index) => 32 + ((index * 7919) ^ (index >> 3)) % 224)],
    ['a slope', bytesOf(90_000, (index) => index / 300)],
    ['zeros', new Uint8Array(5000)],
    ['quiet sound', new Uint8Array(sound(200).buffer)],
    ['loud sound', new Uint8Array(sound(20_000).buffer)],
    ['fractions', new Uint8Array(Float64Array.from({ length: 9000 }, (_, index) => Math.sin(index)).buffer)],
    ['text with data behind it', Buffer.concat([Buffer.from('河邊的路是新修的。'.repeat(30_000)), bytesOf(90_000, (index) => index % 32)])],
  ])('%s is none', (_, bytes) => {
    expect(isPlausibleText(decodeText(bytes))).toBe(false)
  })
})
