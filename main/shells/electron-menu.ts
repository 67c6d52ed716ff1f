import type { MenuCommand } from '../../preload/contract/app.ts'
import { accelerator, interfaceSizeKeys, keysOf } from '../../preload/contract/commands.ts'
import type { InterfaceLanguage } from '../../preload/contract/printing.ts'
import { catalogue, type WordKey } from '../../preload/contract/words/index.ts'

/** The roles used, a part of Electron's. */
type Role =
  | 'about'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'quit'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'pasteAndMatchStyle'
  | 'selectAll'
  | 'zoomIn'
  | 'zoomOut'
  | 'resetZoom'
  | 'togglefullscreen'
  | 'minimize'
  | 'close'

type MenuWord = Extract<WordKey, `menu.${string}`>

type Row =
  | MenuCommand
  | { readonly word: MenuWord; readonly role: Role; readonly accelerator?: string }
  /** A line between groups. */
  | null

interface Submenu {
  readonly word: MenuWord | 'Yandu'
  readonly rows: readonly Row[]
}

const quit: Row = { word: 'menu.quit', role: 'quit' }

const documentRows: readonly Row[] = ['add-text', 'library', null, 'new-note', null, 'print-section', 'save-pdf', null, 'exchange-notes', 'restore-backup']

const commonMenus: readonly Submenu[] = [
  {
    word: 'menu.edit',
    rows: [
      { word: 'menu.undo', role: 'undo' },
      { word: 'menu.redo', role: 'redo' },
      null,
      { word: 'menu.cut', role: 'cut' },
      { word: 'menu.copy', role: 'copy' },
      'copy-citation',
      { word: 'menu.paste', role: 'paste' },
      { word: 'menu.pastePlain', role: 'pasteAndMatchStyle' },
      { word: 'menu.selectAll', role: 'selectAll' },
      null,
      'find',
      'find-next',
      'find-previous',
      'search-library',
    ],
  },
  {
    word: 'menu.view',
    rows: [
      'palette',
      null,
      'toggle-outline',
      'toggle-notes',
      'show-repairs',
      null,
      'larger',
      'smaller',
      'usual-size',
      null,
      { word: 'menu.zoomIn', role: 'zoomIn', accelerator: accelerator(interfaceSizeKeys.larger) },
      { word: 'menu.zoomOut', role: 'zoomOut', accelerator: accelerator(interfaceSizeKeys.smaller) },
      { word: 'menu.zoomReset', role: 'resetZoom', accelerator: accelerator(interfaceSizeKeys.usual) },
      null,
      { word: 'menu.fullScreen', role: 'togglefullscreen' },
    ],
  },
  { word: 'menu.go', rows: ['back', 'forward', null, 'next-section', 'previous-section', null, 'go-to', null, 'study', null, 'read-aloud'] },
]

const helpMenu: Submenu = { word: 'menu.help', rows: ['shortcuts'] }

const menusFor = (system: string): readonly Submenu[] =>
  system === 'darwin'
    ? [
        {
          word: 'Yandu',
          rows: [
            { word: 'menu.about', role: 'about' },
            null,
            'settings',
            null,
            { word: 'menu.hide', role: 'hide' },
            { word: 'menu.hideOthers', role: 'hideOthers' },
            { word: 'menu.unhide', role: 'unhide' },
            null,
            quit,
          ],
        },
        { word: 'menu.file', rows: [...documentRows, null, { word: 'menu.close', role: 'close' }] },
        ...commonMenus,
        { word: 'menu.window', rows: [{ word: 'menu.minimize', role: 'minimize' }] },
        helpMenu,
      ]
    : [{ word: 'menu.file', rows: [...documentRows, null, 'settings', null, quit] }, ...commonMenus, helpMenu]

export interface MenuItem {
  readonly label?: string
  readonly type?: 'separator'
  readonly role?: Role
  readonly accelerator?: string
  readonly registerAccelerator?: boolean
  readonly click?: () => void
  readonly submenu?: MenuItem[]
}

/** A key that also types a character; macOS would take it from every field for the menu. */
const typesText = (chord: string): boolean => !/^(?:Mod|Alt|Control)\+|F\d+$/.test(chord)

/**
 * The window's menu as Electron's template. A row of its own calls `choose`. Its keys are only shown where Electron
 * allows that (not on macOS): the page handles them itself, in both shells alike, and must not see them twice.
 */
export const menuTemplate = (
  system: string,
  language: InterfaceLanguage,
  choose: (command: MenuCommand) => void,
): MenuItem[] => {
  const words = catalogue[language]
  const item = (row: Row): MenuItem => {
    if (row === null) return { type: 'separator' }
    if (typeof row === 'object') {
      const { word, ...rest } = row
      return { label: words[word], ...rest }
    }
    const mac = system === 'darwin'
    const [keys = ''] = keysOf(row, mac)
    const shown = keys === '' || (mac && typesText(keys)) ? {} : { accelerator: accelerator(keys), registerAccelerator: false }
    return { label: words[`command.${row}`], ...shown, click: () => choose(row) }
  }
  return menusFor(system).map(({ word, rows }) => ({
    label: word === 'Yandu' ? word : words[word],
    submenu: rows.map(item),
  }))
}
