import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommandLine } from '../../../main/cli.ts'
import { readEdition } from '../../../main/editions/edition-store.ts'
import { openLibrary, type Library } from '../../../main/library/open-library.ts'
import { readPdf } from '../../../main/print/pdf-reader.ts'
import { openPrintHarness, type PrintHarness } from '../print/print-harness.ts'

const contentFolder = fileURLToPath(new URL('../../../content/', import.meta.url))

let harness: PrintHarness
let folder: string
beforeAll(async () => {
  harness = await openPrintHarness()
  folder = await mkdtemp(join(tmpdir(), 'yandu-cli-'))
}, 120_000)
afterAll(async () => {
  await harness?.close()
  await rm(folder, { recursive: true, force: true })
})

const paths = () => ({ library: join(folder, 'library'), state: join(folder, 'state') })

const run = async (...args: string[]) => {
  let stdout = ''
  let stderr = ''
  const code = await runCommandLine(args, {
    platform: harness.platform,
    contentFolder,
    uiFolder: harness.uiFolder,
    version: '1.2.3',
    stdout: (text) => {
      stdout += text
    },
    stderr: (text) => {
      stderr += text
    },
    cwd: folder,
    env: {},
    home: folder,
    startReader: null,
  })
  return { code, stdout, stderr }
}
const inLibrary = () => ['--library', paths().library, '--state', paths().state]

const openHere = (): Promise<Library> =>
  openLibrary({
    libraryFolder: paths().library,
    stateFolder: paths().state,
    shell: 'browser',
    clock: Date.now,
    randomBytes,
    onFocus: () => true,
  })

const pictureFile = fileURLToPath(new URL('../../../renderer/ui/icon.png', import.meta.url))

const ownText = '一、甲章\n這是甲章的正文，說明第一件事情的來龍去脈。\n二、乙章\n這是乙章的正文，說明第二件事情的來龍去脈。\n'

describe('the command line', () => {
  test('explains itself', async () => {
    const overview = await run('--help')
    expect(overview).toMatchObject({ code: 0, stderr: '' })
    for (const name of ['open', 'print', 'check', 'show', 'import']) {
      expect(overview.stdout).toContain(`yandu ${name}`)
      const about = await run(name, '--help')
      expect(about).toMatchObject({ code: 0, stderr: '' })
      expect(about.stdout).toContain('Exit codes')
      expect((await run('help', name)).stdout).toBe(about.stdout)
    }
    expect(await run('--version')).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' })
    expect(await run('--version', '--json')).toEqual({ code: 0, stdout: '{"version":"1.2.3"}\n', stderr: '' })
  })

  test.for([
    [],
    ['frobnicate'],
    ['--library'],
    ['show', '--bogus'],
    ['show', 'essay'],
    ['show', '--document', '../x'],
    ['print'],
    ['print', '--section', '2.2'],
    ['print', '--section', 'two', '--out', 'x.pdf'],
    ['print', '--section', '1', '--all', '--out', 'x.pdf'],
    ['print', '--section', '1', '--subtree', '--own-text', '--out', 'x.pdf'],
    ['print', '--section', '1', '--paper', 'A3', '--out', 'x.pdf'],
    ['print', '--section', '1', '--words', 'fr', '--out', 'x.pdf'],
    ['print', '--section', '1', '--script', 'zh', '--out', 'x.pdf'],
    ['print', '--section', '1', '--face', 'sans', '--out', 'x.pdf'],
    ['print', '--section', '1', '--ruby', 'word', '--out', 'x.pdf'],
    ['print', '--section', '1', '--bopomofo', '--out', 'x.pdf'],
    ['print', '--section', '1', '--ruby', 'off', '--ruby-text', '--out', 'x.pdf'],
    ['print', '2.2', '--out', 'x.pdf'],
    ['import'],
    ['import', 'a', '-'],
    ['import', 'a', '--encoding', 'EBCDIC'],
    ['import', 'a', '--name', 'b'],
    ['check', 'x'],
    ['help', 'nope'],
    ['--help', 'nope'],
    ['--library', 'x'],
    ['print', '--section', '1', '--out', '-'],
    ['show', '--library', ''],
  ])('what is not understood is told on standard error, with code 2: %j', async (args) => {
    const result = await run(...args)
    expect(result.code).toBe(2)
    expect(result.stdout).toBe('')
    expect(result.stderr).toMatch(/^yandu: .+\n\nyandu .*--help says more\.\n$/)
    if (args.length === 0) return
    const json = await run(...args, '--json')
    expect(json.code).toBe(2)
    const told: unknown = JSON.parse(json.stdout)
    expect(told).toEqual({ error: { code: 'usage', message: expect.stringMatching(/./) } })
    expect(json.stderr).toMatch(/^yandu: .+/)
  })

  test('help is JSON too, and JSON alone asks for help', async () => {
    const { stdout } = await run('--help')
    for (const args of [['--help', '--json'], ['--json', '--help'], ['--json'], ['help', '--json']]) {
      const result = await run(...args)
      expect(result, args.join(' ')).toMatchObject({ code: 0, stderr: '' })
      expect(JSON.parse(result.stdout)).toEqual({ help: stdout })
    }
    const about = await run('show', '--help', '--json')
    expect(JSON.parse(about.stdout)).toEqual({ help: (await run('show', '--help')).stdout })
  })

  test('an option’s value is no command', async () => {
    const result = await run('--library', 'import', 'check')
    expect(result).toMatchObject({ code: 1 })
    expect(result.stderr).toContain(`There is no library at ${join(folder, 'import')}`)
  })

  test('a fault inside is told as JSON as well', async () => {
    const lines: string[] = []
    const broken = {
      platform: null, contentFolder, uiFolder: '', version: '', cwd: folder, env: {}, home: folder, startReader: null,
      stdout: (text: string) => {
        if (text.includes('sections')) throw new RangeError('no room')
        lines.push(text)
      },
      stderr: () => undefined,
    }
    expect(await runCommandLine(['show', '--json'], broken)).toBe(1)
    expect(JSON.parse(lines.join(''))).toMatchObject({ error: { code: 'internal' } })
  })
})

