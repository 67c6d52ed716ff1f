import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openLibrary } from '../../main/library/open-library.ts'
import { addDocument } from '../../main/services/add-document.ts'
import { textOf, filesOf } from './adding-texts.ts'

// Adds one revision after the other until it is killed. Every line on the standard output is a promise.
const [root = '', from = '0'] = process.argv.slice(2)
const library = await openLibrary({
  libraryFolder: join(root, 'library'),
  stateFolder: join(root, 'state'),
  shell: 'browser',
  clock: Date.now,
  randomBytes: (size) => randomBytes(size),
  onFocus: () => false,
})
const prepared = await Promise.all(Array.from({ length: 60 }, (_, at) => filesOf(textOf(Number(from) + at))))
writeSync(1, 'ready\n')
for (const [at, files] of prepared.entries()) {
  await addDocument({ files: library.files, folder: library.layout.document, earlierEditions: library.earlierEditions, shelf: library.shelf }, files)
  writeSync(1, `${Number(from) + at}\n`)
}
setInterval(() => undefined, 1000)
