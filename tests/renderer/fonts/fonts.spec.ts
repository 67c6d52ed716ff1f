import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isDrawn } from '../../../renderer/reader/undrawn.ts'
import { readWoff2Characters } from './woff2-characters.ts'

const root = join(import.meta.dirname, '../../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Every character of a two-byte set as browsers decode it, without private use and halves of pairs. */
const decodeSet = (encoding: string, lead: readonly [number, number], trail: readonly [number, number]): Set<string> => {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const found = new Set<string>()
  for (let first = lead[0]; first <= lead[1]; first += 1) {
    for (let second = trail[0]; second <= trail[1]; second += 1) {
      try {
        const decoded = decoder.decode(Uint8Array.of(first, second))
        // An unassigned pair whose second byte is ASCII may come out as two characters.
        if (Array.from(decoded).length === 1 && !/[\p{Co}\p{Cs}\p{Cc}\u{fffd}]/u.test(decoded)) found.add(decoded)
      } catch {
        // An unassigned pair.
      }
    }
  }
  return found
}

const big5 = decodeSet('big5', [0xa1, 0xf9], [0x40, 0xfe])
const gb2312 = decodeSet('gbk', [0xa1, 0xf7], [0xa1, 0xfe])
const han = /\p{Script=Han}/u

interface Face {
  readonly family: string
  readonly weight: number
  readonly characters: ReadonlySet<number>
  /** What the style sheet says the file is asked for. */
  readonly asked: readonly (readonly [number, number])[]
}

const faces: readonly Face[] = read('renderer/fonts/fonts.css')
  .split('@font-face')
  .slice(1)
  .map((rule) => {
    const value = (pattern: RegExp): string => pattern.exec(rule)?.[1] ?? ''
    const asked = [...value(/unicode-range:([^;]+);/).matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(
      ([, start = '', end = start]) => [Number.parseInt(start, 16), Number.parseInt(end, 16)] as const,
    )
    const characters = readWoff2Characters(readFileSync(join(root, 'renderer/fonts', value(/url\('\.\/([^']+)'\)/))))
    return { family: value(/font-family: '([^']+)'/), weight: Number(value(/font-weight: (\d+)/)), characters, asked }
  })

/** Whether a face is asked for the character and has it. */
const draws = ({ characters, asked }: Face, point: number): boolean =>
  characters.has(point) && asked.some(([start, end]) => start <= point && point <= end)

const familiesIn = (css: string, selector: string, property: string): string[] => {
  const rule = css.split('}').find((one) => one.includes(`${selector} {`) && one.includes(`${property}:`)) ?? ''
  const list = new RegExp(`${property}:([^;]+);`).exec(rule)?.[1] ?? ''
  return [...list.matchAll(/'([^']+)'/g)].map(([, family = '']) => family)
}

const tokens = read('renderer/ui/tokens.css')
const text = {
  'zh-Hant': familiesIn(tokens, ':lang(zh-Hant)', '--font-text'),
  'zh-Hans': familiesIn(tokens, '\n:lang(zh-Hans)', '--font-text'),
} as const
const stacks = [
  ['text, zh-Hant', text['zh-Hant']],
  ['text, zh-Hans', text['zh-Hans']],
  ['Kai, zh-Hant', ['Yandu Kai', ...text['zh-Hant']]],
  ['Kai, zh-Hans', ['Yandu Kai', ...text['zh-Hans']]],
  ['interface, zh-Hant', familiesIn(tokens, ':root', '--font-interface')],
  ['interface, zh-Hans', familiesIn(tokens, ':root:lang(zh-Hans)', '--font-interface')],
  ['paper', familiesIn(read('renderer/views/Print/print.css'), ':root', '--book')],
] as const

/** The first face of a stack that draws the character. */
const drawnBy = (stack: readonly string[], weight: number, point: number): string | undefined =>
  stack.find((family) => faces.some((face) => face.family === family && face.weight === weight && draws(face, point)))

const points = (characters: Iterable<string>): number[] => Array.from(characters, (character) => character.codePointAt(0) ?? 0)
const shown = (missing: readonly number[]): string[] => missing.map((point) => `${String.fromCodePoint(point)} U+${point.toString(16).toUpperCase()}`)

describe('the sets of characters, from the tables themselves', () => {
  test('are as large as they are known to be', () => {
    expect([...big5].filter((one) => han.test(one)).length).toBeGreaterThanOrEqual(13_060)
    expect([...gb2312].filter((one) => han.test(one)).length).toBeGreaterThanOrEqual(6763)
    expect(big5.size).toBeGreaterThan(13_400)
    expect(gb2312.size).toBeGreaterThan(7400)
  })
})

describe('every character and mark of Big5 and GB2312', () => {
  for (const [name, stack] of stacks) {
    for (const weight of [400, 700]) {
      test(`is drawn in ${weight} by the faces of ${name}`, () => {
        expect(stack.length).toBeGreaterThanOrEqual(4)
        for (const set of [big5, gb2312]) {
          expect(shown(points(set).filter((point) => drawnBy(stack, weight, point) === undefined))).toEqual([])
        }
      })
    }
  }

  test('is drawn by the first face of its own script, where it is of that script', () => {
    const notFirst = (set: Iterable<string>, family: string, weight: number) =>
      shown(points(set).filter((point) => drawnBy([family], weight, point) === undefined))
    for (const weight of [400, 700]) {
      expect(notFirst(big5, 'Yandu Serif TC', weight)).toEqual([])
      expect(notFirst(gb2312, 'Yandu Serif SC', weight)).toEqual([])
    }
  })

  test('is written with Kai where it is Han, with marks of the serif', () => {
    for (const weight of [400, 700]) {
      const inKai = (point: number) => drawnBy(['Yandu Kai'], weight, point) !== undefined
      const characters = points([...big5, ...gb2312].filter((one) => han.test(one)))
      expect(characters.filter(inKai).length / characters.length).toBeGreaterThan(0.999)
      expect(shown(points('，。「」『』（）《》、；：？！…—“”').filter(inKai))).toEqual([])
    }
  })
})

describe('the table of what is drawn', () => {
  test('is what the files have', () => {
    const inFiles = new Set(faces.flatMap(({ characters }) => [...characters]))
    const wrong: number[] = []
    for (let point = 0x20; point < 0x40000; point += 1) if (isDrawn(point) !== inFiles.has(point)) wrong.push(point)
    expect(shown(wrong)).toEqual([])
  })

  test('no face has a character that it is never asked for', () => {
    for (const face of faces) expect(shown([...face.characters].filter((point) => !draws(face, point))), face.family).toEqual([])
  })
})
