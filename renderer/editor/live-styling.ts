import { HighlightStyle, syntaxHighlighting, syntaxTree } from '@codemirror/language'
import { RangeSetBuilder, type Extension } from '@codemirror/state'
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** Classes instead of rules, so that the colours are those of the window's themes. */
const words = HighlightStyle.define([
  { tag: tags.heading, class: 'md-heading' },
  { tag: tags.emphasis, class: 'md-emphasis' },
  { tag: tags.strong, class: 'md-strong' },
  { tag: tags.strikethrough, class: 'md-struck' },
  { tag: tags.monospace, class: 'md-code' },
  { tag: tags.link, class: 'md-link' },
  { tag: tags.url, class: 'md-address' },
  { tag: [tags.processingInstruction, tags.contentSeparator], class: 'md-mark' },
])

/** Blocks whose whole lines look different, by the names of the grammar. */
const lineClasses: Readonly<Record<string, string>> = {
  ATXHeading1: 'md-line-heading md-line-heading-1',
  ATXHeading2: 'md-line-heading md-line-heading-2',
  ATXHeading3: 'md-line-heading',
  ATXHeading4: 'md-line-heading',
  ATXHeading5: 'md-line-heading',
  ATXHeading6: 'md-line-heading',
  SetextHeading1: 'md-line-heading md-line-heading-1',
  SetextHeading2: 'md-line-heading md-line-heading-2',
  Blockquote: 'md-line-quote',
  FencedCode: 'md-line-code',
  CodeBlock: 'md-line-code',
  Table: 'md-line-table',
}

const linesOf = (view: EditorView): DecorationSet => {
  const classes = new Map<number, Set<string>>()
  const { doc } = view.state
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const name = lineClasses[node.name] ?? (node.name === 'TableHeader' ? 'md-line-table-head' : undefined)
        if (name === undefined) return
        const last = doc.lineAt(Math.min(node.to, to)).number
        for (let number = doc.lineAt(Math.max(node.from, from)).number; number <= last; number += 1) {
          const start = doc.line(number).from
          const known = classes.get(start)
          if (known === undefined) classes.set(start, new Set([name]))
          else known.add(name)
        }
      },
    })
  }
  const builder = new RangeSetBuilder<Decoration>()
  for (const start of [...classes.keys()].sort((a, b) => a - b)) {
    builder.add(start, start, Decoration.line({ class: [...(classes.get(start) ?? [])].join(' ') }))
  }
  return builder.finish()
}

const lines = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = linesOf(view)
    }
    update(update: ViewUpdate) {
      const parsed = syntaxTree(update.state) !== syntaxTree(update.startState)
      if (update.docChanged || update.viewportChanged || parsed) this.decorations = linesOf(update.view)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

/** Markdown looks like what it means while it is written; its marks stay, dimmed. */
export const liveStyling: Extension = [syntaxHighlighting(words), lines]
