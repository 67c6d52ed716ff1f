import { blocksWithin, createBookAxis, nextSpan, type BlockSpan, type BookAxis } from './book-axis.ts'
import type { BookPlan } from './book-blocks.ts'

/** What the view does after other blocks have been drawn: stays on its line, goes to the reader's place, or to an end. */
export type Aim = 'stay' | 'place' | 'start' | 'end'

/** The page as it is drawn; asked for each time, for it may be drawn anew. */
export interface BookPage {
  readonly pane: HTMLElement
  /** Holds the blocks (`data-block`; `data-here` once their text has come) between two rooms (`data-room`). */
  readonly column: HTMLElement
  readonly plan: BookPlan
  readonly vertical: boolean
  readonly paged: boolean
  /** Names how the text is set: sizes that were measured in another setting are worth nothing. */
  readonly layout: string
  readonly drawn: BlockSpan
}

/** Blocks are drawn this far from what is seen, and let go farther away, in panes. */
const near = 1.25
const away = 3

/** The most that the room of what is not drawn may take on either side, in CSS px: browsers lay out only so far. */
const mostRoom = 15_000_000

/** Characters of a selection up to which what it reaches over stays drawn. */
const longestSelection = 60_000

const indexOf = (element: HTMLElement): number => Number(element.dataset['block'])
const isHere = (element: HTMLElement): boolean => element.dataset['here'] !== undefined

/**
 * Measures the blocks of a book that are drawn, gives the others the room they would take, and keeps the text where it is when
 * blocks come and go. Sizes are in CSS px along the way the text moves, or in pages.
 */
