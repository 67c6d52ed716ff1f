import { describe, expect, it } from 'vitest'
import { menuTemplate, type MenuItem } from '../../../main/shells/electron-menu.ts'
import { chooseLanguage } from '../../../preload/contract/words/index.ts'
import { MenuCommand } from '../../../preload/contract/app.ts'

const items = (menu: readonly MenuItem[]): MenuItem[] => menu.flatMap((item) => [item, ...items(item.submenu ?? [])])

describe.each(['linux', 'win32', 'darwin'])('the menu on %s', (system) => {
  it('chooses every command of the contract exactly once', () => {
    const chosen: string[] = []
    for (const item of items(menuTemplate(system, 'en', (command) => chosen.push(command)))) item.click?.()
    expect(chosen.toSorted()).toEqual([...MenuCommand.options].toSorted())
  })

  it('leaves the keys of commands to the page', () => {
    const shown = items(menuTemplate(system, 'en', () => undefined)).filter((item) => item.click !== undefined)
    const accelerators = shown.flatMap((item) => item.accelerator ?? [])
    for (const item of shown) if (item.accelerator !== undefined) expect(item.registerAccelerator).toBe(false)
    expect(new Set(accelerators).size).toBe(accelerators.length)
    // macOS takes what its menu shows from every field: there a key that types something may not be shown.
    const without = shown.filter((item) => item.accelerator === undefined).map((item) => item.label)
    const keyless = ['Export and import notes', 'Restore from a backup']
    expect(without).toEqual(system === 'darwin' ? [...keyless, 'Keyboard shortcuts'] : keyless)
  })

  it('has keys of its own only for the size of the whole interface, and takes none of a command', () => {
    const all = items(menuTemplate(system, 'en', () => undefined))
    const own = all.filter((item) => item.click === undefined && item.accelerator !== undefined)
    expect(own.map((item) => item.role)).toEqual(['zoomIn', 'zoomOut', 'resetZoom'])
    const taken = all.filter((item) => item.click !== undefined).map((item) => item.accelerator)
    for (const item of own) expect(taken).not.toContain(item.accelerator)
  })

  it.each(['en', 'zh-Hant', 'zh-Hans'] as const)('has its words in %s, none twice on one level', (language) => {
    const menu = menuTemplate(system, language, () => undefined)
    for (const level of [menu, ...menu.map((item) => item.submenu ?? [])]) {
      const labels = level.filter((item) => item.type !== 'separator').map((item) => item.label)
      expect(labels.every((label) => typeof label === 'string' && label !== '')).toBe(true)
      expect(new Set(labels).size).toBe(labels.length)
    }
  })

  it('can always be left', () => {
    expect(items(menuTemplate(system, 'en', () => undefined)).some((item) => item.role === 'quit')).toBe(true)
  })
})

describe('the language of the menu', () => {
  it.each([
    ['zh-Hans', ['en-US'], 'zh-Hans'],
    ['system', ['zh-TW', 'en'], 'zh-Hant'],
    ['system', ['zh-HK'], 'zh-Hant'],
    ['system', ['zh-CN'], 'zh-Hans'],
    ['system', ['zh'], 'zh-Hans'],
    ['system', ['zh-Hant-CN'], 'zh-Hant'],
    ['system', ['de-DE', 'zh-SG'], 'zh-Hans'],
    ['system', ['yue-HK'], 'zh-Hant'],
    ['system', ['en-GB', 'zh-TW'], 'en'],
    ['system', ['fr'], 'en'],
    ['system', ['not_a_tag', 'zh-TW'], 'zh-Hant'],
    ['system', [], 'en'],
  ] as const)('%s with %j is %s', (setting, preferred, language) =>
    expect(chooseLanguage(setting, preferred)).toBe(language),
  )
})
