import { syntaxTree } from '@codemirror/language'
import { RangeSetBuilder, type Extension } from '@codemirror/state'
import { Decoration, ViewPlugin, WidgetType, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view'
import { formatInnerLink, innerLinksIn, type InnerLink } from '../../preload/contract/inner-link.ts'

export interface DrawnMarksOptions {
  /** What a link is called; null where its target is not there. */
  readonly titleOf: (link: InnerLink) => string | null
  readonly missing: string
  readonly taskLabel: string
}

class TaskBox extends WidgetType {
  private readonly done: boolean
  private readonly label: string
  constructor(done: boolean, label: string) {
    super()
    this.done = done
    this.label = label
  }
  override eq(other: TaskBox): boolean {
    return other.done === this.done && other.label === this.label
  }
  toDOM(view: EditorView): HTMLElement {
    const box = document.createElement('input')
    box.type = 'checkbox'
    box.className = 'md-task'
    box.checked = this.done
    // By keyboard the letter between the brackets is written, as the cursor passes through it.
    box.tabIndex = -1
    box.setAttribute('aria-label', this.label)
    box.addEventListener('mousedown', (event) => event.preventDefault())
    box.addEventListener('click', (event) => {
      event.preventDefault()
      const at = view.posAtDOM(box)
      view.dispatch({ changes: { from: at + 1, to: at + 2, insert: this.done ? ' ' : 'x' }, userEvent: 'input.task' })
    })
    return box
  }
  override ignoreEvent(): boolean {
    return true
  }
}

class LinkTitle extends WidgetType {
  private readonly title: string
  private readonly missing: boolean
  constructor(title: string, missing: boolean) {
    super()
    this.title = title
    this.missing = missing
  }
  override eq(other: LinkTitle): boolean {
    return other.title === this.title && other.missing === this.missing
  }
  toDOM(): HTMLElement {
    const element = document.createElement('span')
    element.className = this.missing ? 'md-inner-link md-inner-link-missing' : 'md-inner-link'
    element.textContent = this.title
    return element
  }
  override ignoreEvent(): boolean {
    return false
  }
}

/** Boxes of tasks and titles of links in place of what is written, except where the cursor is. */
export const drawnMarks = ({ titleOf, missing, taskLabel }: DrawnMarksOptions): Extension => {
  const draw = (view: EditorView): DecorationSet => {
    const found: { from: number; to: number; widget: WidgetType }[] = []
    const { state } = view
    const touched = (from: number, to: number): boolean =>
      view.hasFocus && state.selection.ranges.some((range) => range.from <= to && range.to >= from)
    for (const { from, to } of view.visibleRanges) {
      for (const { start, end, link } of innerLinksIn(state.doc.sliceString(from, to))) {
        const title = titleOf(link)
        const written = formatInnerLink(link)
        const widget = new LinkTitle(title ?? `${written} (${missing})`, title === null)
        if (!touched(from + start, from + end)) found.push({ from: from + start, to: from + end, widget })
      }
      syntaxTree(state).iterate({
        from,
        to,
        enter: (node) => {
          if (node.name !== 'TaskMarker' || touched(node.from, node.to)) return
          const done = state.doc.sliceString(node.from + 1, node.to - 1).toLowerCase() === 'x'
          found.push({ from: node.from, to: node.to, widget: new TaskBox(done, taskLabel) })
        },
      })
    }
    const builder = new RangeSetBuilder<Decoration>()
    for (const { from, to, widget } of found.sort((a, b) => a.from - b.from)) {
      builder.add(from, to, Decoration.replace({ widget }))
    }
    return builder.finish()
  }
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = draw(view)
      }
      update(update: ViewUpdate) {
        // Drawing anew around a composition would end it.
        if (update.view.compositionStarted) this.decorations = this.decorations.map(update.changes)
        else if (
          update.docChanged ||
          update.selectionSet ||
          update.viewportChanged ||
          update.focusChanged ||
          syntaxTree(update.state) !== syntaxTree(update.startState)
        ) {
          this.decorations = draw(update.view)
        }
      }
    },
    { decorations: (plugin) => plugin.decorations },
  )
}
