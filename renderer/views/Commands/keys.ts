import type { WordKey } from '../../../preload/contract/words/index.ts'

/** Words for keys whose names are words. */
export type KeyName = Extract<WordKey, `key.${string}`>

/** Whether this is a Mac, where ⌘ does what Ctrl does elsewhere. */
export const onMac: boolean = /^Mac|^iP/.test(navigator.platform)

interface Chord {
  readonly mod: boolean
  readonly control: boolean
  readonly alt: boolean
  readonly shift: boolean
  readonly key: string
}

export const parseChord = (written: string): Chord => {
  const parts = written.split('+')
  const has = (modifier: string) => parts.slice(0, -1).includes(modifier)
  return { mod: has('Mod'), control: has('Control'), alt: has('Alt'), shift: has('Shift'), key: parts.at(-1) ?? '' }
}

/** What of a keyboard event tells which chord it is. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Signs as other keyboards and full-width modes give them. */
const signs: Readonly<Record<string, readonly string[]>> = {
  '=': ['=', '+', '＝', '＋'],
  '-': ['-', '－'],
  ',': [',', '，'],
  '?': ['?', '？'],
  '[': ['[', '［', '「', '【'],
  ']': [']', '］', '」', '】'],
}

const padKeys: Readonly<Record<string, string>> = { '=': 'NumpadAdd', '-': 'NumpadSubtract' }

const isKey = (event: KeyPress, key: string): boolean => {
  // A letter is the one that is typed; a keyboard of another script, or Alt on a Mac, types none, and there its place counts.
  if (/^[A-Z]$/.test(key)) return /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() === key : event.code === `Key${key}`
  if (/^\d$/.test(key)) return event.key === key || event.code === `Digit${key}` || event.code === `Numpad${key}`
  if (key === 'Space') return event.key === ' ' || event.code === 'Space'
  return signs[key]?.includes(event.key) ?? event.key === key
}

/** Whether a key press is a chord of the table. Shift is a part of a sign, not of its chord. */
export const matchesChord = (event: KeyPress, written: string, mac: boolean): boolean => {
  const { mod, control, alt, shift, key } = parseChord(written)
  if (event.metaKey !== (mod && mac)) return false
  if (event.ctrlKey !== ((mod && !mac) || control)) return false
  if (event.altKey !== alt) return false
  const sign = key in signs
  if (sign && padKeys[key] === event.code) return true
  return (sign || event.shiftKey === shift) && isKey(event, key)
}

/** A single character, with or without Shift: what somebody may want to switch off who speaks to the computer. */
export const isLetterKey = (written: string): boolean => {
  const { mod, control, alt, key } = parseChord(written)
  return !mod && !control && !alt && key.length === 1
}

/** Keys that a field needs for itself. */
export const isForFields = (written: string): boolean => {
  const { mod, control, alt, key } = parseChord(written)
  if (/^F\d+$/.test(key)) return false
  if (written === 'Mod+Z') return true
  return (!mod && !control && !alt) || (!alt && /^(?:Home|End|Arrow\w+)$/.test(key))
}

/** Whether an element takes what is typed. */
export const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'))

/** Whether an element does something of its own with the space bar. */
export const isPressable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, summary, a[href], input, [role=treeitem], [role=separator]') !== null

const named: Readonly<Record<string, KeyName>> = {
  Space: 'key.Space',
  Home: 'key.Home',
  End: 'key.End',
  PageUp: 'key.PageUp',
  PageDown: 'key.PageDown',
  Enter: 'key.Enter',
  Escape: 'key.Escape',
  Delete: 'key.Delete',
}

const drawnKeys: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  '-': '−',
}

/** A chord as caps to be drawn side by side: Ctrl Shift P, or on a Mac ⇧ ⌘ P. */
export const keyCaps = (written: string, mac: boolean, word: (key: KeyName) => string): string[] => {
  const { mod, control, alt, shift, key } = parseChord(written)
  const name = named[key]
  const cap = name === undefined ? (drawnKeys[key] ?? key) : word(name)
  // A sign that is typed with Shift says so by itself.
  const withShift = shift && !(key in signs)
  const modifiers = mac
    ? [control && '⌃', alt && '⌥', withShift && '⇧', mod && '⌘']
    : [(mod || control) && 'Ctrl', alt && 'Alt', withShift && 'Shift']
  return [...modifiers.filter((modifier) => modifier !== false), cap]
}

/** A chord in one word, for tooltips: Ctrl+Shift+P, or on a Mac ⇧⌘P. */
export const keyWord = (written: string, mac: boolean, word: (key: KeyName) => string): string =>
  keyCaps(written, mac, word).join(mac ? '' : '+')

/** A chord as `aria-keyshortcuts` wants it. */
export const ariaKeys = (written: string, mac: boolean): string => {
  const { mod, control, alt, shift, key } = parseChord(written)
  const modifiers = [mod && mac && 'Meta', ((mod && !mac) || control) && 'Control', alt && 'Alt', shift && 'Shift']
  return [...modifiers.filter((modifier) => modifier !== false), key].join('+')
}
