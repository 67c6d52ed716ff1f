import { homedir } from 'node:os'
import { join } from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { runCommandLine } from './cli.ts'
import { createChromiumPrinter, findChromium } from './shells/chromium.ts'
import { createReaderStart } from './terminal/reader-start.ts'
import { createTerminalPlatform } from './terminal/terminal-platform.ts'

const stderr = (text: string): void => void process.stderr.write(text)
const executablePath = findChromium(process.env)
const printer = executablePath === null ? null : createChromiumPrinter({ executablePath, log: (line) => stderr(`${line}\n`) })

// A reader that takes only the first lines of the output (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    void (printer?.close() ?? Promise.resolve()).finally(() => process.exit(130))
  })
}

try {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    platform: createTerminalPlatform(printer),
    contentFolder: join(import.meta.dirname, '../../content'),
    uiFolder: join(import.meta.dirname, '../renderer'),
    version: packageJson.version,
    stdout: (text) => void process.stdout.write(text),
    stderr,
    cwd: process.cwd(),
    env: process.env,
    home: homedir(),
    startReader: createReaderStart(join(import.meta.dirname, '../..'), process.execPath),
  })
} finally {
  await printer?.close()
}
