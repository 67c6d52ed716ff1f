import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What the packager needs of Electron's runtime, without the runtime: the program, which holds the fuse wire that
 * @electron/fuses looks for (its sentinel, version, length and one state for each fuse, all of them on), and the
 * folders around it.
 */
export const makeStandInRuntime = async (folder: string, fuseCount: number): Promise<void> => {
  await mkdir(join(folder, 'resources'), { recursive: true })
  await mkdir(join(folder, 'locales'))
  for (const locale of ['en-US', 'zh-CN', 'zh-TW', 'de']) await writeFile(join(folder, 'locales', `${locale}.pak`), locale)
  const states = Array.from({ length: fuseCount }, () => '1').join('')
  const wire = Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1'),
    Buffer.from([1, fuseCount]),
    Buffer.from(states, 'latin1'),
  ])
  const program = join(folder, 'electron')
  await writeFile(program, Buffer.concat([Buffer.from('#!/bin/false\n'), wire, Buffer.from('\n')]))
  await chmod(program, 0o755)
  await writeFile(join(folder, 'LICENSE'), 'the runtime’s licence')
  await writeFile(join(folder, 'LICENSES.chromium.html'), 'its parts’ licences')
}
