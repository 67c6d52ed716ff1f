/** Milliseconds an unused handover address stays good. */
const lifetime = 120_000

export interface Handover {
  /** A path that will give the secret to the first browser that asks for it. */
  issue(): string
  /** True once for each path issued, and only for a while. */
  redeem(path: string): boolean
}

/**
 * A browser is started with an address on its command line, which every user of the computer may read in the process
 * list. So that line never holds the secret, only a path that works once and is used up by the window it opens.
 */
export const createHandover = (now: () => number, randomText: () => string): Handover => {
  const open = new Map<string, number>()
  return {
    issue: () => {
      const path = `/open/${randomText()}`
      open.set(path, now() + lifetime)
      return path
    },
    redeem: (path) => {
      const until = open.get(path)
      open.delete(path)
      return until !== undefined && now() < until
    },
  }
}
