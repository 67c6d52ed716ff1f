/** A place that looks damaged and was left, because nothing proves what stood there. */
export interface Doubt {
  /** UTF-16 unit of the text that was searched. */
  readonly offset: number
  /** In plain English, a sentence without full stop: "a quotation mark seems to have been moved". */
  readonly what: string
}

/** What a stage found: damage it can undo, and damage it can only point at. */
export interface Examined<F> {
  readonly findings: readonly F[]
  readonly doubts: readonly Doubt[]
}
