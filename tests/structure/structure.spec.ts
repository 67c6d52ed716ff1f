import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SourceFile } from './imports.ts'
import { moduleMap, type Area } from './module-map.ts'
import { isCode, isProgram, projectPaths, readTexts, root } from './project-files.ts'
import * as rules from './rules.ts'

const paths = projectPaths()
const texts = readTexts(paths)
const code = texts.filter((file) => isCode(file.path))
const program = texts.filter((file) => isProgram(file.path))
const packageFile = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>
}
const dependencies = Object.keys(packageFile.dependencies)

const file = (path: string, text: string): SourceFile => ({ path, text })

test('the program was found', () => {
  expect(program.length).toBeGreaterThan(50)
})

describe('who imports whom', () => {
  test('is what the map allows', () => {
    expect(rules.againstMap(moduleMap, program)).toEqual([])
  })

  test.each([
    ['main/editions/a.ts', "import { x } from '../../renderer/ui/Button.tsx'"],
    ['renderer/views/Notes/A.tsx', "import type { A } from '../../../main/app.ts'"],
    ['preload/contract/wire.ts', "import { z } from 'zod/mini'"],
    ['main/services/a.ts', "export { BrowserWindow } from 'electron'"],
    ['main/notes/a.ts', "const a = await import('../services/notes.ts')"],
    ['main/notes/a.ts', "type A = import('../services/notes.ts').A"],
    ['renderer/state/a.ts', "import { readFile } from 'node:fs/promises'"],
    ['main/handlers.ts', "import { openLibrary } from './library/open-library.ts'"],
    ['elsewhere/a.ts', ''],
  ])('%s: %s is refused', (path, text) => {
    expect(rules.againstMap(moduleMap, [file(path, text)])).toHaveLength(1)
  })

  test('uses all that the map allows', () => {
    expect(rules.unusedAllowances(moduleMap, program)).toEqual([])
    const map = {
      a: { files: ['main/a/'], imports: ['b', 'c'], types: ['d', 'b'], packages: ['node:', 'zod'] },
      b: { files: ['main/b.ts'], imports: [], packages: [] },
      c: { files: ['main/c.ts'], imports: [], packages: [] },
      d: { files: ['main/d.ts'], imports: [], packages: [] },
    }
    const uses = "import { b } from '../b.ts'\nimport type { C } from '../c.ts'\nimport 'node:fs'"
    expect(rules.unusedAllowances(map, [file('main/a/a.ts', uses)])).toEqual([
      'a never imports c',
      'a needs no leave for the types of d',
      'a needs no leave for the types of b',
      'a never imports zod',
    ])
  })

  test('types may be taken where only types are allowed', () => {
    const typed = file('main/handlers.ts', "import type { Library } from './library/open-library.ts'")
    expect(rules.againstMap(moduleMap, [typed])).toEqual([])
  })

  test('the map names only areas of its own, and they do not go in circles', () => {
    const areas: Readonly<Record<string, Area>> = moduleMap
    const targets = (name: string): readonly string[] => [...(areas[name]?.imports ?? []), ...(areas[name]?.types ?? [])]
    for (const area of Object.keys(areas)) for (const name of targets(area)) expect(areas).toHaveProperty(name)
    const reaches = (from: string, to: string, seen: ReadonlySet<string>): boolean =>
      targets(from).some(
        (next) => !seen.has(next) && (next === to || reaches(next, to, new Set([...seen, next]))),
      )
    for (const name of Object.keys(areas)) expect(reaches(name, name, new Set()), name).toBe(false)
  })
})

test('no imports go in circles, types included', () => {
  expect(rules.cycles(program)).toEqual([])
  const circle = [
    file('main/a.ts', "import type { B } from './b.ts'"),
    file('main/b.ts', "export * from './c.ts'"),
    file('main/c.ts', "type A = import('./a.ts').A"),
  ]
  expect(rules.cycles(circle)).toEqual(['main/a.ts → main/b.ts → main/c.ts → main/a.ts'])
})

test('only two files know Electron', () => {
  expect(rules.electronOutside(program)).toEqual([])
  const shell = file('main/shells/electron.ts', "import { app } from 'electron'")
  expect(rules.electronOutside([shell, { ...shell, path: 'main/app.ts' }])).toHaveLength(1)
})

