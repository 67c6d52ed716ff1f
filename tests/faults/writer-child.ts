import { randomBytes, randomInt } from 'node:crypto'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openLibrary } from '../../main/library/open-library.ts'
import type { Version } from '../../preload/contract/notes.ts'

// Saves without end until it is killed. Every line on the standard output is a promise: this is on the disk.
const [root = '', run = ''] = process.argv.slice(2)
const library = await openLibrary({
  libraryFolder: join(root, 'library'),
  stateFolder: join(root, 'state'),
  shell: 'browser',
  clock: Date.now,
  randomBytes: (size) => randomBytes(size),
  onFocus: () => false,
})
if (library.readOnly) throw new Error(JSON.stringify(library.problems()))
const bases = new Map<string, Version>()
for (const note of await library.notes.list('essay')) bases.set(note.id, note.version)
writeSync(1, 'ready\n')
for (let count = 1; ; count += 1) {
  const noteId = `n-${count % 12}`
  const body = `${run} ${count} ${'研讀長文\n'.repeat(randomInt(600))}`
  const note = await library.notes.save({
    documentId: 'essay',
    noteId,
    sectionId: '1',
    body,
    base: bases.get(noteId) ?? null,
  })
  bases.set(noteId, note.version)
  writeSync(1, `${noteId} ${count}\n`)
  // The notes file is replaced far more often than in use, so that kills fall into the middle of it.
  if (count % 3 === 0) void library.notes.flush()
}
