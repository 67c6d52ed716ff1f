import { randomBytes } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { openApp } from '../app.ts'
import { runBrowserShell } from './browser-shell.ts'
import { createChromiumPrinter, findChromium } from './chromium.ts'

const onStop = (listener: () => void): void => {
  let asked = false
  const stop = (): void => {
    // A second request means that the first one takes too long for the person at the keyboard.
    if (asked) process.exit(1)
    asked = true
    listener()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
}

process.exit(
  await runBrowserShell({
    args: process.argv.slice(2),
    cwd: process.cwd(),
    env: process.env,
    home: homedir(),
    system: process.platform,
    asRoot: process.getuid?.() === 0,
    contentFolder: join(import.meta.dirname, '../../content'),
    uiFolder: join(import.meta.dirname, '../renderer'),
    version: packageJson.version,
    openApp,
    findChromium,
    createPrinter: createChromiumPrinter,
    randomText: () => randomBytes(32).toString('base64url'),
    now: Date.now,
    say: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
    onStop,
  }),
)
