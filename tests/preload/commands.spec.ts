import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  accelerator,
  commandGroups,
  commandIds,
  commands,
  groupOf,
  isForSelection,
  keysOf,
  localKeyIds,
  localKeysOf,
  menuCommandIds,
} from '../../preload/contract/commands.ts'
import { MenuCommand } from '../../preload/contract/app.ts'
import { catalogue } from '../../preload/contract/words/index.ts'

describe.each([
  ['elsewhere', false],
  ['on a Mac', true],
] as const)('the keys %s', (_place, mac) => {
  const chords = commandIds.flatMap((id) => keysOf(id, mac))

  it('belong to one command each, with a selection and without one', () => {
    expect(chords.length).toBeGreaterThan(40)
    for (const forSelection of [false, true]) {
      const own = commandIds.filter((id) => isForSelection(id) === forSelection).flatMap((id) => keysOf(id, mac))
      expect(own.length).toBeGreaterThan(5)
      expect(own.filter((chord, index) => own.indexOf(chord) !== index)).toEqual([])
    }
  })

  it('are written in one way', () => {
    const all = [...chords, ...localKeyIds.flatMap((id) => localKeysOf(id, mac))]
    const written = /^(?:Control\+)?(?:Mod\+)?(?:Alt\+)?(?:Shift\+)?(?:[A-Z0-9]|[=,?[\]-]|F\d{1,2}|Space|Enter|Escape|Tab|Delete|Home|End|Page(?:Up|Down)|Arrow(?:Left|Right|Up|Down))$/
    expect(all.filter((chord) => !written.test(chord))).toEqual([])
  })

  it('follow what other readers do', () => {
    const wanted = mac
      ? { find: 'Mod+F', 'find-next': 'Mod+G', 'find-previous': 'Mod+Shift+G', back: 'Mod+[', forward: 'Mod+]' }
      : { find: 'Mod+F', 'find-next': 'F3', 'find-previous': 'Shift+F3', back: 'Alt+ArrowLeft', forward: 'Alt+ArrowRight' }
    const both = {
      palette: 'Mod+Shift+P', 'print-section': 'Mod+P', settings: 'Mod+,', shortcuts: 'Shift+?', 'next-section': 'Mod+PageDown',
      'previous-section': 'Mod+PageUp', larger: 'Mod+=', smaller: 'Mod+-', 'usual-size': 'Mod+0', 'next-page': 'Space',
      'previous-page': 'Shift+Space', 'lines-on': 'J', 'lines-back': 'K', 'page-left': 'H', 'page-right': 'L',
    } as const
    for (const [id, chord] of Object.entries({ ...wanted, ...both })) {
      expect(keysOf(id as keyof typeof both, mac)[0], id).toBe(chord)
    }
    expect(keysOf('toggle-outline', mac)).toContain('S')
    expect(keysOf('toggle-notes', mac)).toContain('N')
    expect(keysOf('go-to', mac)).toContain('G')
  })
})

describe('the commands', () => {
  it.each(Object.keys(catalogue) as (keyof typeof catalogue)[])('each have a name of their own in %s', (language) => {
    const words: Readonly<Record<string, string>> = catalogue[language]
    const names = [...commandIds.map((id) => words[`command.${id}`]), ...localKeyIds.map((id) => words[`keys.${id}`])]
    expect(names.every((name) => name !== undefined && name !== '')).toBe(true)
    expect(new Set(names).size).toBe(names.length)
    for (const group of commandGroups) expect(words[`commandGroup.${group}`]).toMatch(/\S/)
  })

  it('are all in a group, and no group is empty', () => {
    expect(new Set(commandIds.map(groupOf))).toEqual(new Set(commandGroups))
    expect(commandIds).toEqual(Object.keys(commands))
  })

  it('of the menu are those that the shell may ask for, each with keys but those for the library as a whole', () => {
    expect(MenuCommand.options).toEqual(menuCommandIds)
    const keyless = menuCommandIds.filter((id) => keysOf(id, false).length === 0)
    expect(keyless).toEqual(['exchange-notes', 'restore-backup'])
  })

  it('have keys that Electron understands', () => {
    expect(['Mod+Shift+P', 'Alt+ArrowLeft', 'Mod+,', 'F3', 'Mod+PageDown'].map(accelerator)).toEqual([
      'CmdOrCtrl+Shift+P',
      'Alt+Left',
      'CmdOrCtrl+,',
      'F3',
      'CmdOrCtrl+PageDown',
    ])
  })
})

describe('every key that a part of the window listens to', () => {
  const folder = join(import.meta.dirname, '../../renderer')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  const listed = new Set(
    [false, true].flatMap((mac) => [...commandIds.flatMap((id) => keysOf(id, mac)), ...localKeyIds.flatMap((id) => localKeysOf(id, mac))]),
  )
  const keys = new Set([...listed].map((chord) => chord.split('+').at(-1)))
  const named = /['"](Arrow(?:Left|Right|Up|Down)|Enter|Escape|Home|End|PageUp|PageDown|Tab|Delete|Backspace|Insert|F\d{1,2})['"]/g

  it('is listed', () => {
    const found = files.flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(named)].map((match) => match[1]))
    expect(found.length).toBeGreaterThan(10)
    expect(found.filter((key) => !keys.has(key))).toEqual([])
  })
})
