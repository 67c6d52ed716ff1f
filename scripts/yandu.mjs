#!/usr/bin/env node
// `npx yandu …`: the command line, from a clone as it is. Output and exit code are those of the command line itself.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isBuilt } from './build.mjs'
import { giveUp, prepare, root, runToEnd } from './toolchain.mjs'

if (await prepare(import.meta.url)) {
  if (!(await isBuilt())) {
    const code = await runToEnd(process.execPath, [join(root, 'scripts', 'build.mjs')])
    if (code !== 0) giveUp('the program could not be built; what is above says why')
  }
  const cli = join(root, 'dist', 'main', 'cli.js')
  if (!existsSync(cli)) giveUp('the build has no command line in it')
  process.argv = [process.execPath, cli, ...process.argv.slice(2)]
  await import(pathToFileURL(cli).href)
}