test(`no file is longer than ${rules.longestFile} lines`, () => {
  expect(rules.tooLong(code)).toEqual([])
  expect(rules.tooLong([file('main/a.ts', 'a\n'.repeat(rules.longestFile))])).toEqual([])
  expect(rules.tooLong([file('main/a.ts', 'a\n'.repeat(rules.longestFile + 1))])).toHaveLength(1)
})

test('no file has a name that says nothing', () => {
  expect(rules.vagueNames(paths.filter(isCode))).toEqual([])
  const vague = ['main/utils.ts', 'main/string-utils.ts', 'renderer/helpers/a.ts', 'main/NoteManager.ts', 'main/note-manager.ts']
  expect(rules.vagueNames([...vague, 'main/managed.ts', 'main/notes/history.ts'])).toEqual(vague)
})

test('nothing is exported as default', () => {
  expect(rules.defaultExports(code)).toEqual([])
  const bad = [file('main/a.ts', 'export default 1'), file('main/b.ts', 'const a = 1; export { a as default }')]
  expect(rules.defaultExports([...bad, file('vitest.config.ts', 'export default {}')])).toHaveLength(2)
})

test('content is read, never imported', () => {
  expect(rules.contentImported(code)).toEqual([])
  const bad = file('main/services/a.ts', "import edition from '../../content/essay/edition.json' with { type: 'json' }")
  expect(rules.contentImported([bad])).toHaveLength(1)
})

test('every package of the program is used and declared', () => {
  expect(rules.unusedPackages(dependencies, program)).toEqual([])
  expect(rules.undeclaredPackages(dependencies, program)).toEqual([])
  const uses = [file('main/a.ts', "import { Low } from 'lowdb/node'\nimport '@scope/name/part'")]
  expect(rules.unusedPackages(['lowdb', 'left-pad'], uses)).toEqual(['left-pad'])
  expect(rules.undeclaredPackages(['lowdb'], uses)).toEqual(['main/a.ts imports @scope/name'])
})

test('nothing names a folder of one machine or a host that packages come from', () => {
  const own = texts.filter((text) => !text.path.startsWith('content/') && !text.path.startsWith('tests/structure/'))
  expect(rules.machineNames(own)).toEqual([])
  const bad = ['/home/somebody/yandu', '/tmp/yandu-1', 'C:\\Users\\somebody', 'registry.npmjs.org', '"resolved": "https://x"']
  for (const text of bad) expect(rules.machineNames([file('docs/a.md', `see ${text}`)]), text).toHaveLength(1)
  expect(rules.machineNames([file('docs/a.md', 'see docs/tmp/a and ~/home and /usr/bin/chromium')])).toEqual([])
})

const languages = ['en', 'zh-hant', 'zh-hans'] as const
const wordFolders = program.filter(({ path }) => path.endsWith('/en.ts')).map(({ path }) => dirname(path))

const wordsIn = async (folder: string, language: string): Promise<rules.Words> => {
  const module: Readonly<Record<string, unknown>> = await import(join(root, folder, `${language}.ts`))
  const found = Object.values(module).filter((value) => typeof value === 'object' && value !== null)
  expect(found, `${folder}/${language}.ts exports one catalogue`).toHaveLength(1)
  return found[0] as rules.Words
}

describe('the words of the interface', () => {
  test('are in a catalogue', () => {
    expect(wordFolders.length).toBeGreaterThan(0)
  })

  test.each(wordFolders)('%s says the same in three languages', async (folder) => {
    const [first, ...others] = await Promise.all(languages.map((language) => wordsIn(folder, language)))
    expect(Object.keys(first ?? {}).length).toBeGreaterThan(0)
    for (const other of others) expect(rules.wordDifferences(first ?? {}, other)).toEqual([])
  })

  test('a missing, an extra and a differing phrase are found', () => {
    const first = { a: 'one {count}', b: { c: 'two' }, d: 'three' }
    const second = { a: 'eins {zahl}', b: { e: 'zwei' }, d: ' ' }
    expect(rules.wordDifferences(first, second)).toEqual([
      'b.c is missing',
      'b.e is not in the first language',
      'a has other places',
      'd is empty or of another kind',
    ])
    expect(rules.wordDifferences({ a: '{count} note | {count} notes' }, { a: '{count} 則' })).toEqual([])
  })
})
