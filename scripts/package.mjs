// `npm run package [-- electron-builder's arguments]`: builds, then makes the installers of this system in release/.
import { join } from 'node:path'
import { giveUp, prepare, programOf, root, runToEnd } from './toolchain.mjs'

if (await prepare(import.meta.url)) {
  process.chdir(root)
  const built = await runToEnd(process.execPath, [join(root, 'scripts', 'build.mjs'), '--if-needed'])
  if (built !== 0) giveUp('the program could not be built; what is above says why')
  const args = ['--config', 'electron-builder.yml', '--publish', 'never', ...process.argv.slice(2)]
  process.exitCode = await runToEnd(process.execPath, [programOf('electron-builder'), ...args])
}
