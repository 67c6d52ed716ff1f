/**
 * What the Chinese text engine costs, as ratios within this run: each part on paragraphs of 200 characters against parsing
 * the readings of such a paragraph as JSON, and loading each part against parsing a megabyte of JSON.
 * Run: node bench/text-engine.ts
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const now = (): number => performance.now()
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
const lines: string[] = []
const report = (name: string, milliseconds: number, unit: number): void => {
  lines.push(`${name.padEnd(44)} ${milliseconds.toFixed(1).padStart(8)} ms ${(milliseconds / unit).toFixed(1).padStart(8)} ×`)
}

const essay = await readFile(join(import.meta.dirname, '../tests/fixtures/essay-normalised.txt'), 'utf8')
const characters = Array.from(essay.replace(/\s/g, ''))
const paragraphs = Array.from({ length: 200 }, (_, index) => {
  const from = (index * 97) % (characters.length - 200)
  return characters.slice(from, from + 200).join('')
})

const megabyte = JSON.stringify(paragraphs.concat(paragraphs, paragraphs, paragraphs, paragraphs, paragraphs, paragraphs, paragraphs, paragraphs))
const parseMegabyte = median(
  Array.from({ length: 7 }, () => {
    const start = now()
    JSON.parse(megabyte)
    return now() - start
  }),
)

const loading = async <T>(name: string, load: () => Promise<T>): Promise<T> => {
  const start = now()
  const loaded = await load()
  report(`load ${name}`, now() - start, parseMegabyte)
  return loaded
}

lines.push(`loading, against JSON.parse of ${(Buffer.byteLength(megabyte) / 1e6).toFixed(1)} MB (${parseMegabyte.toFixed(1)} ms)`)
const { loadScriptView } = await import('../preload/text/script-view.ts')
const { loadFold } = await import('../preload/text/fold.ts')
const { loadReadings } = await import('../preload/text/readings.ts')
const { sentencesOf } = await import('../preload/text/sentences.ts')
const { wordsOf } = await import('../preload/text/words.ts')
const simplified = await loading('view 繁 → 简', () => loadScriptView('zh-Hant', 'zh-Hans'))
const traditional = await loading('view 简 → 繁', () => loadScriptView('zh-Hans', 'zh-Hant'))
const fold = await loading('search key (tables loaded)', loadFold)
const readings = await loading('readings (tables loaded)', loadReadings)
const section = Array.from(essay.repeat(3)).slice(0, 5000).join('')
const first = now()
readings.of(section)
report('readings of the first 5,000 characters', now() - first, parseMegabyte)

const json = paragraphs.map((paragraph) => JSON.stringify(readings.of(paragraph)))
const each = (task: (paragraph: string, index: number) => unknown): number =>
  median(
    Array.from({ length: 9 }, () => {
      const start = now()
      for (const [index, paragraph] of paragraphs.entries()) task(paragraph, index)
      return now() - start
    }),
  ) / paragraphs.length

const parsing = each((_, index) => JSON.parse(json[index] ?? '[]'))
lines.push('', `a paragraph of 200 characters, against JSON.parse of its readings (${(parsing * 1000).toFixed(1)} µs)`)
const per = (name: string, task: (paragraph: string) => unknown): void => {
  const milliseconds = each(task)
  lines.push(`${name.padEnd(44)} ${(milliseconds * 1000).toFixed(1).padStart(8)} µs ${(milliseconds / parsing).toFixed(1).padStart(8)} ×`)
}
per('view 繁 → 简', (paragraph) => simplified.convert(paragraph))
per('view 简 → 繁', (paragraph) => traditional.convert(paragraph))
per('search key', (paragraph) => fold.fold(paragraph))
const key = fold.fold(paragraphs.join(''))
per('a search in 40,000 characters', () => fold.findAll(key, '没有这样的话'))
per('sentences', (paragraph) => sentencesOf(paragraph))
per('words', (paragraph) => wordsOf(paragraph))
per('readings', (paragraph) => readings.of(paragraph))
per('readings in Taiwan’s standard', (paragraph) => readings.of(paragraph, { standard: 'taiwan' }))
const rule = { before: '', word: '管', after: '', readings: ['guǎn'] }
per('readings with 50 rules', (paragraph) => readings.of(paragraph, { rules: Array.from({ length: 50 }, () => rule) }))

process.stdout.write(`${lines.join('\n')}\n`)
