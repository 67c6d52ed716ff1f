import type { MenuCommand } from '../../preload/contract/app.ts'
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
  | { readonly word: MenuWord; readonly command: MenuCommand; readonly keys: string }
  | { readonly word: MenuWord; readonly role: Role }
  | null

interface Submenu {
  readonly word: MenuWord | 'Yandu'
  readonly rows: readonly Row[]
}

/** Null is a line between groups. Keys are Electron accelerators; the page listens for the same ones. */
const settings: Row = { word: 'menu.settings', command: 'settings', keys: 'CmdOrCtrl+,' }
const quit: Row = { word: 'menu.quit', role: 'quit' }

const documentRows: readonly Row[] = [
  { word: 'menu.newNote', command: 'new-note', keys: 'CmdOrCtrl+Alt+N' },
  null,
  { word: 'menu.printSection', command: 'print-section', keys: 'CmdOrCtrl+P' },
  { word: 'menu.savePdf', command: 'save-pdf', keys: 'CmdOrCtrl+Shift+S' },
]

const commonMenus: readonly Submenu[] = [
  {
    word: 'menu.edit',
    rows: [
      { word: 'menu.undo', role: 'undo' },
      { word: 'menu.redo', role: 'redo' },
      null,
      { word: 'menu.cut', role: 'cut' },
      { word: 'menu.copy', role: 'copy' },
      { word: 'menu.paste', role: 'paste' },
      { word: 'menu.pastePlain', role: 'pasteAndMatchStyle' },
      { word: 'menu.selectAll', role: 'selectAll' },
    ],
  },
  {
    word: 'menu.view',
    rows: [
      { word: 'menu.toggleOutline', command: 'toggle-outline', keys: 'CmdOrCtrl+Alt+O' },
      { word: 'menu.toggleNotes', command: 'toggle-notes', keys: 'CmdOrCtrl+Alt+M' },
      { word: 'menu.showRepairs', command: 'show-repairs', keys: 'CmdOrCtrl+Alt+R' },
      null,
      { word: 'menu.zoomIn', role: 'zoomIn' },
      { word: 'menu.zoomOut', role: 'zoomOut' },
      { word: 'menu.zoomReset', role: 'resetZoom' },
      null,
      { word: 'menu.fullScreen', role: 'togglefullscreen' },
    ],
  },
]

const helpMenu: Submenu = { word: 'menu.help', rows: [{ word: 'menu.shortcuts', command: 'shortcuts', keys: 'Shift+?' }] }

const menusFor = (system: string): readonly Submenu[] =>
  system === 'darwin'
    ? [
        {
          word: 'Yandu',
          rows: [
            { word: 'menu.about', role: 'about' },
            null,
            settings,
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
    : [{ word: 'menu.file', rows: [...documentRows, null, settings, null, quit] }, ...commonMenus, helpMenu]

export interface MenuItem {
  readonly label?: string
  readonly type?: 'separator'
  readonly role?: Role
  readonly accelerator?: string
  readonly registerAccelerator?: boolean
  readonly click?: () => void
  readonly submenu?: MenuItem[]
}

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
    const label = words[row.word]
    if ('role' in row) return { label, role: row.role }
    return { label, accelerator: row.keys, registerAccelerator: false, click: () => choose(row.command) }
  }
  return menusFor(system).map(({ word, rows }) => ({
    label: word === 'Yandu' ? word : words[word],
    submenu: rows.map(item),
  }))
}
