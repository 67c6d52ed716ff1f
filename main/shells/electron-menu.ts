import type { MenuCommand } from '../../preload/contract/app.ts'
import type { InterfaceLanguage } from '../../preload/contract/printing.ts'
import { menuWords, type MenuWord } from './menu-words.ts'

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

type Row =
  | { readonly word: MenuWord; readonly command: MenuCommand; readonly keys: string }
  | { readonly word: MenuWord; readonly role: Role }
  | null

interface Submenu {
  readonly word: MenuWord | 'Yandu'
  readonly rows: readonly Row[]
}

/** Null is a line between groups. Keys are Electron accelerators; the page listens for the same ones. */
const settings: Row = { word: 'settings', command: 'settings', keys: 'CmdOrCtrl+,' }
const quit: Row = { word: 'quit', role: 'quit' }

const documentRows: readonly Row[] = [
  { word: 'newNote', command: 'new-note', keys: 'CmdOrCtrl+Alt+N' },
  null,
  { word: 'printSection', command: 'print-section', keys: 'CmdOrCtrl+P' },
  { word: 'savePdf', command: 'save-pdf', keys: 'CmdOrCtrl+Shift+S' },
]

const commonMenus: readonly Submenu[] = [
  {
    word: 'edit',
    rows: [
      { word: 'undo', role: 'undo' },
      { word: 'redo', role: 'redo' },
      null,
      { word: 'cut', role: 'cut' },
      { word: 'copy', role: 'copy' },
      { word: 'paste', role: 'paste' },
      { word: 'pastePlain', role: 'pasteAndMatchStyle' },
      { word: 'selectAll', role: 'selectAll' },
    ],
  },
  {
    word: 'view',
    rows: [
      { word: 'toggleOutline', command: 'toggle-outline', keys: 'CmdOrCtrl+Alt+O' },
      { word: 'toggleNotes', command: 'toggle-notes', keys: 'CmdOrCtrl+Alt+M' },
      { word: 'showRepairs', command: 'show-repairs', keys: 'CmdOrCtrl+Alt+R' },
      null,
      { word: 'zoomIn', role: 'zoomIn' },
      { word: 'zoomOut', role: 'zoomOut' },
      { word: 'zoomReset', role: 'resetZoom' },
      null,
      { word: 'fullScreen', role: 'togglefullscreen' },
    ],
  },
]

const helpMenu: Submenu = { word: 'help', rows: [{ word: 'shortcuts', command: 'shortcuts', keys: 'Shift+?' }] }

const menusFor = (system: string): readonly Submenu[] =>
  system === 'darwin'
    ? [
        {
          word: 'Yandu',
          rows: [
            { word: 'about', role: 'about' },
            null,
            settings,
            null,
            { word: 'hide', role: 'hide' },
            { word: 'hideOthers', role: 'hideOthers' },
            { word: 'unhide', role: 'unhide' },
            null,
            quit,
          ],
        },
        { word: 'file', rows: [...documentRows, null, { word: 'close', role: 'close' }] },
        ...commonMenus,
        { word: 'window', rows: [{ word: 'minimize', role: 'minimize' }] },
        helpMenu,
      ]
    : [{ word: 'file', rows: [...documentRows, null, settings, null, quit] }, ...commonMenus, helpMenu]

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
  const words = menuWords[language]
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
