import { NoteColor } from '../../../preload/contract/notes.ts'

export const markColors = NoteColor.options

/** Names of the colours in the catalogue. */
export const colorWords = {
  yellow: 'marks.yellow',
  green: 'marks.green',
  blue: 'marks.blue',
  pink: 'marks.pink',
  purple: 'marks.purple',
  plain: 'marks.plain',
} as const
