import { autocompletion, completionKeymap, type Completion, type CompletionSource } from '@codemirror/autocomplete'
import { type Extension } from '@codemirror/state'
import { keymap } from '@codemirror/view'
import { formatInnerLink, type InnerLink } from '../../preload/contract/inner-link.ts'

/** A place that can be linked to. */
export interface LinkTarget {
  readonly link: InnerLink
  readonly title: string
  /** Lower-case spellings by which it is found besides its title: its number, its pinyin initials. */
  readonly keys: readonly string[]
}

/** Choices offered at once. */
const most = 40

const opened = /\[\[([^[\]\n]{0,60})$/

/** Where a query stands in a target: the smaller, the better; null when it does not. */
export const matchTarget = (target: LinkTarget, query: string): number | null => {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return 0
  if (target.keys.some((key) => key === wanted)) return 0
  if (target.keys.some((key) => key.startsWith(wanted))) return 1
  const at = target.title.toLowerCase().indexOf(wanted)
  if (at === 0) return 2
  if (at > 0) return 3
  return target.keys.some((key) => key.includes(wanted)) ? 4 : null
}

/** The targets for what was typed behind `[[`, best first, otherwise in their own order. */
export const chooseTargets = (targets: readonly LinkTarget[], query: string): LinkTarget[] =>
  targets
    .flatMap((target) => {
      const place = matchTarget(target, query)
      return place === null ? [] : [{ target, place }]
    })
    .sort((a, b) => a.place - b.place)
    .slice(0, most)
    .map(({ target }) => target)

const sourceOf =
  (targets: () => Promise<readonly LinkTarget[]>): CompletionSource =>
  async (context) => {
    const line = context.state.doc.lineAt(context.pos)
    const found = opened.exec(line.text.slice(0, context.pos - line.from))
    if (!found) return null
    const query = found[1] ?? ''
    const options = chooseTargets(await targets(), query).map((target): Completion => {
      const written = formatInnerLink(target.link)
      return {
        label: target.title,
        ...(target.link.kind === 'section' ? { detail: target.link.sectionId } : {}),
        type: target.link.kind,
        apply: (view, _completion, from, to) => {
          const closed = view.state.sliceDoc(to, to + 2) === ']]'
          const end = closed ? to + 2 : to
          view.dispatch({
            changes: { from: from - 2, to: end, insert: written },
            selection: { anchor: from - 2 + written.length },
            userEvent: 'input.complete',
          })
        },
      }
    })
    return { from: context.pos - query.length, options, filter: false }
  }

/** Offers sections and notes behind `[[`. */
export const linkCompletion = (targets: () => Promise<readonly LinkTarget[]>): Extension => [
  autocompletion({
    override: [sourceOf(targets)],
    icons: false,
    defaultKeymap: false,
    closeOnBlur: true,
    activateOnTypingDelay: 60,
    tooltipClass: () => 'note-choices',
  }),
  keymap.of([...completionKeymap]),
]
