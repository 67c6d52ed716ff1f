import type { WordKey, WordParameters } from '../../../preload/contract/words/index.ts'
import type { Actions } from '../../state/actions.ts'
import type { SelectedPassage } from './selected-passage.ts'

/** Messages that need nothing filled in. */
type PlainKey = { [Key in WordKey]: object extends WordParameters<Key> ? Key : never }[WordKey]

export interface SelectionCommand {
  readonly id: string
  readonly words: PlainKey
  /** Whether it can be done with this selection; always unless told. */
  readonly fits?: (passage: SelectedPassage) => boolean
  readonly run: (actions: Actions, passage: SelectedPassage) => void
  /** Begins a group. */
  readonly divided?: true
}

/** What can be done with a selection, in the order of its menu. Whoever has more to offer adds a row. */
export const selectionCommands: readonly SelectionCommand[] = [
  { id: 'copy', words: 'citation.copy', run: (actions) => void actions.copyPassage({ kind: 'text' }) },
  {
    id: 'copy-standard',
    words: 'citation.copyStandard',
    run: (actions) => void actions.copyPassage({ kind: 'citation', style: 'gbt7714' }),
  },
  {
    id: 'copy-plain',
    words: 'citation.copyPlain',
    run: (actions) => void actions.copyPassage({ kind: 'citation', style: 'plain' }),
  },
  {
    id: 'copy-link',
    words: 'citation.copyLink',
    fits: ({ span }) => span !== null,
    run: (actions) => void actions.copyPassage({ kind: 'link' }),
  },
  {
    id: 'highlight',
    words: 'command.highlight',
    divided: true,
    fits: ({ span }) => span !== null,
    run: (actions) => actions.wishMark({ kind: 'highlight', color: 'last', write: false }),
  },
  {
    id: 'highlight-note',
    words: 'command.highlight-note',
    fits: ({ span }) => span !== null,
    run: (actions) => actions.wishMark({ kind: 'highlight', color: 'last', write: true }),
  },
  {
    id: 'read-aloud',
    words: 'aloud.fromHere',
    divided: true,
    fits: ({ span }) => span !== null,
    run: (actions, { span }) => actions.readAloud(span?.start ?? null),
  },
  {
    id: 'make-card',
    words: 'study.makeCard',
    fits: ({ span }) => span !== null,
    run: (actions, { span }) => void (span && actions.makeCloze(span)),
  },
  {
    id: 'word-reading',
    words: 'readings.command',
    fits: ({ span }) => span !== null,
    run: (actions, { span }) => actions.openDialog({ kind: 'reading', span }),
  },
]
