/**
 * Every command and every key, as data: the window, its list of shortcuts, its palette and the shell's menu read the same
 * table. A chord is written "Mod+Shift+P": `Mod` is Ctrl, on a Mac ⌘; letters are upper case; other keys have the names of
 * `KeyboardEvent.key`, the space bar is `Space`. A chord of one letter or of a key that also types or scrolls works only
 * outside fields.
 */
export const commandGroups = ['go', 'find', 'panes', 'text', 'style', 'notes', 'program'] as const

export type CommandGroup = (typeof commandGroups)[number]

export interface CommandEntry {
  readonly group: CommandGroup
  /** The first is the one that menus show. */
  readonly keys?: readonly string[]
  /** Instead of `keys` on a Mac. */
  readonly macKeys?: readonly string[]
  /** The shell's menu offers it too. */
  readonly menu?: true
  /** Its keys work only while text is selected, and then before those of another command. */
  readonly selection?: true
}

export const commands = {
  back: { group: 'go', keys: ['Alt+ArrowLeft'], macKeys: ['Mod+['], menu: true },
  forward: { group: 'go', keys: ['Alt+ArrowRight'], macKeys: ['Mod+]'], menu: true },
  'next-section': { group: 'go', keys: ['Mod+PageDown', 'Mod+Alt+ArrowDown'], menu: true },
  'previous-section': { group: 'go', keys: ['Mod+PageUp', 'Mod+Alt+ArrowUp'], menu: true },
  'go-to': { group: 'go', keys: ['Mod+Alt+G', 'G'], menu: true },
  'next-page': { group: 'go', keys: ['Space'] },
  'previous-page': { group: 'go', keys: ['Shift+Space'] },
  'page-left': { group: 'go', keys: ['H'] },
  'page-right': { group: 'go', keys: ['L'] },
  'lines-on': { group: 'go', keys: ['J'] },
  'lines-back': { group: 'go', keys: ['K'] },
  'text-start': { group: 'go', keys: ['Mod+Home'], macKeys: ['Mod+ArrowUp'] },
  'text-end': { group: 'go', keys: ['Mod+End'], macKeys: ['Mod+ArrowDown'] },
  'text-cursor': { group: 'go', keys: ['F7'] },
  'next-gap': { group: 'go' },
  'previous-gap': { group: 'go' },

  find: { group: 'find', keys: ['Mod+F'], menu: true },
  'find-next': { group: 'find', keys: ['F3', 'Mod+G'], macKeys: ['Mod+G', 'F3'], menu: true },
  'find-previous': { group: 'find', keys: ['Shift+F3', 'Mod+Shift+G'], macKeys: ['Mod+Shift+G', 'Shift+F3'], menu: true },
  'search-library': { group: 'find', keys: ['Mod+Shift+F'], menu: true },
  palette: { group: 'find', keys: ['Mod+Shift+P'], menu: true },

  'toggle-outline': { group: 'panes', keys: ['Mod+Alt+O', 'S'], menu: true },
  'toggle-notes': { group: 'panes', keys: ['Mod+Alt+M', 'N'], menu: true },
  'next-pane': { group: 'panes', keys: ['F6'] },
  'previous-pane': { group: 'panes', keys: ['Shift+F6'] },
  'focus-text': { group: 'panes', keys: ['Mod+F10'] },
  'focus-outline': { group: 'panes' },
  'focus-notes': { group: 'panes' },

  'layer-set': { group: 'text' },
  'layer-restored': { group: 'text' },
  'layer-source': { group: 'text' },
  'show-repairs': { group: 'text', keys: ['Mod+Alt+R', 'R'], menu: true },
  'script-original': { group: 'text' },
  'script-traditional': { group: 'text' },
  'script-simplified': { group: 'text' },
  'ruby-off': { group: 'text' },
  'ruby-all': { group: 'text' },
  'ruby-rare': { group: 'text' },
  'ruby-word': { group: 'text' },
  'ruby-pinyin': { group: 'text' },
  'ruby-bopomofo': { group: 'text' },
  'word-reading': { group: 'text' },
  'about-copy': { group: 'text' },
  'text-repairs': { group: 'text' },
  'text-source': { group: 'text' },
  'copy-citation': { group: 'text', keys: ['Mod+Shift+C'], menu: true },
  'copy-citation-standard': { group: 'text' },
  'copy-citation-plain': { group: 'text' },
  'copy-link': { group: 'text' },
  'read-aloud': { group: 'text', keys: ['Mod+Alt+A', 'A'], menu: true },
  'next-sentence': { group: 'text', keys: ['Mod+Alt+ArrowRight'] },
  'previous-sentence': { group: 'text', keys: ['Mod+Alt+ArrowLeft'] },
  'stop-aloud': { group: 'text' },

  larger: { group: 'style', keys: ['Mod+='], menu: true },
  smaller: { group: 'style', keys: ['Mod+-'], menu: true },
  'usual-size': { group: 'style', keys: ['Mod+0'], menu: true },
  vertical: { group: 'style', keys: ['V'] },
  pages: { group: 'style' },
  'focus-line': { group: 'style', keys: ['F'] },
  'paragraph-numbers': { group: 'style', keys: ['P'] },
  'next-theme': { group: 'style', keys: ['T'] },
  'theme-system': { group: 'style' },
  'theme-paper': { group: 'style' },
  'theme-sepia': { group: 'style' },
  'theme-dark': { group: 'style' },
  'theme-contrast': { group: 'style' },
  'face-serif': { group: 'style' },
  'face-kai': { group: 'style' },
  'follow-default-style': { group: 'style' },

  study: { group: 'notes', keys: ['Mod+Alt+U', 'U'], menu: true },
  'review-cards': { group: 'notes', keys: ['E'] },
  'make-card': { group: 'notes', keys: ['Mod+Alt+C', 'C'] },
  'mark-read': { group: 'notes', keys: ['D'] },
  'new-note': { group: 'notes', keys: ['Mod+Alt+N'], menu: true },
  'next-note': { group: 'notes' },
  'previous-note': { group: 'notes' },
  highlight: { group: 'notes', keys: ['H', 'Mod+Alt+H'], selection: true },
  'highlight-note': { group: 'notes', keys: ['N', 'Mod+Alt+N'], selection: true },
  'highlight-yellow': { group: 'notes', keys: ['1'], selection: true },
  'highlight-green': { group: 'notes', keys: ['2'], selection: true },
  'highlight-blue': { group: 'notes', keys: ['3'], selection: true },
  'highlight-pink': { group: 'notes', keys: ['4'], selection: true },
  'highlight-purple': { group: 'notes', keys: ['5'], selection: true },
  'next-mark': { group: 'notes', keys: ['M'] },
  'previous-mark': { group: 'notes', keys: ['Shift+M'] },
  'undo-mark': { group: 'notes', keys: ['Mod+Z'] },
  'review-marks': { group: 'notes' },
  'deleted-notes': { group: 'notes' },

  library: { group: 'program', keys: ['Mod+Shift+O', 'B'], menu: true },
  'add-text': { group: 'program', keys: ['Mod+O'], menu: true },
  'paste-text': { group: 'program' },
  'print-section': { group: 'program', keys: ['Mod+P'], menu: true },
  'save-pdf': { group: 'program', keys: ['Mod+Shift+S'], menu: true },
  settings: { group: 'program', keys: ['Mod+,'], menu: true },
  shortcuts: { group: 'program', keys: ['Shift+?'], menu: true },
  'letter-keys': { group: 'program' },
  'language-system': { group: 'program' },
  'language-en': { group: 'program' },
  'language-traditional': { group: 'program' },
  'language-simplified': { group: 'program' },
  'exchange-notes': { group: 'program', menu: true },
  'restore-backup': { group: 'program', menu: true },
  'reveal-library': { group: 'program' },
  'full-screen': { group: 'program' },
} as const satisfies Readonly<Record<string, CommandEntry>>

