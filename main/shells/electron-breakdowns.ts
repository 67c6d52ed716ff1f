/** Milliseconds within which breakdowns are counted together. */
const span = 60_000

/** Reloads within that span; a page that breaks down once more would do so for ever. */
const mostReloads = 3

/** Says after each breakdown of a page whether loading it again is worth a try. `now` is in ms. */
export const createReloadLimit = (now: () => number): (() => boolean) => {
  let reloads: readonly number[] = []
  return () => {
    const time = now()
    reloads = reloads.filter((earlier) => time - earlier < span)
    if (reloads.length >= mostReloads) return false
    reloads = [...reloads, time]
    return true
  }
}
