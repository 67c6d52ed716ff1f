import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { blocksWithin, createBookAxis, nextSpan, type BlockSpan } from '../../reader/book-axis.ts'
import { makeBlock, planBook, type BookPlan, type DrawnBlock } from '../../reader/book-blocks.ts'
import { createTextMaker, type TextModelOptions } from '../../reader/text-model.ts'
import type { OpenDocument } from '../../state/document.ts'
import { wholeLimit } from '../../state/text-loading.ts'
import { useActions, useAppState, useStore } from '../context.ts'
import type { PageCount } from './reading-position.ts'

/** Characters of a block: a screen or two of scrolled text. A block begins a page, so that one of pages has more. */
const target = { scroll: 1600, pages: 6000 } as const

/** Blocks are drawn this far from what is seen, and let go farther away, in panes. */
const near = 1.25
const away = 3

/** The most that the room of what is not drawn may take, in CSS px: browsers lay out only so far. */
const mostRoom = 15_000_000

/** Characters of a selection up to which what it reaches over stays drawn. */
const longestSelection = 60_000

/** Milliseconds without a movement after which estimated room may be set right. */
const rest = 200

/** What the view does after other blocks have been drawn: stays on its line, goes to the reader's place, or to an end. */
type Aim = 'stay' | 'place' | 'start' | 'end'

interface Shown extends BlockSpan {
  readonly plan: BookPlan
  readonly aim: Aim
  /** Grows each time the reader's place has to be brought into view. */
  readonly held: number
  /** Of the destination that was seen to. */
  readonly destination: number
}

export interface BookWindowOptions {
  readonly document: OpenDocument
  readonly making: Omit<TextModelOptions, 'outline' | 'text'>
  readonly scroller: RefObject<HTMLElement | null>
  readonly column: RefObject<HTMLElement | null>
  readonly vertical: boolean
  readonly paged: boolean
  /** Names how the text is set: sizes that were measured in another setting are worth nothing. */
  readonly layout: string
}

/** A block as it stands in the page: drawn, or as long as its text has not come the room for it. */
export type BookSlot = { readonly index: number; readonly weight: number; readonly block: DrawnBlock | null }

export interface BookWindow {
  readonly slots: readonly BookSlot[]
  /** Changes when the reader's place has to be brought into view. */
  readonly held: string
  readonly before: RefObject<HTMLDivElement | null>
  readonly after: RefObject<HTMLDivElement | null>
  /** More of the text lies behind what is drawn. */
  readonly goesOn: boolean
  /** Draws what has come near. To be called when the pane has moved. */
  follow(): void
  /** Measures what is drawn; `anew` when all sizes may have changed. */
  measure(anew: boolean): void
  goToEnd(end: 'start' | 'end'): void
  /** Draws the block of a place, now; the view goes there. */
  show(sectionId: string, offset: number | null): void
  /** The page in the whole book, estimated, for one among those that are drawn. */
  pageOf(page: PageCount): PageCount
}

const spanAround = (plan: BookPlan, index: number): BlockSpan => {
  // The cut at the beginning of a part may have been moved past the place.
  const before = plan.blocks[index]?.parts[0]?.cut ? 1 : 0
  return { first: Math.max(0, index - before), last: Math.min(plan.blocks.length - 1, index + 1) }
}

