import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import type { BlockSpan } from '../../reader/book-axis.ts'
import { createSlots, makeBlock, planBook, type BookPlan, type BookSlot, type DrawnBlock } from '../../reader/book-blocks.ts'
import { createBookView, type Aim, type BookPage } from '../../reader/book-view.ts'
import type { PageCount } from '../../reader/flow.ts'
import { offerParts } from '../../reader/page.ts'
import { createTextMaker, type TextModelOptions } from '../../reader/text-model.ts'
import type { OpenDocument } from '../../state/document.ts'
import { wholeLimit } from '../../state/text-loading.ts'
import { useActions, useAppState, useStore } from '../context.ts'

/** Characters of a block: a screen or two of scrolled text. A block begins a page, so that one of pages has more. */
const target = { scroll: 1600, pages: 6000 } as const

/** Milliseconds without a movement after which estimated room may be set right. */
const rest = 200

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
  /** See `BookPage`. */
  readonly layout: string
}

export interface BookWindow {
  readonly plan: BookPlan
  readonly slots: readonly BookSlot[]
  /** A block that is not on the page and is wanted all the same, to be read aloud. */
  readonly aside: DrawnBlock | null
  /** Changes when the reader's place has to be brought into view. */
  readonly held: string
  /** More of the text lies behind what is drawn. */
  readonly goesOn: boolean
  /** Draws what has come near. To be called when the pane has moved. */
  readonly follow: () => void
  /** Measures what is drawn; `anew` when all sizes may have changed. */
  readonly measure: (anew: boolean) => void
  readonly goToEnd: (end: 'start' | 'end') => void
  /** Draws the block of a place; the view goes there. */
  readonly show: (sectionId: string, offset: number | null) => void
  /** Whether the block of a place is drawn. */
  readonly holds: (sectionId: string, offset: number | null) => boolean
  /** The page in the whole book, estimated, for one among those that are drawn. */
  readonly pageOf: (page: PageCount) => PageCount
}

const spanAround = (plan: BookPlan, index: number): BlockSpan => {
  // The cut at the beginning of a part may have been moved past the place.
  const before = plan.blocks[index]?.parts[0]?.cut ? 1 : 0
  return { first: Math.max(0, index - before), last: Math.min(plan.blocks.length - 1, index + 1) }
}

