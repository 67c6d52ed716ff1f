import type { ReadingRule } from '../../preload/contract/readings.ts'

export interface ReadingRulesState {
  /** How the reader wants words of the open document to be read. */
  readonly rules: readonly ReadingRule[]
}

export const initialReadingRules: ReadingRulesState = { rules: [] }

export interface ReadingRulesAction {
  readonly type: 'rules.loaded'
  readonly rules: readonly ReadingRule[]
}

export const reduceReadingRules = (_state: ReadingRulesState, action: ReadingRulesAction): ReadingRulesState => ({ rules: action.rules })
