import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveFile } from '../../../main/print/save-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-save-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const save = (target: string, text: string): Promise<string> => saveFile(target, '節.pdf', bytes(text), { randomBytes })

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
  test('a file that was chosen is replaced, whole or not at all', async () => {
    const path = join(folder, 'chosen.pdf')
    await writeFile(path, 'before')
    expect(await save(path, 'after')).toBe(path)
    expect(await readFile(path, 'utf8')).toBe('after')
    expect(await readdir(folder)).toEqual(['chosen.pdf'])
  })
  test('what cannot be written says so and leaves nothing behind', async () => {
    await expect(save(join(folder, 'none', 'x.pdf'), 'x')).rejects.toMatchObject({ code: 'not-found' })
    await writeFile(join(folder, 'file'), '')
    await expect(save(join(folder, 'file', 'x.pdf'), 'x')).rejects.toMatchObject({ code: 'not-found' })
    await expect(save('relative.pdf', 'x')).rejects.toMatchObject({ code: 'bad-input' })
    await expect(save(`${folder}/a\0b`, 'x')).rejects.toMatchObject({ code: 'bad-input' })
    expect(await readdir(folder)).toEqual(['file'])
  })
  test.skipIf(process.platform !== 'linux')('a device is no file to save to', async () => {
    await symlink('/dev/full', join(folder, 'full.pdf'))
    await expect(save(join(folder, 'full.pdf'), 'x')).rejects.toMatchObject({ code: 'bad-input' })
  })
})