describe('yandu show', () => {
  test('prints the outline with a mark for each section and what is missing', async () => {
    const { edition } = await readEdition(join(contentFolder, 'essay'))
    const { code, stdout, stderr } = await run('show')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const section of edition.sections) expect(stdout).toContain(`${section.id}  ${section.headingSet}`)
    expect(stdout.match(/○ \d/g)).toHaveLength(edition.sections.filter(({ status }) => status === 'missing').length)
    for (const gap of edition.gaps) expect(stdout).toContain(`  ${gap.id}`)
  })
  test('prints the whole edition as JSON', async () => {
    const { edition } = await readEdition(join(contentFolder, 'essay'))
    const { code, stdout } = await run('--json', 'show')
    expect(code).toBe(0)
    const report: unknown = JSON.parse(stdout)
    expect(report).toMatchObject({ title: edition.title, restored: edition.restored, normalised: edition.set })
    expect(Object.keys(report as object)).toEqual(['title', 'format', 'encoding', 'sections', 'gaps', 'repairs', 'restored', 'normalised', 'warnings'])
  })
  test('says which texts there are when one is not', async () => {
    const { code, stderr } = await run('show', '--document', 'nothing')
    expect(code).toBe(1)
    expect(stderr).toContain('essay')
    const json = await run('show', '--document', 'nothing', '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'not-found' } })
  })
})

