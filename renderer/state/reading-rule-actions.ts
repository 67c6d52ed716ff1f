import type { ReadingRule } from '../../preload/contract/readings.ts'
import type { Client } from '../bridge/client.ts'
import { openDocument } from './document.ts'
import type { AppStore } from './index.ts'

export interface ReadingRuleActionsOptions {
  readonly store: AppStore
  readonly client: Client
  readonly failed: (error: unknown) => void
}

/** The reader's own readings of words, kept for each document. */
export const createReadingRuleActions = ({ store, client, failed }: ReadingRuleActionsOptions) => {
  const documentId = (): string | null => openDocument(store.get().reading)?.outline.documentId ?? null
  const take = (rules: readonly ReadingRule[]) => store.dispatch({ slice: 'readings', action: { type: 'rules.loaded', rules } })
  const change = async (method: 'readings.set' | 'readings.remove', rule: ReadingRule) => {
    const id = documentId()
    if (id === null) return
    try {
      const rules = await client.call(method, { documentId: id, rule })
      if (documentId() === id) take(rules)
    } catch (error) {
      failed(error)
    }
  }
  return {
    loadReadingRules: async (id: string) => take(await client.call('readings.list', { documentId: id })),
    setReadingRule: (rule: ReadingRule) => change('readings.set', rule),
    removeReadingRule: (rule: ReadingRule) => change('readings.remove', rule),
  }
}
