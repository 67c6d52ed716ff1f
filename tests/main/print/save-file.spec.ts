import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveFile } from '../../../main/print/save-file.ts'
import type { SaveRules } from '../../../main/print/save-place.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-save-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const save = (target: string, text: string, rules: Partial<SaveRules> = {}): Promise<string> =>
  saveFile(target, '節.pdf', bytes(text), { randomBytes, protectedFolders: [], home: folder, mayReplace: false, ...rules })
const refusal = (code: string, reason: string) => ({ code, details: { reason } })

describe('saving a printed file', () => {
  test('a folder takes the suggested name and nothing in it is replaced', async () => {
    expect(await save(folder, 'one')).toBe(join(folder, '節.pdf'))
    expect(await save(folder, 'two')).toBe(join(folder, '節 (2).pdf'))
    expect(await save(`${folder}/`, 'three')).toBe(join(folder, '節 (3).pdf'))
    expect((await readdir(folder)).sort()).toEqual(['節 (2).pdf', '節 (3).pdf', '節.pdf'])
    expect(await readFile(join(folder, '節.pdf'), 'utf8')).toBe('one')
  })
  test('twenty at once get twenty names', async () => {
    const paths = await Promise.all(Array.from({ length: 20 }, (_, index) => save(folder, String(index))))
    expect(new Set(paths).size).toBe(20)
    const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
    expect(texts).toEqual(paths.map((_, index) => String(index)))
  })
  test('a folder that is named with a slash is made', async () => {
    expect(await save(join(folder, 'new', 'deep/'), 'x')).toBe(join(folder, 'new', 'deep', '節.pdf'))
  })
  test('a PDF that was chosen is replaced, whole or not at all', async () => {
    const path = join(folder, 'chosen.pdf')
    await writeFile(path, '%PDF-1.7 before')
    expect(await save(path, '%PDF-after', { mayReplace: true })).toBe(path)
    expect(await readFile(path, 'utf8')).toBe('%PDF-after')
    expect(await readdir(folder)).toEqual(['chosen.pdf'])
  })
  test('without leave nothing is replaced, a link neither', async () => {
    await writeFile(join(folder, 'a.pdf'), '%PDF-a')
    await symlink(join(folder, 'a.pdf'), join(folder, 'b.pdf'))
    expect(await save(join(folder, 'a.pdf'), 'new')).toBe(join(folder, 'a (2).pdf'))
    expect(await save(join(folder, 'b.pdf'), 'new')).toBe(join(folder, 'b (2).pdf'))
    expect(await readFile(join(folder, 'a.pdf'), 'utf8')).toBe('%PDF-a')
  })
  test('what is no PDF is never replaced', async () => {
    const path = join(folder, 'thesis.pdf')
    for (const words of ['my thesis', '', '%PDF']) {
      await writeFile(path, words)
      await expect(save(path, 'x', { mayReplace: true })).rejects.toMatchObject(refusal('conflict', 'not-pdf'))
      expect(await readFile(path, 'utf8')).toBe(words)
    }
    expect(await readdir(folder)).toEqual(['thesis.pdf'])
  })
  test('a name without .pdf gets it, and then replaces nothing', async () => {
    await writeFile(join(folder, 'a.pdf'), '%PDF-a')
    expect(await save(join(folder, 'a'), 'x', { mayReplace: true })).toBe(join(folder, 'a (2).pdf'))
    expect(await save(join(folder, 'notes.json'), 'x')).toBe(join(folder, 'notes.json.pdf'))
    expect(await save(join(folder, 'B.PDF'), 'x')).toBe(join(folder, 'B.PDF'))
  })
  test('"~/" is the home folder', async () => {
    expect(await save('~/x.pdf', 'x')).toBe(join(folder, 'x.pdf'))
    expect(await save('~', 'x')).toBe(join(folder, '節.pdf'))
  })
  test('nothing gets into a protected folder, by whatever way it is named', async () => {
    const library = join(folder, 'library')
    await mkdir(join(library, 'notes'), { recursive: true })
    await writeFile(join(library, 'notes', 'n.pdf'), '%PDF-mine')
    await symlink(library, join(folder, 'way'))
    await symlink(join(library, 'notes', 'n.pdf'), join(folder, 'innocent.pdf'))
    await symlink(join(library, 'later'), join(folder, 'dangling'))
    const rules = { protectedFolders: [join(folder, 'way', '.'), join(folder, 'unmade')], mayReplace: true }
    const ways = ['library', 'library/x.pdf', 'library/new/', 'way/x.pdf', 'way/notes', 'other/../library/x.pdf', 'innocent.pdf', 'unmade/']
    await mkdir(join(folder, 'other'))
    for (const way of ways) {
      await expect(save(`${folder}/${way}`, 'x', rules), way).rejects.toMatchObject(refusal('forbidden', 'protected'))
    }
    await expect(save(`${folder}/dangling/`, 'x', rules)).rejects.toMatchObject(refusal('not-found', 'no-folder'))
    expect(await readdir(library, { recursive: true })).toEqual(['notes', join('notes', 'n.pdf')])
    expect(await readFile(join(library, 'notes', 'n.pdf'), 'utf8')).toBe('%PDF-mine')
    expect(await save(`${folder}/library-beside.pdf`, 'x', rules)).toBe(join(folder, 'library-beside.pdf'))
  })
  test('what cannot be written says so and leaves nothing behind', async () => {
    await expect(save(join(folder, 'none', 'x.pdf'), 'x')).rejects.toMatchObject(refusal('not-found', 'no-folder'))
    await writeFile(join(folder, 'file'), '')
    await expect(save(join(folder, 'file', 'x.pdf'), 'x')).rejects.toMatchObject(refusal('not-found', 'no-folder'))
    await expect(save('relative.pdf', 'x')).rejects.toMatchObject(refusal('bad-input', 'relative'))
    await expect(save(`${folder}/a\0b`, 'x')).rejects.toMatchObject({ code: 'bad-input' })
    expect(await readdir(folder)).toEqual(['file'])
  })
  test.skipIf(process.platform !== 'linux')('a device is no file to save to', async () => {
    await symlink('/dev/full', join(folder, 'full.pdf'))
    await expect(save(join(folder, 'full.pdf'), 'x', { mayReplace: true })).rejects.toMatchObject(refusal('conflict', 'not-pdf'))
    await expect(save('/proc/x.pdf', 'x')).rejects.toMatchObject(refusal('disk-failed', 'not-writable'))
  })
})
