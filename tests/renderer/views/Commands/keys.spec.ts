import { describe, expect, it } from 'vitest'
import { ariaKeys, isForFields, isLetterKey, keyCaps, matchesChord, type KeyPress } from '../../../../renderer/views/Commands/keys.ts'

const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})
const ctrl = { ctrlKey: true }

describe('a key press', () => {
  it.each([
    ['a letter', press('s', 'KeyS'), 'S'],
    ['a letter with the shift lock', press('S', 'KeyS'), 'S'],
    ['a letter of a Russian keyboard, by its place', press('ы', 'KeyS'), 'S'],
    ['a letter of a bopomofo keyboard, by its place', press('ㄋ', 'KeyS'), 'S'],
    ['a letter of a Dvorak keyboard, by what it types', press('p', 'KeyR', ctrl), 'Mod+P'],
    ['a letter of a French keyboard', press('a', 'KeyQ', ctrl), 'Mod+A'],
    ['zooming on a German keyboard', press('+', 'BracketRight', ctrl), 'Mod+='],
    ['zooming with the shifted key', press('+', 'Equal', { ...ctrl, shiftKey: true }), 'Mod+='],
    ['zooming on the number pad', press('+', 'NumpadAdd', ctrl), 'Mod+='],
    ['the usual size on a French keyboard', press('à', 'Digit0', ctrl), 'Mod+0'],
    ['a question mark', press('?', 'Slash', { shiftKey: true }), 'Shift+?'],
    ['a full-width question mark', press('？', 'Slash', { shiftKey: true }), 'Shift+?'],
    ['a question mark of a German keyboard', press('?', 'Minus', { shiftKey: true }), 'Shift+?'],
    ['the space bar', press(' ', 'Space'), 'Space'],
    ['the space bar with shift', press(' ', 'Space', { shiftKey: true }), 'Shift+Space'],
    ['an arrow', press('ArrowLeft', 'ArrowLeft', { altKey: true }), 'Alt+ArrowLeft'],
    ['a function key', press('F3', 'F3', { shiftKey: true }), 'Shift+F3'],
  ])('is known: %s', (_name, event, chord) => expect(matchesChord(event, chord, false)).toBe(true))

  it.each([
    ['a letter with shift', press('S', 'KeyS', { shiftKey: true }), 'S'],
    ['a letter with Ctrl', press('s', 'KeyS', ctrl), 'S'],
    ['a letter with Alt', press('s', 'KeyS', { altKey: true }), 'S'],
    ['a letter with the Windows key', press('s', 'KeyS', { metaKey: true }), 'S'],
    ['another letter in the place of a French keyboard', press('a', 'KeyQ', ctrl), 'Mod+Q'],
    ['the palette’s keys', press('P', 'KeyP', { ...ctrl, shiftKey: true }), 'Mod+P'],
    ['⌘ where Ctrl is meant', press('p', 'KeyP', { metaKey: true }), 'Mod+P'],
    ['AltGr that reports itself as Ctrl+Alt', press('p', 'KeyP', { ...ctrl, altKey: true }), 'Mod+P'],
  ])('is not taken for another: %s', (_name, event, chord) => expect(matchesChord(event, chord, false)).toBe(false))

  it('is ⌘ on a Mac, where Ctrl keeps its own meaning in fields', () => {
    expect(matchesChord(press('p', 'KeyP', { metaKey: true }), 'Mod+P', true)).toBe(true)
    expect(matchesChord(press('p', 'KeyP', ctrl), 'Mod+P', true)).toBe(false)
    expect(matchesChord(press('ø', 'KeyO', { metaKey: true, altKey: true }), 'Mod+Alt+O', true)).toBe(true)
    expect(matchesChord(press('f', 'KeyF', { metaKey: true, ctrlKey: true }), 'Control+Mod+F', true)).toBe(true)
  })
})

it('what types or moves is left to fields, what is held with Ctrl or Alt is not', () => {
  expect(['S', 'Space', 'Shift+Space', 'Shift+?', 'Mod+Home', 'Mod+ArrowUp'].filter((chord) => !isForFields(chord))).toEqual([])
  expect(['F3', 'Shift+F3', 'F6', 'Mod+F', 'Alt+ArrowLeft', 'Mod+PageDown', 'Mod+Alt+N', 'Mod+Alt+ArrowDown'].filter(isForFields)).toEqual([])
})

it('single characters can be switched off, the space bar and function keys stay', () => {
  expect(['S', 'Shift+?'].every(isLetterKey)).toBe(true)
  expect(['Space', 'F6', 'Mod+S', 'Alt+ArrowLeft', 'Escape'].some(isLetterKey)).toBe(false)
})

describe('a chord is drawn', () => {
  const words = (key: string) => key.replace('key.', '')
  it.each([
    ['Mod+Shift+P', false, ['Ctrl', 'Shift', 'P']],
    ['Mod+Shift+P', true, ['⇧', '⌘', 'P']],
    ['Mod+Alt+ArrowDown', true, ['⌥', '⌘', '↓']],
    ['Control+Mod+F', true, ['⌃', '⌘', 'F']],
    ['Shift+?', false, ['?']],
    ['Shift+Space', false, ['Shift', 'Space']],
    ['Mod+PageDown', false, ['Ctrl', 'PageDown']],
    ['Mod+-', false, ['Ctrl', '−']],
  ])('%s', (chord, mac, caps) => expect(keyCaps(chord, mac, words)).toEqual(caps))

  it('for a screen reader', () => {
    expect(ariaKeys('Mod+Shift+P', false)).toBe('Control+Shift+P')
    expect(ariaKeys('Mod+Shift+P', true)).toBe('Meta+Shift+P')
  })
})
