import { insertNewlineContinueMarkupCommand, markdownKeymap, markdownLanguage } from '@codemirror/lang-markdown'
import { history, historyField, historyKeymap, indentLess, indentMore, standardKeymap } from '@codemirror/commands'
import { ChangeSet, Compartment, EditorState, Prec, Transaction, type Extension } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { drawnMarks, type DrawnMarksOptions } from './drawn-marks.ts'
import { besideLocal, changesBetween } from './foreign-words.ts'
import { linkCompletion, type LinkTarget } from './link-completion.ts'
import { liveStyling } from './live-styling.ts'
import { styledSafely } from './styled-safely.ts'
import { tableKeymap } from './table-cells.ts'

/** What was undone and done in a field that is gone: put into the next field on the same note, with the same words. */
export interface FieldMemory {
  readonly body: string
  readonly state: unknown
}

export interface NoteFieldOptions extends DrawnMarksOptions {
  readonly parent: HTMLElement
  readonly body: string
  /** Where the cursor stands, in UTF-16 units; null for the end. */
  readonly caret: number | null
  readonly memory: FieldMemory | null
  readonly label: string
  readonly placeholder: string
  /** BCP 47 tag. */
  readonly lang: string
  /** CodeMirror's own words, by its English ones. */
  readonly phrases: Readonly<Record<string, string>>
  readonly targets: () => Promise<readonly LinkTarget[]>
  /** Called with the whole text after each change by the writer, never while an input method composes. */
  readonly onTyped: (body: string) => void
  readonly onComposing: (composing: boolean) => void
  /** Escape or Ctrl Enter. */
  readonly onFinish: () => void
}

export interface NoteField {
  /**
   * Words from elsewhere: put in as a small change that moves no cursor and cannot be undone by the writer's undo. During
   * a composition they wait for its end and are then joined with what was composed.
   */
  receive(body: string): void
  setLanguage(lang: string): void
  focus(): void
  /** Ends a composition that was left hanging, and tells the words. */
  take(): void
  remember(): FieldMemory
  destroy(): void
}

/** Inserted at once, so much text is looked at again before it is styled. */
const muchText = 500
const fromElsewhere = [Transaction.addToHistory.of(false), Transaction.remote.of(true)]

const attributes = (label: string, lang: string) =>
  EditorView.contentAttributes.of({ class: 'note-field', 'aria-label': label, lang, spellcheck: 'false', autocorrect: 'off', autocapitalize: 'off' })

/** A field for Markdown. It owns its words; whoever holds it is told of them and may send others. */
export const createNoteField = (options: NoteFieldOptions): NoteField => {
  const language = new Compartment()
  const named = new Compartment()
  const styled: Extension = [markdownLanguage.extension, liveStyling]
  let isStyled = styledSafely(options.body)
  let composing = false
  let waiting: string | null = null
  /** What was composed since the composition began, on the words last told. */
  let composed: ChangeSet | null = null
  let told = options.body

  const restyle = () => {
    const safe = styledSafely(view.state.doc.toString())
    if (safe === isStyled) return
    isStyled = safe
    view.dispatch({ effects: language.reconfigure(safe ? styled : []) })
  }

  const tell = () => {
    const body = view.state.doc.toString()
    if (body === told) return
    told = body
    options.onTyped(body)
  }

  const apply = (body: string) => {
    const before = view.state.doc.toString()
    told = body
    if (before === body) return
    view.dispatch({
      changes: changesBetween(before, body),
      annotations: fromElsewhere,
    })
    restyle()
  }

  let ending = 0
  const endComposition = () => {
    window.clearTimeout(ending)
    if (!composing) return
    composing = false
    options.onComposing(false)
    const held = waiting
    const foreign = held === null ? null : besideLocal(told, held, composed ?? ChangeSet.empty(told.length))
    waiting = null
    composed = null
    if (held !== null && foreign !== null) {
      // Whoever holds the field takes its words for grown from those that came: so they must have them in them.
      told = held
      view.dispatch({ changes: foreign, annotations: fromElsewhere })
    }
    tell()
  }

  const finish = () => {
    endComposition()
    tell()
    options.onFinish()
    return true
  }

  const extensions: Extension = [
    Prec.high(
      EditorView.domEventHandlers({
        compositionstart: () => {
          endComposition()
          tell()
          composing = true
          options.onComposing(true)
          return false
        },
        compositionend: () => {
          // The browser's last change of the text may reach the editor after this event.
          ending = window.setTimeout(endComposition, 0)
          return false
        },
        blur: () => {
          setTimeout(() => {
            endComposition()
            tell()
          }, 0)
          return false
        },
      }),
    ),
    history(),
    EditorView.lineWrapping,
    EditorState.phrases.of(options.phrases),
    EditorState.lineSeparator.of('\n'),
    linkCompletion(options.targets),
    keymap.of([
      { key: 'Mod-Enter', run: finish, stopPropagation: true },
      { key: 'Escape', run: finish, stopPropagation: true },
      // A blank item ends its list at once; CodeMirror's own way is to space the list out first.
      { key: 'Enter', run: insertNewlineContinueMarkupCommand({ nonTightLists: false }) },
      ...tableKeymap,
      ...markdownKeymap,
      { key: 'Mod-]', run: indentMore },
      { key: 'Mod-[', run: indentLess },
      ...historyKeymap,
      ...standardKeymap,
    ]),
    placeholder(options.placeholder),
    named.of(attributes(options.label, options.lang)),
    language.of(isStyled ? styled : []),
    drawnMarks(options),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return
      if (composing) {
        composed = composed === null ? update.changes : composed.compose(update.changes)
        return
      }
      const foreign = update.transactions.every((one) => one.annotation(Transaction.remote) === true)
      if (foreign) return
      let inserted = 0
      update.changes.iterChanges((_fromA, _toA, _fromB, _toB, text) => {
        inserted += text.length
      })
      tell()
      if (inserted > muchText || !isStyled) queueMicrotask(restyle)
    }),
  ]

  const { memory } = options
  const state =
    memory !== null && memory.body === options.body
      ? EditorState.fromJSON(memory.state, { extensions }, { history: historyField })
      : EditorState.create({ doc: options.body, extensions })
  const view = new EditorView({ parent: options.parent, state })
  view.dispatch({ selection: { anchor: Math.min(options.caret ?? view.state.doc.length, view.state.doc.length) }, scrollIntoView: true })

  return {
    receive: (body) => {
      if (composing) waiting = body
      else if (body !== told) apply(body)
    },
    setLanguage: (lang) => view.dispatch({ effects: named.reconfigure(attributes(options.label, lang)) }),
    focus: () => view.focus(),
    take: () => {
      endComposition()
      tell()
    },
    remember: () => ({ body: view.state.doc.toString(), state: view.state.toJSON({ history: historyField }) }),
    destroy: () => view.destroy(),
  }
}
