import { describe, expect, it } from 'vitest'
import { certainEnough, decodeAs, decodeText } from '../../../main/editions/decode.ts'
import { loadGbk } from '../../../main/editions/gbk.ts'

const simplified = '河边的路是新修的，两旁种了柳树。傍晚的时候，人们在这里散步，说些家常。'
const traditional = '河邊的路是新修的，兩旁種了柳樹。傍晚的時候，人們在這裡散步，說些家常。'

const gbkBytes = (text: string): Uint8Array => Uint8Array.from(loadGbk().encode(text) ?? [])

const big5Bytes = (text: string): Uint8Array => {
  const decoder = new TextDecoder('big5')
  const codes = new Map<string, number[]>()
  for (let lead = 0xa1; lead <= 0xf9; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (!codes.has(character)) codes.set(character, [lead, trail])
    }
  }
  return Uint8Array.from(Array.from(text).flatMap((character) => codes.get(character) ?? []))
}

const utf16 = (text: string, little: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), little)
  return bytes
}

describe('decoding', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode(traditional), traditional],
    ['GB18030', gbkBytes(simplified), simplified],
    ['GB18030', gbkBytes(traditional), traditional],
    ['Big5', big5Bytes(traditional), traditional],
    ['UTF-16LE', utf16(simplified, true), simplified],
    ['UTF-16BE', utf16(traditional, false), traditional],
  ])('%s without a mark', (encoding, bytes, text) => {
    expect(decodeText(bytes)).toMatchObject({ encoding, text, bom: false })
    expect(decodeText(bytes).confidence).toBeGreaterThan(0.7)
  })

  it.each([
    ['UTF-8', Uint8Array.of(0xef, 0xbb, 0xbf, ...new TextEncoder().encode('春')), '春'],
    ['UTF-16LE', utf16('\ufeff春', true), '春'],
    ['UTF-16BE', utf16('\ufeff春', false), '春'],
  ])('%s with a mark', (encoding, bytes, text) => {
    expect(decodeText(bytes)).toEqual({ encoding, text, bom: true, confidence: 1 })
  })

  it.each([4, 8, 16, 30])('slices of %i characters', (length) => {
    for (const [encoding, text, encode] of [
      ['GB18030', simplified, gbkBytes],
      ['Big5', traditional, big5Bytes],
    ] as const) {
      const slice = text.slice(0, length)
      expect(decodeText(encode(slice))).toMatchObject({ encoding, text: slice })
    }
  })

  it('reads the four-byte characters of GB18030', () => {
    const bytes = Uint8Array.of(...gbkBytes(simplified), 0x95, 0x32, 0x82, 0x36)
    expect(decodeText(bytes)).toMatchObject({ encoding: 'GB18030', text: `${simplified}\u{20000}` })
  })

  it('is not certain of what hardly any text is made of', () => {
    // Shift_JIS and EUC-KR, which GB18030 and Big5 read without a fault.
    for (const bytes of [[0x89, 0xcd, 0xe7, 0xb3, 0x93, 0x49], [0xf9, 0xbe, 0xdc, 0xb5, 0xee, 0xdc]]) {
      const decoded = decodeText(Uint8Array.from(bytes))
      expect(decoded.text).not.toContain('\ufffd')
      expect(decoded.confidence).toBeLessThan(certainEnough)
    }
    for (const bytes of [gbkBytes(simplified), gbkBytes(traditional), big5Bytes(traditional)]) {
      expect(decodeText(bytes).confidence).toBeGreaterThanOrEqual(certainEnough)
    }
  })

  it('reads the characters of Hong Kong that Node reads as private ones, beyond the BMP and in two parts too', () => {
    const bytes = Uint8Array.of(...big5Bytes(traditional), 0x8b, 0x5a, 0x88, 0x62, 0xfa, 0x40)
    expect(decodeText(bytes)).toMatchObject({ encoding: 'Big5', text: `${traditional}煀\u00ca\u0304\u{20547}` })
    // Free for anybody's own characters: nobody knows what was meant.
    expect(decodeAs(Uint8Array.of(0x81, 0x40), 'Big5')).toMatch(/^\p{Co}$/u)
  })

  it('takes back UTF-8 that was read as GB18030 and saved, and guesses no byte that got lost', () => {
    for (const text of [simplified, traditional, `${simplified}\n${traditional}\nabc 123\n${simplified}`]) {
      const misread = new TextDecoder('gb18030').decode(new TextEncoder().encode(text))
      expect(misread).not.toContain('的')
      const decoded = decodeText(new TextEncoder().encode(misread))
      expect(decoded.encoding).toBe('UTF-8 as GB18030')
      const lost = misread.split('\ufffd').length - 1
      const [read, meant] = [Array.from(decoded.text), Array.from(text)]
      expect(read.filter((character) => character === '\ufffd')).toHaveLength(lost)
      expect(read.length).toBe(meant.length)
      for (const [index, character] of read.entries()) if (character !== '\ufffd') expect(character).toBe(meant[index])
      expect(decoded.confidence >= certainEnough).toBe(lost === 0)
      expect(decodeAs(new TextEncoder().encode(misread), decoded.encoding)).toBe(decoded.text)
    }
  })

  it('leaves rare characters and other scripts as they were written', () => {
    for (const text of ['鐨勬枃', '龘靐齉齾爩鱻麤', 'Ünïcödé — déjà vu', '한국어 문장입니다.', '日本語の文章です。']) {
      expect(decodeText(new TextEncoder().encode(text))).toMatchObject(text === '鐨勬枃' ? { text: '的文' } : { encoding: 'UTF-8', text })
    }
  })

  it('never throws and says when it guesses', () => {
    expect(decodeText(new Uint8Array())).toMatchObject({ text: '', encoding: 'UTF-8' })
    const noise = Uint8Array.from({ length: 400 }, (_, index) => (index * 137 + 11) % 256)
    expect(decodeText(noise).confidence).toBeLessThan(0.7)
    const cut = new TextEncoder().encode(traditional.repeat(4)).slice(0, -1)
    expect(decodeText(cut)).toMatchObject({ encoding: 'UTF-8', confidence: 0.7 })
  })
})
