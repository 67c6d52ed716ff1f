import { methods, type Handlers, type MethodName } from '../../preload/contract/index.ts'
import { defaultSettings } from '../../preload/contract/app.ts'
import { AppError, type EventMessage } from '../../preload/contract/wire.ts'
import { createDispatch, type Dispatch } from '../../main/dispatch.ts'

export interface FakeApp {
  readonly dispatch: Dispatch
  listen(listener: (event: EventMessage) => void): () => void
  emit(event: EventMessage): void
  /** What reached a handler, in order. */
  readonly handled: { name: string; input: unknown }[]
  readonly logged: string[]
}

/** Real dispatch over handlers that answer little: only what the bridge itself needs to be tested with. */
export const createFakeApp = (overrides: Partial<Handlers> = {}): FakeApp => {
  const handled: { name: string; input: unknown }[] = []
  const logged: string[] = []
  const listeners = new Set<(event: EventMessage) => void>()
  const missing = Object.fromEntries(
    (Object.keys(methods) as MethodName[]).map((name) => [
      name,
      () => Promise.reject(new AppError('not-found', `no ${name} here`)),
    ]),
  ) as unknown as Handlers
  const handlers: Handlers = {
    ...missing,
    'settings.get': () => Promise.resolve(defaultSettings),
    'settings.change': (change) => Promise.resolve({ ...defaultSettings, ...change } as typeof defaultSettings),
    'documents.list': () => Promise.reject(new Error('secret-path-in-a-stack-trace')),
    'app.openLink': () => Promise.resolve({}),
    ...overrides,
  }
  const recording = Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      (input: never) => {
        handled.push({ name, input })
        return handler(input)
      },
    ]),
  ) as unknown as Handlers
  return {
    dispatch: createDispatch(recording, (line) => logged.push(line)),
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    emit: (event) => {
      for (const listener of listeners) listener(event)
    },
    handled,
    logged,
  }
}
