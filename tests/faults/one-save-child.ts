import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openLibrary } from '../../main/library/open-library.ts'

// Saves one note and is killed at once, before anything that was to be written later is.
const [root = ''] = process.argv.slice(2)
const library = await openLibrary({
  libraryFolder: join(root, 'library'),
  stateFolder: join(root, 'state'),
  shell: 'browser',
  clock: Date.now,
  randomBytes: (size) => randomBytes(size),
  onFocus: () => false,
})
await library.notes.save({ documentId: 'essay', noteId: 'c', sectionId: '1', body: '丙', base: null })
process.kill(process.pid, 'SIGKILL')