/** Of a text too long to be drawn as a whole, what lies about the reader's place; null for other texts. */
export const useBookWindow = (options: BookWindowOptions): BookWindow | null => {
  const { document: open, making, scroller, column, vertical, paged, layout } = options
  const { outline, text } = open
  const actions = useActions()
  const store = useStore()
  const destination = useAppState((state) => state.reading.destination)
  const isBook = outline.characters > wholeLimit
  const plan = useMemo(() => planBook(isBook ? outline : { ...outline, sections: [] }, paged ? target.pages : target.scroll), [isBook, outline, paged])

  const begin = (made: BookPlan, held: number): Shown => {
    const { reading } = store.get()
    const wanted = reading.destination
    const place = held === 0 && wanted ? wanted : reading
    const span = spanAround(made, made.blockAt(place.sectionId, place.offset))
    return { ...span, plan: made, aim: 'place', held: held + 1, destination: wanted?.serial ?? 0 }
  }
  const [shown, setShown] = useState<Shown>(() => begin(plan, 0))
  let now = shown
  if (now.plan !== plan) now = begin(plan, now.held)
  if (destination && destination.serial !== now.destination) {
    const at = plan.blockAt(destination.sectionId, destination.offset)
    const there = spanAround(plan, at)
    const drawn = there.first >= now.first && at <= now.last
    now = { ...now, ...(drawn ? {} : there), aim: 'place', held: now.held + 1, destination: destination.serial }
  }
  if (now !== shown) setShown(now)

  const maker = useMemo(() => createTextMaker({ outline, text, ...making }), [outline, text, making])
  const made = useRef(new Map<number, { readonly block: DrawnBlock; readonly whole: boolean; readonly of: unknown; readonly plan: BookPlan }>())
  const slots = useMemo((): readonly BookSlot[] => {
    const known = made.current
    const next: typeof known = new Map()
    const found = plan.blocks.slice(now.first, now.last + 1).map((block): BookSlot => {
      const kept = known.get(block.index)
      const usable = kept && kept.of === making && kept.plan === plan && kept.block
      if (usable && kept.whole) {
        next.set(block.index, kept)
        return { index: block.index, weight: block.weight, block: kept.block }
      }
      const needs = plan.needs(block)
      if (!isBook || needs.some(({ start, end }) => !text.has(start, end))) return { index: block.index, weight: block.weight, block: null }
      const numbered = block.parts.every(({ section, cut }) => !cut || text.has(section.range?.start ?? 0, cut.start))
      const mended = !making.repairs || needs.every(({ start, end }) => text.edits(start, end) !== null)
      const drawn = usable && !numbered ? kept.block : makeBlock(block, maker, text)
      next.set(block.index, { block: drawn, whole: numbered && mended, of: making, plan })
      return { index: block.index, weight: block.weight, block: drawn }
    })
    made.current = next
    return found
  }, [plan, now.first, now.last, maker, making, text, isBook])

  useEffect(() => {
    if (!isBook) return
    for (const { index } of slots) {
      const block = plan.blocks[index]
      for (const need of block ? plan.needs(block) : []) {
        const here = text.has(need.start, need.end) && (!making.repairs || text.edits(need.start, need.end) !== null)
        // What does not come now is asked for again when the reader comes by.
        if (!here) actions.needText(need, making.repairs).catch(() => undefined)
      }
    }
  }, [isBook, plan, slots, text, making, actions])

  const before = useRef<HTMLDivElement>(null)
  const after = useRef<HTMLDivElement>(null)
  /** Measured sizes, in CSS px or pages, and how much of it a character takes. */
  const sizes = useRef({ of: new Map<number, number>(), rate: 0, layout: '', plan })
  /** Where drawn blocks begin in what the pane scrolls over. */
  const tops = useRef(new Map<number, number>())
  /** By how much the room before what is drawn is too small, so that the text did not have to move. */
  const drift = useRef(0)
  const latest = useRef(now)
  latest.current = now
  const timer = useRef(0)
  const frame = useRef(0)

  const sizeOf = useCallback(
    (index: number): number => {
      const { of, rate } = sizes.current
      const guess = (plan.blocks[index]?.weight ?? 0) * rate
      return of.get(index) ?? (paged ? Math.max(1, Math.round(guess)) : guess)
    },
    [plan, paged],
  )
  const sum = useCallback(
    (from: number, to: number): number => {
      let total = 0
      for (let index = from; index < to; index += 1) total += sizeOf(index)
      return total
    },
    [sizeOf],
  )
  const elements = useCallback((): HTMLElement[] => [...(column.current?.querySelectorAll<HTMLElement>(':scope > [data-block]') ?? [])], [column])

  const place = useCallback(
    (aim: Aim) => {
      const pane = scroller.current
      if (!pane || !isBook) return
      const axis = createBookAxis(pane, { vertical, paged })
      const { first, last } = latest.current
      const known = sizes.current
      if (known.layout !== layout || known.plan !== plan) {
        sizes.current = { of: new Map(), rate: 0, layout, plan }
        tops.current.clear()
      }
      const { of } = sizes.current
      const drawn = elements()
      let [room, weight] = [0, 0]
      for (const element of drawn) {
        const index = Number(element.dataset['block'])
        if (element.dataset['here'] === undefined) continue
        element.style.removeProperty('block-size')
        const size = paged ? element.getClientRects().length : axis.size(element.getBoundingClientRect())
        of.set(index, size)
        room += size
        weight += plan.blocks[index]?.weight ?? 0
      }
      // Once it is known it stays: the room of a whole book would jump with each block that is measured.
      if (sizes.current.rate === 0 && weight > 0) sizes.current.rate = room / weight
      const setRoom = (element: HTMLElement | null, size: number) => element?.style.setProperty('block-size', `${Math.max(0, size)}px`)
      const lead = paged ? 0 : Math.min(mostRoom, sum(0, first))
      if (!paged) {
        for (const element of drawn) {
          if (element.dataset['here'] === undefined) setRoom(element, sizeOf(Number(element.dataset['block'])))
        }
        setRoom(before.current, lead)
        setRoom(after.current, Math.min(mostRoom, sum(last + 1, plan.blocks.length)))
      }
      drift.current = 0
      const topOf = (element: HTMLElement): number => {
        const [box] = element.getClientRects()
        return box ? axis.start(box) + axis.scrolled() : 0
      }
      if (aim === 'start' || aim === 'end') axis.scrollToEnd(aim)
      if (aim === 'stay') {
        const kept = drawn.filter((element) => tops.current.has(Number(element.dataset['block'])))
        const from = axis.scrolled() + 1
        const anchor = kept.findLast((element) => (tops.current.get(Number(element.dataset['block'])) ?? 0) <= from) ?? kept[0]
        const moved = anchor ? topOf(anchor) - (tops.current.get(Number(anchor.dataset['block'])) ?? 0) : 0
        if (Math.abs(moved) >= 0.5) {
          // A pane that is being scrolled is left alone: the room before the text gives way instead.
          if (!paged && first > 0 && lead - moved >= 0) {
            setRoom(before.current, lead - moved)
            drift.current = moved
          } else axis.scrollBy(moved)
        }
      }
      tops.current = new Map(drawn.map((element) => [Number(element.dataset['block']), topOf(element)]))
    },
    [scroller, isBook, vertical, paged, layout, plan, elements, sizeOf, sum],
  )

  useLayoutEffect(() => place(now.aim), [place, slots, now])

  const setRight = useCallback(() => {
    const pane = scroller.current
    if (!pane || drift.current === 0 || paged) return
    const lead = Math.min(mostRoom, sum(0, latest.current.first))
    const by = drift.current
    before.current?.style.setProperty('block-size', `${lead}px`)
    drift.current = 0
    createBookAxis(pane, { vertical, paged }).scrollBy(by)
    tops.current = new Map([...tops.current].map(([index, top]) => [index, top + by]))
  }, [scroller, paged, vertical, sum])

  const pinned = useCallback((): BlockSpan | null => {
    const selection = document.getSelection()
    const text = column.current
    const nodes = [
      ...(selection && !selection.isCollapsed ? [selection.anchorNode, selection.focusNode] : []),
      document.activeElement,
    ]
    const held = nodes.flatMap((node) => {
      const element = node instanceof Element ? node : node?.parentElement
      const block = text?.contains(element ?? null) ? element?.closest<HTMLElement>('[data-block]')?.dataset['block'] : undefined
      return block === undefined ? [] : [Number(block)]
    })
    return held.length === 0 ? null : { first: Math.min(...held), last: Math.max(...held) }
  }, [column])

  const draw = useCallback(
    (span: BlockSpan) => {
      const { first, last } = latest.current
      const pin = pinned()
      const wider = pin ? { first: Math.min(span.first, pin.first), last: Math.max(span.last, pin.last) } : span
      const weight = plan.blocks.slice(wider.first, wider.last + 1).reduce((total, block) => total + block.weight, 0)
      const next = pin && weight <= longestSelection ? wider : span
      if (next.first === first && next.last === last) return false
      flushSync(() => setShown((known) => (known.plan === plan ? { ...known, ...next, aim: 'stay' } : known)))
      return true
    },
    [pinned, plan],
  )

  const follow = useCallback(() => {
    const pane = scroller.current
    if (!pane || !isBook) return
    clearTimeout(timer.current)
    timer.current = window.setTimeout(setRight, rest)
    const axis = createBookAxis(pane, { vertical, paged })
    const drawn = latest.current
    const boxes = elements()
    const count = plan.blocks.length
    const [head] = boxes
    const box = head?.getClientRects()[0]
    if (!head || !box) return
    const extent = axis.extent()
    let next: BlockSpan
    if (paged) {
      const current = boxes.findLast((element) => {
        const [own] = element.getClientRects()
        return own !== undefined && axis.start(own) < extent - 1
      })
      const at = Number((current ?? head).dataset['block'])
      const about = (by: number): BlockSpan => ({ first: Math.max(0, at - by), last: Math.min(count - 1, at + by) })
      next = nextSpan(drawn, about(0), about(1), about(2))
    } else {
      const at = Number(head.dataset['block'])
      const within = (panes: number) => blocksWithin({ count, sizeOf }, at, axis.start(box), extent, panes * extent)
      next = nextSpan(drawn, within(0), within(near), within(away))
    }
    if (!draw(next) || frame.current !== 0) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      follow()
    })
  }, [scroller, isBook, vertical, paged, elements, plan, sizeOf, draw, setRight])

  // A view that was sent somewhere draws what lies about the place when the place itself has been painted.
  useEffect(() => {
    const soon = requestAnimationFrame(() => follow())
    return () => cancelAnimationFrame(soon)
  }, [follow, now.held])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      cancelAnimationFrame(frame.current)
    },
    [],
  )

  const measure = useCallback(
    (anew: boolean) => {
      if (anew) sizes.current = { of: new Map(), rate: 0, layout, plan }
      if (anew) tops.current.clear()
      place('stay')
    },
    [place, layout, plan],
  )

  const goToEnd = useCallback(
    (end: 'start' | 'end') => {
      const index = end === 'start' ? 0 : plan.blocks.length - 1
      const span = end === 'start' ? { first: 0, last: Math.min(1, plan.blocks.length - 1) } : { first: Math.max(0, index - 1), last: index }
      setShown((known) => ({ ...known, ...(known.first <= index && known.last >= index ? {} : span), aim: end }))
      requestAnimationFrame(() => follow())
    },
    [plan, follow],
  )

  const show = useCallback(
    (sectionId: string, offset: number | null) => {
      const at = plan.blockAt(sectionId, offset)
      const { first, last } = latest.current
      if (at >= first && at <= last) return
      flushSync(() => setShown((known) => ({ ...known, ...spanAround(plan, at), aim: 'place', held: known.held + 1 })))
    },
    [plan],
  )

  const pageOf = useCallback(
    ({ index, count }: PageCount): PageCount => {
      const { first, last } = latest.current
      const lead = sum(0, first)
      return { index: lead + index, count: lead + count + sum(last + 1, plan.blocks.length), about: true }
    },
    [sum, plan],
  )

  const here = slots.every(({ block }) => block !== null)
  const held = `${now.held} ${here}`
  const goesOn = now.last < plan.blocks.length - 1
  return useMemo(
    () => (isBook ? { slots, held, before, after, goesOn, follow, measure, goToEnd, show, pageOf } : null),
    [isBook, slots, held, goesOn, follow, measure, goToEnd, show, pageOf],
  )
}
