import { exposedWireName, type Wire } from '../../preload/contract/wire.ts'
import type { BreakableWire } from './client.ts'

const isWire = (value: unknown): value is Wire =>
  typeof value === 'object' &&
  value !== null &&
  'call' in value &&
  typeof value.call === 'function' &&
  'subscribe' in value &&
  typeof value.subscribe === 'function'

/** The wire the preload script put into this page, or null when there is none: then this is an ordinary browser. */
export const exposedWire = (page: object): BreakableWire | null => {
  const exposed: unknown = Reflect.get(page, exposedWireName)
  if (!isWire(exposed)) return null
  return {
    call: async (name, input) => {
      try {
        return await exposed.call(name, input)
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        return { ok: false, error: { code: 'disconnected', message, details: {} } }
      }
    },
    subscribe: (onReady, onEvent) => exposed.subscribe(onReady, onEvent),
  }
}