export type CommandId = keyof typeof commands

/** The table without its literal types, for reading any row of it. */
const rows: Readonly<Record<CommandId, CommandEntry>> = commands

export const commandIds = Object.keys(commands) as readonly CommandId[]

export const groupOf = (id: CommandId): CommandGroup => rows[id].group

/** The chords of a command, the one that menus show first. */
export const keysOf = (id: CommandId, mac: boolean): readonly string[] => {
  const { keys, macKeys } = rows[id]
  return (mac ? (macKeys ?? keys) : keys) ?? []
}

/** Whether its keys work only while text is selected. */
export const isForSelection = (id: CommandId): boolean => rows[id].selection === true

type MenuCommandId = { [Id in CommandId]: (typeof commands)[Id] extends { readonly menu: true } ? Id : never }[CommandId]

/** Commands that the shell's menu offers too. */
export const menuCommandIds = commandIds.filter((id): id is MenuCommandId => rows[id].menu === true)

export interface LocalKeys {
  readonly group: CommandGroup
  readonly keys: readonly string[]
  readonly macKeys?: readonly string[]
}

/** Keys that one part of the window listens to while it has the focus; only listed. */
export const localKeys = {
  'outline-walk': { group: 'panes', keys: ['ArrowUp', 'ArrowDown', 'Home', 'End'] },
  'outline-fold': { group: 'panes', keys: ['ArrowLeft', 'ArrowRight'] },
  'found-heading': { group: 'panes', keys: ['F2', 'Alt+ArrowLeft', 'Alt+ArrowRight', 'Delete'] },
  'outline-go': { group: 'panes', keys: ['Enter', 'Space'] },
  'pane-width': { group: 'panes', keys: ['ArrowLeft', 'ArrowRight', 'Home', 'End'] },
  'find-step': { group: 'find', keys: ['Enter', 'Shift+Enter'] },
  'choice-walk': { group: 'find', keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Enter'] },
  'text-page': { group: 'go', keys: ['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] },
  'cursor-walk': { group: 'go', keys: ['ArrowLeft', 'Mod+ArrowLeft', 'Shift+ArrowLeft', 'Mod+Home', 'Mod+End'] },
  'repair-walk': { group: 'text', keys: ['ArrowLeft', 'ArrowRight'] },
  'finish-note': { group: 'notes', keys: ['Mod+Enter', 'Escape'] },
  'mark-toolbar': { group: 'notes', keys: ['Enter'] },
  'mark-toolbar-walk': { group: 'notes', keys: ['ArrowLeft', 'ArrowRight'] },
  'move-note': { group: 'notes', keys: ['Alt+ArrowUp', 'Alt+ArrowDown'] },
  'review-show': { group: 'notes', keys: ['Space'] },
  'review-grade': { group: 'notes', keys: ['1', '2', '3', '4'] },
  'review-undo': { group: 'notes', keys: ['Mod+Z', 'U'] },
  'map-walk': { group: 'notes', keys: ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Enter'] },
  close: { group: 'program', keys: ['Escape'] },
  'leave-menu': { group: 'program', keys: ['Tab'] },
  'full-screen': { group: 'program', keys: ['F11'], macKeys: ['Control+Mod+F'] },
} as const satisfies Readonly<Record<string, LocalKeys>>

export type LocalKeysId = keyof typeof localKeys

export const localKeyIds = Object.keys(localKeys) as readonly LocalKeysId[]

export const localKeysOf = (id: LocalKeysId, mac: boolean): readonly string[] => {
  const { keys, macKeys }: LocalKeys = localKeys[id]
  return mac ? (macKeys ?? keys) : keys
}

/** Keys of the window itself that only the menu knows: the size of the whole interface. */
export const interfaceSizeKeys = { larger: 'Mod+Alt+=', smaller: 'Mod+Alt+-', usual: 'Mod+Alt+0' } as const

const acceleratorNames: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
}

/** A chord as Electron's menus write it. */
export const accelerator = (chord: string): string =>
  chord
    .split('+')
    .map((part) => acceleratorNames[part] ?? part)
    .join('+')
