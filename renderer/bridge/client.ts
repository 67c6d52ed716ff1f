import {
  events,
  type EventData,
  type EventName,
  type Input,
  type MethodName,
  type Output,
} from '../../preload/contract/index.ts'
import { AppError, type EventMessage, type Wire } from '../../preload/contract/wire.ts'

/** A wire that can break while the page lives says so; the one inside Electron cannot. */
export interface BreakableWire extends Wire {
  onLost?(listener: () => void): () => void
}

export interface Client {
  /** Throws AppError with the code of the failure; 'disconnected' when no answer came. */
  call<Name extends MethodName>(name: Name, input: Input<Name>): Promise<Output<Name>>
  /** Runs the listener at every such event. Returns its own unsubscribe, as all of these do. */
  on<Name extends EventName>(name: Name, listener: (data: EventData<Name>) => void): () => void
  /** Runs the listener at every (re)connection, and soon after now if there is a connection already. */
  onReady(listener: () => void): () => void
  /** Runs the listener when the connection breaks; `onReady` follows when it is back. */
  onLost(listener: () => void): () => void
  /** Ends the subscription. Calls may still be made. */
  close(): void
}

type Listener = (data: never) => void

const isEventName = (name: string): name is EventName => Object.hasOwn(events, name)

/** One failing listener is reported like any uncaught error and does not keep the others from hearing. */
const runSafely = (run: () => void): void => {
  try {
    run()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

const addTo = <Item>(set: Set<Item>, item: Item): (() => void) => {
  set.add(item)
  return () => void set.delete(item)
}

/**
 * The typed face of a wire, and the one place that fans its events out. Events are parsed, because a page can be older
 * than the program it reconnects to: what it does not understand it leaves aside; fresh snapshots follow each ready.
 */
export const createClient = (wire: BreakableWire): Client => {
  const listeners = new Map<EventName, Set<Listener>>()
  const readyListeners = new Set<() => void>()
  const lostListeners = new Set<() => void>()
  let connected = false

  const onReady = (): void => {
    connected = true
    for (const listener of [...readyListeners]) runSafely(listener)
  }

  const onLost = (): void => {
    connected = false
    for (const listener of [...lostListeners]) runSafely(listener)
  }

  const onEvent = ({ name, data }: EventMessage): void => {
    if (!isEventName(name)) return
    const parsed = events[name].safeParse(data)
    if (!parsed.success) return
    // The schema stored under this name has just produced the data its listeners were registered for.
    for (const listener of [...(listeners.get(name) ?? [])]) runSafely(() => listener(parsed.data as never))
  }

  const stopLost = wire.onLost?.(onLost)
  const stopEvents = wire.subscribe(onReady, onEvent)

  return {
    call: async <Name extends MethodName>(name: Name, input: Input<Name>): Promise<Output<Name>> => {
      const reply = await wire.call(name, input)
      // The value was made by our own typed handlers; only its way here is untyped.
      if (reply.ok) return reply.value as Output<Name>
      throw new AppError(reply.error.code, reply.error.message, reply.error.details)
    },
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set<Listener>()
      listeners.set(name, set)
      return addTo<Listener>(set, listener)
    },
    onReady: (listener) => {
      const remove = addTo(readyListeners, listener)
      if (connected) {
        queueMicrotask(() => {
          if (connected && readyListeners.has(listener)) runSafely(listener)
        })
      }
      return remove
    },
    onLost: (listener) => addTo(lostListeners, listener),
    close: () => {
      stopEvents()
      stopLost?.()
    },
  }
}
