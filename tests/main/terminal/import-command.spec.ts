import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCommandLine } from '../../../main/cli.ts'
import { readEdition } from '../../../main/editions/edition-store.ts'
import { epubFile, item, spineOf, xhtml } from '../formats/epub-file.ts'
import { encodeLegacy } from '../formats/legacy-bytes.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-import-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const run = async (...args: string[]) => {
  let stdout = ''
  let stderr = ''
  const code = await runCommandLine([...args, '--library', join(folder, 'library'), '--state', join(folder, 'state')], {
    platform: null,
    contentFolder: folder,
    uiFolder: folder,
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
  return { code, stdout, stderr, json: (): unknown => JSON.parse(stdout) }
}

const prose = '河邊的路是新修的，兩旁種了柳樹。傍晚的時候，人們在這裡散步，說些家常，也有人坐在石階上看水。'
const page = `<html><head><title>河邊的路 - 站</title></head><body><nav><a href=a>首頁</a></nav><h1>河邊的路</h1><p>${prose}</p><p>${prose}</p></body></html>`
const book = epubFile({ files: { 'a.xhtml': xhtml(`<h1>河邊的路</h1><h2>上卷</h2><p>${prose}</p><h2>下卷</h2><p>${prose}</p>`) }, manifest: item('a', 'a.xhtml'), spine: spineOf('a') })

describe('yandu import takes files of many kinds', () => {
  test.each([
    ['page.html', page, 'html', '河邊的路'],
    ['notes.md', `# 河邊的路\n\n**${prose}**\n\n## 二\n\n${prose}\n`, 'markdown', '河邊的路'],
    ['book.epub', book, 'epub', '河邊的路'],
    ['plain.txt', `河邊的路\n${prose}\n`, 'text', '河邊的路'],
  ])('%s', async (name, content, format, title) => {
    await writeFile(join(folder, name), content)
    const dry = await run('import', name, '--dry-run', '--json')
    expect(dry.json()).toMatchObject({ format, title, restored: expect.stringContaining(prose) })
    expect(dry.json()).not.toMatchObject({ restored: expect.stringMatching(/首頁|[#*<]/) })
    expect(await readdir(folder)).toEqual([name])

    const added = (await run('import', name, '--json')).json() as { folder: string; documentId: string; isNew: boolean }
    expect(added).toMatchObject({ format, title, isNew: true })
    const source = `source${name.slice(name.indexOf('.'))}`
    expect((await readdir(added.folder)).toSorted()).toEqual(['edition.json', ...(format === 'text' ? [] : ['received.txt']), source].toSorted())
    expect(Buffer.compare(await readFile(join(added.folder, source)), await readFile(join(folder, name)))).toBe(0)
    expect((await readEdition(added.folder)).sourceText).toContain(prose)
    expect((await run('import', name, '--json')).json()).toMatchObject({ documentId: added.documentId, isNew: false })
    expect(await run('check')).toMatchObject({ code: 0, stderr: '' })
  })

  test('several at once: what can be read is imported, and the rest told of', async () => {
    await writeFile(join(folder, 'a.html'), page)
    await writeFile(join(folder, 'b.txt'), `${prose}\n`)
    await writeFile(join(folder, 'c.txt'), '')
    const result = await run('import', 'a.html', 'c.txt', 'b.txt', '--json')
    expect(result.code).toBe(1)
    expect(result.stderr).toMatch(/c\.txt is empty/)
    expect(result.json()).toMatchObject({
      files: [{ file: 'a.html', format: 'html', isNew: true }, { file: 'c.txt', error: { code: 'bad-input' } }, { file: 'b.txt', format: 'text', title: 'b' }],
    })
    expect(await readdir(join(folder, 'library', 'documents'))).toHaveLength(2)
    expect((await run('import', 'a.html', 'b.txt', '--dry-run', '--json')).json()).toMatchObject({ files: [{ title: '河邊的路' }, { restored: `${prose}\n` }] })
  })

  test('reads in the encoding that is asked for', async () => {
    await writeFile(join(folder, 'a.txt'), encodeLegacy(prose, 'big5'))
    expect((await run('import', 'a.txt', '--dry-run', '--json', '--encoding', 'gbk')).json()).toMatchObject({ encoding: 'GB18030' })
    const read = await run('import', 'a.txt', '--dry-run', '--json', '--encoding', 'BIG5')
    expect(read.json()).toMatchObject({ encoding: 'Big5', restored: prose })
    expect((await run('import', 'a.txt', '--encoding', 'latin1')).code).toBe(2)
  })

  test('reads standard input, whose kind its name says', async () => {
    const entry = fileURLToPath(new URL('../../../main/cli-entry.ts', import.meta.url))
    const child = spawn(process.execPath, [entry, 'import', '-', '--name', 'notes.md', '--dry-run', '--json', '--library', join(folder, 'l'), '--state', join(folder, 's')])
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stdin.end(`# 題\n\n**${prose}**\n`)
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ format: 'markdown', restored: `題\n${prose}\n` })
  })
})
