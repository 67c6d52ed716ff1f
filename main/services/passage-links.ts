import type { Emit } from '../../preload/contract/index.ts'

export interface PassageLinksOptions {
  readonly emit: Emit
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/** Milliseconds a link waits for a window to take it. */
const patience = 120_000

/**
 * A link to a passage on its way from outside to one window. It waits until a window takes it, so that it outlasts the
 * start of the program, and it is taken once, so that of several windows one moves.
 */
export const createPassageLinks = ({ emit, clock }: PassageLinksOptions) => {
  let waiting: { readonly link: string; readonly until: number } | null = null
  return {
    /** `newWindow`: a window is about to open that will ask by itself; the others are left where they are. */
    offer: (link: string, newWindow: boolean): void => {
      waiting = { link, until: clock() + patience }
      if (!newWindow) emit('app.linkArrived', {})
    },

    take: async (): Promise<{ link: string | null }> => {
      const link = waiting !== null && clock() < waiting.until ? waiting.link : null
      waiting = null
      return { link }
    },
  }
}