export const createBookView = () => {
  const sizes = new Map<number, number>()
  /** Room of a character of running text; once it is known it stays, or the whole book would jump with each block. */
  let rate = 0
  let setting: { readonly layout: string; readonly plan: BookPlan | null } = { layout: '', plan: null }
  /** Where drawn blocks begin in what the pane scrolls over. */
  let tops = new Map<number, number>()
  /** By how much the room before what is drawn is too small, so that a moving text was not disturbed. */
  let drift = 0

  const sizeOf = ({ plan, paged }: BookPage, index: number): number => {
    const guess = (plan.blocks[index]?.weight ?? 0) * rate
    return sizes.get(index) ?? (paged ? Math.max(1, Math.round(guess)) : guess)
  }
  const roomOf = (page: BookPage, from: number, to: number): number => {
    let total = 0
    for (let index = from; index < to; index += 1) total += sizeOf(page, index)
    return page.paged ? total : Math.min(mostRoom, total)
  }
  const blocksOf = ({ column }: BookPage): HTMLElement[] => [...column.querySelectorAll<HTMLElement>(':scope > [data-block]')]
  const setSize = (element: HTMLElement | null, size: number) => element?.style.setProperty('block-size', `${Math.max(0, size)}px`)
  const setRoom = ({ column }: BookPage, where: 'before' | 'after', size: number) =>
    setSize(column.querySelector<HTMLElement>(`:scope > [data-room="${where}"]`), size)
  const topOf = (axis: BookAxis, element: HTMLElement): number => {
    const [box] = element.getClientRects()
    return box ? axis.start(box) + axis.scrolled() : 0
  }

  const forget = ({ layout, plan }: BookPage) => {
    sizes.clear()
    tops.clear()
    rate = 0
    setting = { layout, plan }
  }

  const measure = (page: BookPage, axis: BookAxis, blocks: readonly HTMLElement[]) => {
    let [room, weight] = [0, 0]
    for (const element of blocks) {
      if (!isHere(element)) continue
      element.style.removeProperty('block-size')
      const size = page.paged ? element.getClientRects().length : axis.size(element.getBoundingClientRect())
      sizes.set(indexOf(element), size)
      room += size
      weight += page.plan.blocks[indexOf(element)]?.weight ?? 0
    }
    if (rate === 0 && weight > 0) rate = room / weight
    if (page.paged) return
    for (const element of blocks) if (!isHere(element)) setSize(element, sizeOf(page, indexOf(element)))
  }

  /** Keeps the text where it is: by the room before it, or where that cannot give way by scrolling. */
  const stay = (page: BookPage, axis: BookAxis, blocks: readonly HTMLElement[], lead: number) => {
    const kept = blocks.filter((element) => tops.has(indexOf(element)))
    const from = axis.scrolled() + 1
    const anchor = kept.findLast((element) => (tops.get(indexOf(element)) ?? 0) <= from) ?? kept[0]
    const moved = anchor ? topOf(axis, anchor) - (tops.get(indexOf(anchor)) ?? 0) : 0
    if (Math.abs(moved) < 0.5) return
    // A pane that is being scrolled is left alone, for that would end its movement.
    if (!page.paged && page.drawn.first > 0 && lead - moved >= 0) {
      setRoom(page, 'before', lead - moved)
      drift = moved
    } else axis.scrollBy(moved)
  }

  /** The blocks that hold the ends of the selection and the focus; null without them. */
  const held = ({ column }: BookPage): BlockSpan | null => {
    const selection = document.getSelection()
    const nodes = [...(selection && !selection.isCollapsed ? [selection.anchorNode, selection.focusNode] : []), document.activeElement]
    const indexes = nodes.flatMap((node) => {
      const element = node instanceof Element ? node : node?.parentElement
      const block = element && column.contains(element) ? element.closest<HTMLElement>('[data-block]') : null
      return block ? [indexOf(block)] : []
    })
    return indexes.length === 0 ? null : { first: Math.min(...indexes), last: Math.max(...indexes) }
  }

  const withHeld = (page: BookPage, span: BlockSpan): BlockSpan => {
    const pinned = held(page)
    if (!pinned) return span
    const wider = { first: Math.min(span.first, pinned.first), last: Math.max(span.last, pinned.last) }
    const weight = page.plan.blocks.slice(wider.first, wider.last + 1).reduce((total, block) => total + block.weight, 0)
    return weight <= longestSelection ? wider : span
  }

  return {
    /** To be called when other blocks have been drawn, or the same ones anew. */
    drawn: (page: BookPage, aim: Aim): void => {
      if (setting.layout !== page.layout || setting.plan !== page.plan) forget(page)
      const axis = createBookAxis(page.pane, page)
      const blocks = blocksOf(page)
      measure(page, axis, blocks)
      const lead = page.paged ? 0 : roomOf(page, 0, page.drawn.first)
      if (!page.paged) {
        setRoom(page, 'before', lead)
        setRoom(page, 'after', roomOf(page, page.drawn.last + 1, page.plan.blocks.length))
      }
      drift = 0
      if (aim === 'start' || aim === 'end') axis.scrollToEnd(aim)
      if (aim === 'stay') stay(page, axis, blocks, lead)
      tops = new Map(blocks.map((element) => [indexOf(element), topOf(axis, element)]))
    },

    /** All sizes may be others now. */
    forget,

    /** The blocks to draw next, now that the pane has moved; the same ones when nothing is missing. */
    next: (page: BookPage): BlockSpan => {
      const { pane, plan, paged, drawn } = page
      const axis = createBookAxis(pane, page)
      const blocks = blocksOf(page)
      const [head] = blocks
      const box = head?.getClientRects()[0]
      // Before anything has been measured every block would seem to take no room, and all of them to be in view.
      if (!head || !box || rate === 0) return drawn
      const count = plan.blocks.length
      const extent = axis.extent()
      if (paged) {
        const here = blocks.findLast((element) => {
          const [own] = element.getClientRects()
          return own !== undefined && axis.start(own) < extent - 1
        })
        const at = indexOf(here ?? head)
        const about = (by: number): BlockSpan => ({ first: Math.max(0, at - by), last: Math.min(count - 1, at + by) })
        return withHeld(page, nextSpan(drawn, about(0), about(1), about(2)))
      }
      const known = { count, sizeOf: (index: number) => sizeOf(page, index) }
      const within = (panes: number) => blocksWithin(known, indexOf(head), axis.start(box), extent, panes * extent)
      return withHeld(page, nextSpan(drawn, within(0), within(near), within(away)))
    },

    /** The pane is at rest: room that had given way is set right, and the pane with it. */
    setRight: (page: BookPage): void => {
      if (drift === 0 || page.paged) return
      const by = drift
      drift = 0
      setRoom(page, 'before', roomOf(page, 0, page.drawn.first))
      createBookAxis(page.pane, page).scrollBy(by)
      tops = new Map([...tops].map(([index, top]) => [index, top + by]))
    },

    /** Pages before and behind those that are drawn. */
    pagesAround: (page: BookPage): { readonly before: number; readonly after: number } => ({
      before: roomOf(page, 0, page.drawn.first),
      after: roomOf(page, page.drawn.last + 1, page.plan.blocks.length),
    }),
  }
}

export type BookView = ReturnType<typeof createBookView>
