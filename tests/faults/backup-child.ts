import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openLibraryBackups } from '../../main/backups/library-backups.ts'
import { openLibrary } from '../../main/library/open-library.ts'

// Saves and makes backups without end until it is killed. Every line on the standard output is a promise.
const [root = '', run = ''] = process.argv.slice(2)
const library = await openLibrary({
  libraryFolder: join(root, 'library'),
  stateFolder: join(root, 'state'),
  shell: 'browser',
  clock: Date.now,
  randomBytes: (size) => randomBytes(size),
  onFocus: () => false,
})
const { keeper } = openLibraryBackups(library, join(root, 'backups'), (error) => {
  throw error
})
writeSync(1, 'ready\n')
for (let count = 0; ; count += 1) {
  await library.notes.save({ documentId: 'essay', noteId: `n-${run}-${count}`, sectionId: '1', body: '研讀'.repeat(500), base: null })
  const made = await keeper.make('regular')
  if (made !== null) writeSync(1, `${made.name}\n`)
}