describe('yandu import', () => {
  test('--dry-run makes the edition and writes nothing', async () => {
    await writeFile(join(folder, 'own.txt'), ownText)
    const { code, stdout } = await run('import', 'own.txt', '--dry-run', '--json', '--library', join(folder, 'untouched'))
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ encoding: 'UTF-8', restored: expect.stringContaining('甲章') })
    expect(await readdir(folder)).not.toContain('untouched')
    const shipped = await run('import', join(contentFolder, 'essay', 'source.txt'), '--dry-run', '--json')
    expect(shipped.stdout).toBe((await run('show', '--json')).stdout)
  })

  test('keeps the file byte for byte beside its edition, once', async () => {
    await writeFile(join(folder, 'own.txt'), ownText)
    const first = await run('import', 'own.txt', '--json', ...inLibrary())
    expect(first.code).toBe(0)
    const summary = JSON.parse(first.stdout) as { documentId: string; folder: string; isNew: boolean; sections: number }
    expect(summary).toMatchObject({ isNew: true, sections: 2 })
    expect(await readFile(join(summary.folder, 'source.txt'), 'utf8')).toBe(ownText)
    expect((await readEdition(summary.folder)).edition.documentId).toBe(summary.documentId)
    const again = await run('import', 'own.txt', '--json', ...inLibrary())
    expect(JSON.parse(again.stdout)).toMatchObject({ documentId: summary.documentId, isNew: false })
    const shown = await run('show', '--document', summary.documentId, ...inLibrary())
    expect(shown.stdout).toContain('甲章')
    const checked = await run('check', ...inLibrary())
    expect(checked).toMatchObject({ code: 0, stderr: '' })
  })

  test('names a text without a title line after its file', async () => {
    await writeFile(join(folder, '故鄉 1.2.txt'), `${ownText}三、名字\n這一章說的是名字，沒有別的事情。\n`)
    const dry = await run('import', '故鄉 1.2.txt', '--dry-run', '--json')
    expect(JSON.parse(dry.stdout)).toMatchObject({ title: '故鄉 1.2' })
    const result = await run('import', '故鄉 1.2.txt', '--json', ...inLibrary())
    const { folder: place, title } = JSON.parse(result.stdout) as { folder: string; title: string }
    expect(title).toBe('故鄉 1.2')
    expect((await readEdition(place)).edition).toMatchObject({ title, titleSet: title, source: { file: 'source.txt' } })
  })

  test('tells doubts on standard error and in the JSON, always', async () => {
    // Big5: FA 40 up to FE FE is free for everybody's own characters; this pair has none in Hong Kong's set either.
    const bytes = Uint8Array.of(...Array.from({ length: 20 }, () => [0xaa, 0x65, 0xb8, 0xf4, 0xac, 0x4f]).flat(), 0x81, 0x40, 0xa1, 0x43)
    expect(new TextDecoder('big5').decode(bytes)).toMatch(/\p{Co}/u)
    await writeFile(join(folder, 'hkscs.txt'), bytes)
    for (const args of [['--dry-run'], ['--dry-run', '--json'], ['--json', ...inLibrary()], inLibrary()]) {
      const result = await run('import', 'hkscs.txt', ...args)
      expect(result.code).toBe(0)
      expect(result.stderr, args.join(' ')).toMatch(/^Note: Private Use Area characters: 1, the first at character 60 /m)
      if (!args.includes('--json')) continue
      const { warnings } = JSON.parse(result.stdout) as { warnings: string[] }
      expect(warnings.map((warning) => `Note: ${warning}\n`).join('')).toBe(result.stderr)
    }
    const [id] = (await readdir(join(paths().library, 'documents'))).filter((name) => name.startsWith('text-'))
    const shown = await run('show', '--document', id ?? '', '--json', ...inLibrary())
    expect(JSON.parse(shown.stdout)).toHaveProperty('warnings')
  })

  test('what is no text is refused in plain words', async () => {
    const files: readonly (readonly [string, Uint8Array | null, RegExp])[] = [
      ['none.txt', null, /does not exist/],
      ['empty.txt', new Uint8Array(0), /is empty/],
      ['blank.txt', new TextEncoder().encode(' \n\u3000\n'), /white space/],
      ['a.pdf', new TextEncoder().encode('%PDF-1.7 x'), /PDF is damaged/],
      ['a.docx', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2]), /ZIP archive/],
      ['noise', Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 29), /not text/],
      ['random', new Uint8Array(randomBytes(20_000)), /not text/],
      ['all-bytes', Uint8Array.from({ length: 256 * 400 }, (_, index) => index % 256), /not text/],
      ['picture', await readFile(pictureFile), /is a picture/],
      ['picture-without-its-mark', (await readFile(pictureFile)).subarray(8), /not text/],
    ]
    for (const [name, bytes, words] of files) {
      if (bytes !== null) await writeFile(join(folder, name), bytes)
      const result = await run('import', name, ...inLibrary())
      expect(result.code, name).toBe(1)
      expect(result.stderr, name).toMatch(words)
      expect(result.stdout).toBe('')
    }
    await writeFile(join(folder, 'large.txt'), '')
    await truncate(join(folder, 'large.txt'), 200 * 1024 * 1024 + 1)
    expect((await run('import', 'large.txt')).stderr).toMatch(/larger than 200 MB/)
    await mkdir(join(folder, 'a-folder'), { recursive: true })
    expect((await run('import', 'a-folder')).stderr).toMatch(/is a folder/)
  })

  test('a library that is open is left alone, with code 3', async () => {
    const library = await openHere()
    try {
      await writeFile(join(folder, 'other.txt'), `${ownText}三、丙章\n又一章的正文，說明第三件事情。\n`)
      const before = await readdir(join(paths().library, 'documents')).catch(() => [])
      const result = await run('import', 'other.txt', ...inLibrary())
      expect(result).toMatchObject({ code: 3, stdout: '' })
      expect(result.stderr).toContain('another Yandu')
      const json = await run('import', 'other.txt', '--json', ...inLibrary())
      expect(json.code).toBe(3)
      expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'read-only', message: expect.stringContaining('another Yandu') } })
      expect(await readdir(join(paths().library, 'documents')).catch(() => [])).toEqual(before)
    } finally {
      await library.close()
    }
  })
})

