import { keysOf, type CommandId } from '../../../preload/contract/commands.ts'
import { useWords, type Say } from '../context.ts'
import { ariaKeys, keyCaps, keyWord, onMac } from './keys.ts'

/** The keys of a chord, drawn as caps. */
export const KeyCaps = ({ chord }: { readonly chord: string }) => {
  const words = useWords()
  return (
    <span className="key-caps">
      {keyCaps(chord, onMac, (key) => words(key)).map((cap, index) => (
        <kbd key={index}>{cap}</kbd>
      ))}
    </span>
  )
}

/** What a command is called, its keys behind it: for the tooltip of its button. */
export const withKeys = (label: string, id: CommandId, words: Say): string => {
  const [chord] = keysOf(id, onMac)
  return chord === undefined ? label : `${label} (${keyWord(chord, onMac, (key) => words(key))})`
}

/** A chord in one word. */
export const chordWord = (chord: string, words: Say): string => keyWord(chord, onMac, (key) => words(key))

/** The keys of a command for a screen reader; empty without any. */
export const ariaKeysOf = (id: CommandId): { readonly 'aria-keyshortcuts'?: string } => {
  const keys = keysOf(id, onMac)
  return keys.length === 0 ? {} : { 'aria-keyshortcuts': keys.map((chord) => ariaKeys(chord, onMac)).join(' ') }
}
