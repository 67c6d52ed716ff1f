/**
 * What searching a library costs: 12 million characters in 200 texts and 10,000 notes, against a plain `indexOf` scan of the
 * same folded text in the same run; and what keeping it ready takes in memory and time.
 * Run: node --expose-gc bench/search.ts [characters in millions]
 */
import { words as wordData } from '../preload/text/data/words.ts'
import type { DocumentSummary } from '../preload/contract/documents.ts'
import { loadFold } from '../preload/text/fold.ts'
import { loadReadings } from '../preload/text/readings.ts'
import { createSearchCorpus } from '../main/services/search-corpus.ts'
import type { NoteWords } from '../main/search/corpus.ts'
import { buildPinyinTable } from '../main/search/pinyin.ts'
import { parseQuery } from '../main/search/query.ts'
import { createFindings, scan } from '../main/search/scan.ts'

const millions = Number(process.argv[2] ?? 12)
const texts = 200
const notes = 10_000
const page = 50

let seed = 20_260_101
const random = (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

const vocabulary = [...new Set(wordData.match(/\p{Script=Han}{1,4}/gu) ?? [])]
/** A word after Zipf's law: the first ones stand everywhere, most stand in few places. */
const word = (): string => vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? ''

const paragraph = (length: number): string => {
  const made: string[] = []
  for (let size = 0; size < length; ) {
    const next = random() < 0.1 ? '，' : random() < 0.02 ? '2303年' : random() < 0.005 ? 'Yandu ' : word()
    made.push(next)
    size += next.length
  }
  return `${made.join('')}。`
}

const setOf = (characters: number): string => {
  const lines: string[] = []
  for (let size = 0; size < characters; ) {
    const line = paragraph(40 + Math.floor(random() * 240))
    lines.push(line)
    size += line.length + 1
  }
  return lines.join('\n')
}

const quantile = (values: readonly number[], part: number): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN
const now = (): number => performance.now()
const collect = globalThis.gc
const used = (): number => {
  collect?.()
  collect?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const sets = Array.from({ length: texts }, () => Buffer.from(setOf((millions * 1e6) / texts), 'utf16le').toString('utf16le'))
const summaries = sets.map((set, index): DocumentSummary => ({
  documentId: `text-${index}`,
  title: `文本${index}`,
  language: 'zh-Hans',
  shipped: false,
  characters: set.length,
}))
const noteWords = Array.from({ length: notes }, (_, index): NoteWords => ({
  noteId: `note-${index}`,
  documentId: `text-${index % texts}`,
  sectionId: '1',
  body: paragraph(20 + Math.floor(random() * 160)),
  quote: index % 2 === 0 ? paragraph(20) : '',
  tags: [word()],
}))

const fold = await loadFold()
const before = used()
const slices: number[] = []
let sliceStart = now()
const corpus = createSearchCorpus({
  loadFold,
  list: async () => summaries,
  edition: async (documentId) => {
    const set = sets[Number(documentId.slice(5))] ?? ''
    return {
      edition: { documentId, revision: '0', titleSet: documentId, language: 'zh-Hans', parts: [], sections: [], gaps: [], set },
      text: '',
    }
  },
  notesOf: async (documentId) => noteWords.filter((note) => note.documentId === documentId),
  onProgress: () => undefined,
  pause: () => {
    if (now() - sliceStart < 6) return null
    slices.push(now() - sliceStart)
    return new Promise((resolve) => {
      setImmediate(() => {
        sliceStart = now()
        resolve()
      })
    })
  },
  log: (line) => process.stderr.write(`${line}\n`),
})
const building = now()
await corpus.refresh()
const built = now() - building
const added = used() - before
const characters = sets.reduce((sum, set) => sum + set.length, 0)
const noteCharacters = noteWords.reduce((sum, { body, quote }) => sum + body.length + quote.length, 0)
const lines = [
  `${(characters / 1e6).toFixed(1)} million characters in ${texts} texts, ${(noteCharacters / 1e6).toFixed(1)} in ${notes} notes`,
  `made ready in ${built.toFixed(0)} ms, in slices of ${quantile(slices, 0.5).toFixed(1)} ms, p95 ${quantile(slices, 0.95).toFixed(1)}, longest ${Math.max(...slices).toFixed(1)} ms`,
  collect ? `memory added: ${(added / 1e6).toFixed(1)} MB, ${(added / (characters + noteCharacters)).toFixed(2)} bytes a character` : 'memory: run with --expose-gc',
  '',
]

const keys = corpus.current().texts.map(({ blocks }) => blocks.map(({ key }) => key).join('\n'))
for (const key of keys) key.indexOf('\0')

/** Every place, as the simplest program finds it. */
const plain = (query: string): number => {
  const { key: sought } = fold.fold(query)
  let found = 0
  for (const key of keys) for (let at = key.indexOf(sought); at !== -1; at = key.indexOf(sought, at + sought.length)) found += 1
  return found
}

const { candidates } = await loadReadings()
const spellings = new Map<string, Set<string>>()
for (let point = 0x4e00; point <= 0x9fff; point += 1) {
  const character = String.fromCharCode(point)
  const { key } = fold.fold(character)
  const known = spellings.get(key) ?? new Set<string>()
  spellings.set(key, known.add(character))
}
const tableStart = now()
const table = buildPinyinTable(candidates, spellings)
let step = table.next()
while (!step.done) step = table.next()
const pinyin = step.value
const syllableOf = (character: string): string => pinyin.syllables[pinyin.classes[fold.fold(character).key.charCodeAt(0)] ?? 0]?.[0] ?? 'a'
lines.push(`table of readings: ${(now() - tableStart).toFixed(0)} ms`, '')

const search = (query: string, enough: number) => {
  const findings = createFindings()
  for (const _ of scan({ fold, corpus: corpus.current(), query: parseQuery(fold, query), pinyin, findings })) {
    if (findings.rows.length >= enough) break
  }
  return findings
}

const timed = (task: () => unknown): number => {
  const start = now()
  task()
  return now() - start
}

const pick = (from: string, length: number): string => {
  const at = Math.floor(random() * (from.length - length))
  const found = from.slice(at, at + length)
  return /^\p{Script=Han}+$/u.test(found) ? found : pick(from, length)
}
const anywhere = (length: number): string => pick(sets[Math.floor(random() * texts)] ?? '', length)
const scrambled = (length: number): string => Array.from({ length }, () => anywhere(1)).join('')

const samples: Readonly<Record<string, (index: number) => string>> = {
  'one character': () => anywhere(1),
  'two characters': () => anywhere(2),
  'three or four characters': (index) => anywhere(3 + (index % 2)),
  'six to twelve characters': (index) => anywhere(6 + (index % 7)),
  'not there, two characters': () => `${anywhere(1)}龘`,
  'not there, four characters': () => scrambled(4),
}
const runs = 60
const all = { first: [] as number[], whole: [] as number[], plain: [] as number[] }
lines.push(`${'milliseconds, p50 / p95'.padEnd(30)} ${'first 50'.padStart(14)} ${'all'.padStart(14)} ${'plain scan'.padStart(14)}   first ÷ plain, p50 / p95`)
const show = (values: readonly number[]): string => `${quantile(values, 0.5).toFixed(2)} / ${quantile(values, 0.95).toFixed(1)}`.padStart(14)
const report = (name: string, first: readonly number[], whole: readonly number[], simple: readonly number[]): void => {
  const ratio = (part: number): string => (quantile(first, part) / quantile(simple, part)).toFixed(2)
  lines.push(`${name.padEnd(30)} ${show(first)} ${show(whole)} ${show(simple)}   ${ratio(0.5)} / ${ratio(0.95)}`)
}
for (const [name, sample] of Object.entries(samples)) {
  const times = { first: [] as number[], whole: [] as number[], plain: [] as number[] }
  for (let run = 0; run < runs; run += 1) {
    const query = sample(run)
    // Turn about, so that neither has the warmer memory.
    const tasks = [
      () => times.first.push(timed(() => search(query, page))),
      () => times.plain.push(timed(() => plain(query))),
      () => times.whole.push(timed(() => search(query, Number.POSITIVE_INFINITY))),
    ]
    for (let turn = 0; turn < tasks.length; turn += 1) tasks[(turn + run) % tasks.length]?.()
  }
  report(name, times.first, times.whole, times.plain)
  for (const part of ['first', 'whole', 'plain'] as const) all[part].push(...times[part])
}
report('all of these', all.first, all.whole, all.plain)

const others: Readonly<Record<string, (index: number) => readonly [query: string, plain: readonly string[]]>> = {
  'two words': () => {
    const pair = [anywhere(2), anywhere(2)]
    return [pair.join(' '), pair]
  },
  'two common characters': (index) => {
    const pair = [vocabulary[index % 8] ?? '', vocabulary[8 + (index % 8)] ?? '']
    return [pair.join(' '), pair]
  },
  'pinyin of two characters': () => {
    const pair = anywhere(2)
    return [Array.from(pair, syllableOf).join(''), [pair]]
  },
  'initials of four characters': () => {
    const four = anywhere(4)
    return [Array.from(four, (character) => syllableOf(character).charAt(0)).join(''), [four]]
  },
  'pinyin that is not there': () => ['zhuangzhuangzhuangzhuang', ['壮壮壮壮']],
}
for (const [name, sample] of Object.entries(others)) {
  const times = { first: [] as number[], whole: [] as number[], plain: [] as number[] }
  for (let run = 0; run < 20; run += 1) {
    const [query, simple] = sample(run)
    times.first.push(timed(() => search(query, page)))
    times.plain.push(timed(() => simple.forEach(plain)))
    times.whole.push(timed(() => search(query, Number.POSITIVE_INFINITY)))
  }
  report(name, times.first, times.whole, times.plain)
}
process.stdout.write(`${lines.join('\n')}\n`)
