/**
 * How anchors live through changes of the essay: the experiment of the anchoring literature (random passages of 2 to 80
 * characters), and changes the program makes itself. Run: node bench/anchors.ts [passages for each change] [seed]
 */
import { quoteOfRange } from '../preload/contract/anchors.ts'
import type { Note } from '../preload/contract/notes.ts'
import { loadFold } from '../preload/text/fold.ts'
import { loadToSimplified } from '../preload/text/conversion.ts'
import { createCodePointText } from '../main/editions/code-points.ts'
import { readEdition } from '../main/editions/edition-store.ts'
import { createNotePlaces } from '../main/services/note-places.ts'
import { createRandom, runAnchorExperiment } from './anchor-experiment.ts'

const count = Number(process.argv[2] ?? 1000)
const seed = Number(process.argv[3] ?? 1)

const { edition, sourceText } = await readEdition('content/essay')
const tools = { fold: await loadFold(), simplify: await loadToSimplified() }

console.log(`${count} passages for each change, seed ${seed}; per cent`)
console.log('change                        ok  wrong orphan |  torn | whole | ms each')
for (const row of runAnchorExperiment({ edition, source: sourceText }, tools, count, seed)) {
  const number = (value: number): string => value.toFixed(1).padStart(6)
  const { change, ok, wrong, orphan, torn, whole, milliseconds } = row
  const rates = `${number(ok)} ${number(wrong)} ${number(orphan)} |${number(torn)} |${number(whole)}`
  console.log(`${change.padEnd(26)}${rates} |${milliseconds.toFixed(3).padStart(7)}`)
}

const random = createRandom(seed)
const restored = Array.from(edition.restored)
const present = { edition, source: createCodePointText(sourceText), restored: createCodePointText(edition.restored) }
const noteOf = (revision: string, index: number): Note => {
  const start = Math.floor(random() * (restored.length - 40))
  const range = { start, end: start + 2 + Math.floor(random() * 38) }
  return {
    id: `n${index}`, documentId: 'essay', sectionId: '1', body: '', anchor: { revision, range, quote: quoteOfRange(restored, range) },
    color: 'yellow', tags: [], rank: 'V', deleted: false, createdAt: 0, updatedAt: 0,
    version: { hlc: '0000000000000-0000', device: 'a' }, alternatives: [],
  }
}
console.log('\nnotes.places, 10,000 notes')
for (const [name, revision] of [['same revision', edition.revision], ['by search, unknown edition', 'unknown']] as const) {
  const notes = Array.from({ length: 10_000 }, (_, index) => noteOf(revision, index))
  const { places } = createNotePlaces({
    notes: { list: async () => notes },
    edition: async () => present,
    earlierEditions: { keep: async () => undefined, read: async () => null },
    loadFold,
    log: console.error,
  })
  for (const turn of ['first', 'again']) {
    const start = performance.now()
    await places({ documentId: 'essay' })
    console.log(`${name}, ${turn}: ${(performance.now() - start).toFixed(1)} ms`)
  }
}
