import type { BreakableWire } from './client.ts'
import { exposedWire } from './exposed-wire.ts'
import { createHttpWire } from './http-wire.ts'
import { takeSecret } from './secret.ts'

/** The wire of the shell this page runs in. Nothing else in the interface asks which one that is. */
export const connect = (page: Window = window): BreakableWire =>
  exposedWire(page) ??
  createHttpWire({
    origin: '',
    secret: takeSecret(page),
    fetch: (address, init) => page.fetch(address, init),
    isLeaving: () => page.document.visibilityState === 'hidden',
    random: Math.random,
  })
