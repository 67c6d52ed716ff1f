import { writeSync } from 'node:fs'
import { acquireLibraryLock } from '../../main/library/library-lock.ts'

// Says "ready", waits for a line, tries to take the lock, says how that went, and keeps what it got until it is killed.
const [folder = '', sockets = '', platform = 'linux'] = process.argv.slice(2)
writeSync(1, 'ready\n')
process.stdin.once('data', () => {
  void acquireLibraryLock(folder, {
    shell: 'electron',
    onFocus: () => true,
    socketFolder: sockets,
    platform: platform === 'darwin' ? 'darwin' : process.platform,
  }).then((lock) => {
    writeSync(1, `${JSON.stringify(lock.kind === 'held' ? { kind: 'held' } : lock)}\n`)
  })
})
process.stdin.resume()