/** Of a text too long to be drawn as a whole, what lies about the reader's place; null for other texts. */
export const useBookWindow = (options: BookWindowOptions): BookWindow | null => {
  const { document: open, making, scroller: scrollerRef, column: columnRef, vertical, paged, layout } = options
  const { outline, text } = open
  const actions = useActions()
  const store = useStore()
  const destination = useAppState((state) => state.reading.destination)
  const isBook = outline.characters > wholeLimit
  const plan = useMemo(() => planBook(isBook ? outline : { ...outline, sections: [] }, paged ? target.pages : target.scroll), [isBook, outline, paged])

  const begin = (held: number): Shown => {
    const { reading } = store.get()
    const wanted = reading.destination
    const place = held === 0 && wanted ? wanted : reading
    return { ...spanAround(plan, plan.blockAt(place.sectionId, place.offset)), plan, aim: 'place', held: held + 1, destination: wanted?.serial ?? 0 }
  }
  const [shown, setShown] = useState<Shown>(() => begin(0))
  let now = shown
  if (now.plan !== plan) now = begin(now.held)
  if (destination && destination.serial !== now.destination) {
    const at = plan.blockAt(destination.sectionId, destination.offset)
    const there = spanAround(plan, at)
    const isDrawn = there.first >= now.first && at <= now.last
    now = { ...now, ...(isDrawn ? {} : there), aim: 'place', held: now.held + 1, destination: destination.serial }
  }
  if (now !== shown) setShown(now)

  const maker = useMemo(() => createTextMaker({ outline, text, ...making }), [outline, text, making])
  const slotsOf = useMemo(() => (isBook && making ? createSlots(plan, making.repairs) : () => []), [isBook, plan, making])
  const { first, last, aim, held } = now
  const slots = useMemo(() => slotsOf(first, last, maker, text), [slotsOf, first, last, maker, text])

  useEffect(() => {
    for (const { index } of slots) {
      const block = plan.blocks[index]
      for (const need of block ? plan.needs(block) : []) {
        const isHere = text.has(need.start, need.end) && (!making.repairs || text.edits(need.start, need.end) !== null)
        // What does not come now is asked for again when the reader comes by.
        if (!isHere) actions.needText(need, making.repairs).catch(() => undefined)
      }
    }
  }, [plan, slots, text, making, actions])

  const [view] = useState(createBookView)
  const drawn = useRef<BlockSpan>({ first, last })
  const page = useCallback((): BookPage | null => {
    const pane = scrollerRef.current
    const column = columnRef.current
    return isBook && pane && column ? { pane, column, plan, vertical, paged, layout, drawn: drawn.current } : null
  }, [scrollerRef, columnRef, isBook, plan, vertical, paged, layout])

  useLayoutEffect(() => {
    drawn.current = { first, last }
    const there = page()
    if (there) view.drawn(there, aim)
  }, [view, page, slots, first, last, aim, held])

  const timer = useRef(0)
  const frame = useRef(0)
  const follow = useCallback(() => {
    const step = () => {
      frame.current = 0
      const there = page()
      if (!there) return
      const next = view.next(there)
      if (next.first === there.drawn.first && next.last === there.drawn.last) return
      flushSync(() => setShown((known) => (known.plan === plan ? { ...known, ...next, aim: 'stay' } : known)))
      if (frame.current === 0) frame.current = requestAnimationFrame(step)
    }
    clearTimeout(timer.current)
    timer.current = window.setTimeout(() => {
      const there = page()
      if (there) view.setRight(there)
    }, rest)
    step()
  }, [page, view, plan])

  // A view that was sent somewhere draws what lies about the place when the place itself has been painted.
  useEffect(() => {
    const soon = requestAnimationFrame(follow)
    return () => cancelAnimationFrame(soon)
  }, [follow, held, aim])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      cancelAnimationFrame(frame.current)
    },
    [],
  )

  const measure = useCallback(
    (anew: boolean) => {
      const there = page()
      if (!there) return
      if (anew) view.forget(there)
      view.drawn(there, 'stay')
    },
    [page, view],
  )

  const goToEnd = useCallback(
    (end: 'start' | 'end') => {
      const index = end === 'start' ? 0 : plan.blocks.length - 1
      const span = { first: Math.max(0, index - 1), last: Math.min(plan.blocks.length - 1, index + 1) }
      setShown((known) => ({ ...known, ...(known.first <= index && known.last >= index ? {} : span), held: known.held, aim: end }))
    },
    [plan],
  )

  const show = useCallback(
    (sectionId: string, offset: number | null) => {
      const there = spanAround(plan, plan.blockAt(sectionId, offset))
      setShown((known) => ({ ...known, ...there, aim: 'place', held: known.held + 1 }))
    },
    [plan],
  )

  const holds = useCallback(
    (sectionId: string, offset: number | null): boolean => {
      const at = plan.blockAt(sectionId, offset)
      return at >= drawn.current.first && at <= drawn.current.last
    },
    [plan],
  )

  const pageOf = useCallback(
    ({ index, count }: PageCount): PageCount => {
      const there = page()
      if (!there) return { index, count }
      const { before, after } = view.pagesAround(there)
      return { index: before + index, count: before + count + after, about: true }
    },
    [page, view],
  )

  const [aside, setAside] = useState<DrawnBlock | null>(null)
  useEffect(() => {
    if (!isBook) return
    const parts = [
      { id: '0', sectionId: '0' },
      ...plan.blocks.flatMap((block) => block.parts.map(({ id, section }) => ({ id, sectionId: section.id }))),
    ]
    const holders = new Map(plan.blocks.flatMap((block) => block.parts.map(({ id }) => [id, block] as const)))
    const find = (id: string) => scrollerRef.current?.querySelector<HTMLElement>(`[data-part="${CSS.escape(id)}"]`) ?? null
    return offerParts({
      parts,
      elementOf: (id) => {
        const onPage = find(id)
        const block = id === '0' ? plan.blocks[0] : holders.get(id)
        if (onPage || !block || plan.needs(block).some(({ start, end }) => !text.has(start, end))) return onPage
        flushSync(() => setAside(makeBlock(block, maker, text)))
        return find(id)
      },
    })
  }, [isBook, plan, maker, text, scrollerRef])

  const isHere = slots.every(({ block }) => block !== null)
  const heldName = `${held} ${isHere}`
  const goesOn = last < plan.blocks.length - 1
  return useMemo(
    () => (isBook ? { plan, slots, aside, held: heldName, goesOn, follow, measure, goToEnd, show, holds, pageOf } : null),
    [isBook, plan, slots, aside, heldName, goesOn, follow, measure, goToEnd, show, holds, pageOf],
  )
}
