/** A place where a site left text out, in the restored text (UTF-16 units), with the counts it stated. */
export interface Cut {
  readonly offset: number
  readonly kind: 'paywall-cut-middle' | 'paywall-cut-end'
  /** Range of the notice in the source, in UTF-16 units. */
  readonly sourceStart: number
  readonly sourceEnd: number
  readonly notice: string
  readonly omitted: number | null
  readonly total: number | null
  readonly shown: number | null
  /** Share of the text that is left out, 0 to 1, where the site says that; null where it does not. */
  readonly hidden: number | null
}

export interface Estimate {
  readonly characters: number | null
  readonly basis: string
}

/**
 * How much is missing at a cut. A site that counts the whole and the part it shows may or may not count an earlier
 * omission among the shown; `visible`, the characters really there, tells which.
 */
export const estimateCut = (cut: Cut, others: readonly Cut[], visible: number): Estimate => {
  if (cut.kind === 'paywall-cut-middle') {
    return cut.omitted === null
      ? { characters: null, basis: 'The site says that text is left out here, not how much.' }
      : { characters: null, basis: `The site says that ${cut.omitted} characters are left out here.` }
  }
  if (cut.omitted !== null) {
    return { characters: null, basis: `The site says that ${cut.omitted} more characters follow.` }
  }
  if (cut.hidden !== null && cut.hidden > 0 && cut.hidden < 1 && visible > 0) {
    const missing = Math.round((visible * cut.hidden) / (1 - cut.hidden))
    const percent = Math.round(cut.hidden * 1000) / 10
    return {
      characters: missing,
      basis: `The site says that ${percent} % of the text is not shown; ${visible} characters can be seen here, so about ${missing} are missing.`,
    }
  }
  if (cut.total === null) return { characters: null, basis: 'The site says that the text goes on, not for how long.' }
  const earlier = others.reduce((sum, other) => sum + (other === cut ? 0 : (other.omitted ?? 0)), 0)
  const shown = cut.shown ?? visible
  const containsEarlier = earlier > 0 && Math.abs(visible + earlier - shown) < Math.abs(visible - shown)
  const missing = cut.total - shown - (containsEarlier ? 0 : earlier)
  if (missing <= 0) {
    return {
      characters: null,
      basis: `The site counts ${cut.total} characters in all, which does not tell what is missing.`,
    }
  }
  const claimed = `The site counts ${cut.total} characters in all`
  const counted = cut.shown === null ? claimed : `${claimed} and ${cut.shown} shown`
  const seen = `${counted}; ${visible} can be seen here`
  if (earlier === 0) return { characters: missing, basis: `${seen}: ${cut.total}−${shown}=${missing}.` }
  const [verb, sum] = containsEarlier
    ? ['include', `${cut.total}−${shown}=${missing}`]
    : ['cannot include', `${cut.total}−${shown}−${earlier}=${missing}`]
  return { characters: missing, basis: `${seen}, so the shown ones ${verb} the ${earlier} left out earlier: ${sum}.` }
}