describe('yandu check', () => {
  test('finds a file that was damaged, with code 1', async () => {
    const library = await openHere()
    await library.notes.save({ documentId: 'essay', noteId: 'n1', sectionId: '1', body: '甲', base: null })
    await library.close()
    const sound = await run('check', '--json', ...inLibrary())
    expect(JSON.parse(sound.stdout)).toMatchObject({ sound: true, notes: 1 })
    const copy = join(folder, 'damaged')
    await cp(paths().library, copy, { recursive: true })
    const [device] = await readdir(join(copy, 'devices'))
    const file = join(copy, 'devices', device ?? '', 'notes', 'essay.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('甲', '乙'))
    const result = await run('check', '--library', copy)
    expect(result.code).toBe(1)
    expect(result.stderr).toContain('essay.json')
  })
  test('counts every file it verified', async () => {
    const library = join(folder, 'counted')
    const shared = ['--library', library, '--state', join(folder, 'counted-state')]
    const opened = await openLibrary({
      libraryFolder: library,
      stateFolder: join(folder, 'counted-state'),
      shell: 'browser',
      clock: Date.now,
      randomBytes,
      onFocus: () => true,
    })
    await opened.close()
    expect((await run('check', ...shared)).stdout).toContain('files verified: 1, notes: 0, documents: 0')
    await writeFile(join(folder, 'counted.txt'), ownText)
    await run('import', 'counted.txt', ...shared)
    expect((await run('check', ...shared)).stdout).toContain('files verified: 4, notes: 0, documents: 1')
    await rm(join(library, 'documents'), { recursive: true })
    await writeFile(join(library, 'documents'), 'no folder')
    const result = await run('check', '--json', ...shared)
    expect(result.code).toBe(1)
    expect(JSON.parse(result.stdout)).toMatchObject({ documents: 0, problems: [{ path: join(library, 'documents') }] })
    const shown = await run('show', '--document', 'mine', '--json', ...shared)
    expect(JSON.parse(shown.stdout)).toMatchObject({ error: { code: 'disk-failed' } })
    expect((await run('show', ...shared)).code).toBe(0)
  })
  test('says when there is no library', async () => {
    const result = await run('check', '--library', join(folder, 'nowhere'))
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toContain('There is no library at')
  })
})

describe('yandu print', () => {
  test('prints a section with everything under it and its notes while the library is open', async () => {
    const library = await openHere()
    try {
      await library.notes.save({ documentId: 'essay', noteId: 'n2', sectionId: '2.2.3', body: '**數據**從何而來？', base: null })
      const result = await run('print', '--section', '2.2', '--notes', '--out', 'section.pdf', ...inLibrary())
      expect(result).toMatchObject({ code: 0, stderr: '' })
      expect(result.stdout).toContain(join(folder, 'section.pdf'))
      const content = await readPdf(await readFile(join(folder, 'section.pdf')))
      const text = content.pages.flatMap(({ runs }) => runs.map((part) => part.text)).join('').replace(/\s/g, '')
      expect(text).toContain('數據從何而來？')
      expect(content.bookmarks.map(({ depth }) => depth)).toEqual([1, 2, 2, 2, 2, 2])
    } finally {
      await library.close()
    }
  }, 60_000)

  test('--own-text, --all, Letter, JSON; a folder keeps what is in it', async () => {
    const own = await run('print', '--section', '2.2', '--own-text', '--paper', 'letter', '--out', 'out/', '--json', ...inLibrary())
    expect(own.code).toBe(0)
    const outcome = JSON.parse(own.stdout) as { path: string; report: { bookmarks: number; differences: unknown[] } }
    expect(outcome.report).toMatchObject({ bookmarks: 1, differences: [] })
    const again = await run('print', '--section', '2.2', '--own-text', '--out', 'out', '--json', ...inLibrary())
    expect((JSON.parse(again.stdout) as { path: string }).path).toBe(outcome.path.replace('.pdf', ' (2).pdf'))
    const all = await run('print', '--all', '--out', 'all.pdf', '--json', ...inLibrary())
    const { edition } = await readEdition(join(contentFolder, 'essay'))
    expect((JSON.parse(all.stdout) as typeof outcome).report).toMatchObject({ bookmarks: edition.sections.length + 1, differences: [] })
  }, 60_000)

  test('in another script, in vertical lines, with numbers and readings', async () => {
    const result = await run(
      ...['print', '--section', '1.1', '--script', 'zh-hans', '--vertical', '--paragraph-numbers', '--ruby', 'all', '--bopomofo', '--ruby-text'],
      ...['--out', 'set.pdf', ...inLibrary()],
    )
    expect(result).toMatchObject({ code: 0, stderr: '' })
    const bytes = await readFile(join(folder, 'set.pdf'))
    const content = await readPdf(bytes)
    expect(content.language).toBe('zh-Hans-CN')
    expect(content.bookmarks.map(({ text }) => text)).toEqual(['一是观念不新，思路不宽'])
    expect(content.pages.flatMap(({ runs }) => runs.map(({ text }) => text)).join('').replace(/\s/g, '')).toContain('ㄕㄜˋ')
    expect(content.pages[0]?.furniture.map((piece) => piece.trim())).toContain('3')
    expect(bytes.toString('latin1')).toMatch(/\/MediaBox\s*\[\s*0 0 84[12]/)
  }, 60_000)

  test('what cannot be printed is told, with code 1, and no file is left', async () => {
    expect(await run('print', '--section', '9.9', '--out', 'nine.pdf', ...inLibrary())).toMatchObject({ code: 1, stdout: '' })
    expect(await run('print', '--section', '1', '--document', 'nothing', '--out', 'x.pdf', ...inLibrary())).toMatchObject({ code: 1 })
    expect((await run('print', '--section', '1', '--out', 'no/such/folder.pdf', ...inLibrary())).stderr).toContain('There is no folder')
    expect(await readdir(folder)).not.toContain('nine.pdf')
  }, 60_000)

  test('on a machine without any library it writes none', async () => {
    const result = await run('print', '--section', '1.4', '--out', 'fresh.pdf', '--library', join(folder, 'no-library'), '--state', join(folder, 'no-state'))
    expect(result.code).toBe(0)
    expect(await readdir(folder)).not.toContain('no-library')
  }, 60_000)
})
