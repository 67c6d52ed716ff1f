import type { EventMessage } from '../../preload/contract/wire.ts'
import type { BreakableWire } from '../../renderer/bridge/client.ts'
import { createHttpWire } from '../../renderer/bridge/http-wire.ts'
import { pageFetch, secret, startServer } from '../main/shells/loopback-fixture.ts'
import type { FakeApp } from './fake-app.ts'

export interface Bridge {
  readonly wire: BreakableWire
  close(): Promise<void>
}

/** The wire of Electron in shape: what crosses is copied as `ipcRenderer` copies it. The real one needs its runtime. */
export const ipcShaped = (app: FakeApp): Promise<Bridge> =>
  Promise.resolve({
    wire: {
      call: async (name, input) => structuredClone(await app.dispatch(structuredClone(name), structuredClone(input))),
      subscribe: (onReady, onEvent) => {
        const stop = app.listen((event: EventMessage) => onEvent(structuredClone(event)))
        queueMicrotask(onReady)
        return stop
      },
    },
    close: () => Promise.resolve(),
  })

/** The wire of the browser shell over its real server and a real `fetch`. */
export const overHttp = async (app: FakeApp): Promise<Bridge> => {
  const { server, port } = await startServer({ app })
  const wire = createHttpWire({
    origin: `http://127.0.0.1:${port}`,
    secret,
    fetch: pageFetch(port),
    isLeaving: () => false,
    random: () => 0.5,
  })
  return { wire, close: () => server.close() }
}

export const bridges = [
  ['the IPC-shaped wire', ipcShaped],
  ['the HTTP wire', overHttp],
] as const
