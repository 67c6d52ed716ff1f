import { describe, expect, it } from 'vitest'
import { makeEdition } from '../../../main/editions/make-edition.ts'

const plain = '河邊的路是新修的，兩旁種了柳樹。傍晚的時候，人們在這裡散步，說些家常。\n'
const make = (bytes: Uint8Array, name?: string) =>
  makeEdition(bytes, { documentId: 'sample', fileName: 'source.txt', ...(name === undefined ? {} : { name }) })
const utf8 = (text: string) => new TextEncoder().encode(text)

describe('an edition', () => {
  it.each([
    ['故鄉.txt', '故鄉'],
    ['第1.2章', '第1.2章'],
    ['.txt', '.txt'],
    [undefined, 'source'],
  ])('of a text without a title line, from the file %s, is called %s', async (name, title) => {
    const edition = await make(utf8(plain.repeat(3)), name)
    expect(edition).toMatchObject({ title, titleSet: title, source: { file: 'source.txt' } })
  })

  it.each([
    ['no agreed meaning', utf8(`${plain}\ue000${plain}`), /^Private Use Area characters: 1, the first at character 36 /],
    ['no agreed meaning, beyond the first plane', utf8(`${plain}\u{f0000}`), /^Private Use Area characters: 1, /],
    ['unreadable bytes', Uint8Array.of(...utf8(plain.repeat(4)), 0xe6), /^Some bytes could not be read/],
    ['a guessed encoding', Uint8Array.of(0x89, 0xcd, 0xe7, 0xb3, 0x93, 0x49), /^The encoding is a guess: GB18030/],
  ])('warns of %s', async (_, bytes, words) => {
    expect((await make(bytes)).warnings).toContainEqual(expect.stringMatching(words))
  })

  it('of sound text warns of nothing', async () => {
    expect((await make(utf8(plain))).warnings).toEqual([])
  })
})
