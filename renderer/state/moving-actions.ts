import type { Settings } from '../../preload/contract/app.ts'
import type { Client } from '../bridge/client.ts'
import { openDocument, type Movement } from './document.ts'
import { placeBeyond, type Place } from './history.ts'
import type { AppStore } from './index.ts'
import { interrupted, ownPace, seenAt, startPace, type Pace } from './pace.ts'
import { charactersBefore, usualPace } from './progress.ts'
import { sectionAt } from './reading-order.ts'

export interface MovingActionsOptions {
  readonly store: AppStore
  readonly client: Client
  readonly later: (task: () => void, ms: number) => () => void
  /** Milliseconds that only grow. */
  readonly clock: () => number
  readonly changeSettings: (change: Partial<Settings>) => void
  readonly openDocument: (documentId: string) => Promise<void>
  /** Called before the view goes to a section. */
  readonly leaveFor: (sectionId: string) => void
}

/** How long reading rests before its place is written, in ms. */
const positionRest = 300

/** A pace that differs by less than this part from the one that is kept is not worth writing. */
const paceDifference = 0.05

/** Going about in the text: jumps, which can be taken back, and movements, which cannot. */
export const createMovingActions = (options: MovingActionsOptions) => {
  const { store, client, later, clock, changeSettings, leaveFor } = options
  let cancelPosition = () => {}
  let position: { documentId: string; sectionId: string; offset: number } | null = null
  let pace: Pace | null = null

  const here = (): Place | null => {
    const { reading } = store.get()
    const document = openDocument(reading)
    return document && { documentId: document.outline.documentId, sectionId: reading.sectionId, offset: reading.offset }
  }

  const writePosition = () => {
    cancelPosition()
    // A lost position is a small thing; the next movement writes it again.
    if (position) client.call('positions.set', position).catch(() => {})
    position = null
  }

  const keepPosition = () => {
    const { documentId, sectionId, offset } = here() ?? {}
    if (documentId === undefined || sectionId === undefined) return
    position = { documentId, sectionId, offset: offset ?? 0 }
    cancelPosition()
    cancelPosition = later(writePosition, positionRest)
  }

  const interruptReading = () => {
    if (pace) pace = interrupted(pace)
  }

  const observeReading = (sectionId: string, offset: number) => {
    const { reading, shell } = store.get()
    const document = openDocument(reading)
    if (!document) return
    pace ??= startPace(shell.settings.pace, usualPace)
    pace = seenAt(pace, charactersBefore(document, sectionId, offset), clock())
    const own = ownPace(pace)
    const kept = shell.settings.pace
    if (own !== null && (kept === null || Math.abs(own - kept) > kept * paceDifference)) changeSettings({ pace: own })
  }

  const record = (to: { readonly sectionId: string; readonly offset: number | null }, continues: boolean) => {
    const from = here()
    interruptReading()
    if (!from) return
    store.dispatch({ slice: 'history', action: { type: 'place.jumped', from, to: { ...to, documentId: from.documentId }, continues } })
  }

  const show = (sectionId: string, offset: number | null) => {
    store.dispatch({ slice: 'reading', action: { type: 'section.wanted', sectionId, offset } })
    keepPosition()
  }

  const goTo = (sectionId: string, offset: number | null = null) => {
    record({ sectionId, offset }, false)
    leaveFor(sectionId)
    show(sectionId, offset)
  }

  const move = (wish: Movement) => store.dispatch({ slice: 'reading', action: { type: 'view.moving', wish } })

  const switchTo = async (documentId: string) => {
    changeSettings({ documentId })
    await options.openDocument(documentId)
  }

  const step = async (by: 1 | -1) => {
    const from = here()
    const to = placeBeyond(store.get().history, by)
    if (!from || !to) return
    interruptReading()
    store.dispatch({ slice: 'history', action: { type: 'place.stepped', from, by } })
    if (to.documentId !== from.documentId) await switchTo(to.documentId)
    if (here()?.documentId !== to.documentId) return
    leaveFor(to.sectionId)
    show(to.sectionId, to.offset)
  }

  return {
    /** Jumps to a place in the text. A note of another section that was being written is finished first. */
    goTo,

    /**
     * Jumps to something found in the text; a note that is being written stays open. A jump that `continues` counts as one
     * with the one before it.
     */
    goToHit: (offset: number, continues: boolean) => {
      const document = openDocument(store.get().reading)
      if (!document) return
      const sectionId = sectionAt(document.outline, offset)
      record({ sectionId, offset }, continues)
      show(sectionId, offset)
    },

    /** Jumps to a place in any text; one way back leads to where the reader is now. */
    goToPlace: async ({ documentId, sectionId, offset }: Place) => {
      const from = here()
      if (from?.documentId === documentId) return goTo(sectionId, offset)
      interruptReading()
      if (from) {
        const to = { documentId, sectionId, offset }
        store.dispatch({ slice: 'history', action: { type: 'place.jumped', from, to, continues: false } })
      }
      await switchTo(documentId)
      if (here()?.documentId === documentId) show(sectionId, offset)
    },

    /** Moves the view from where it is. It is no jump: there is no way back from it but the same way. */
    move,

    goBack: () => step(-1),
    goForward: () => step(1),

    /** Jumps to another text, to the place last read in it. */
    visitDocument: async (documentId: string) => {
      const from = here()
      if (from?.documentId === documentId) return
      interruptReading()
      if (from) {
        const to = { documentId, sectionId: '0', offset: null }
        store.dispatch({ slice: 'history', action: { type: 'place.jumped', from, to, continues: false } })
      }
      await switchTo(documentId)
    },

    /** The reader has come to this place by scrolling. `offset` is the first visible code point of L1. */
    reached: (sectionId: string, offset: number) => {
      store.dispatch({ slice: 'reading', action: { type: 'section.reached', sectionId, offset } })
      observeReading(sectionId, offset)
      keepPosition()
    },

    /** The reader turns to something else; the place is written at once. */
    leaveReading: () => {
      interruptReading()
      writePosition()
    },
  }
}
