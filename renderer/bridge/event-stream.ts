import { httpWire, type EventMessage } from '../../preload/contract/wire.ts'

const isEventMessage = (value: unknown): value is EventMessage =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' && 'data' in value

/**
 * Reads a stream of lines: the ready line first, then one event a line, with empty lines as signs of life. `onLife`
 * runs at everything that arrives. Resolves when the stream ends; rejects when it breaks or is not such a stream.
 */
export const readEventStream = async (
  body: ReadableStream<Uint8Array>,
  { onReady, onEvent, onLife }: { onReady: () => void; onEvent: (event: EventMessage) => void; onLife: () => void },
): Promise<void> => {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let ready = false
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    onLife()
    const lines = (rest + decoder.decode(chunk.value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line === '') continue
      if (!ready) {
        if (line !== httpWire.readyLine) throw new Error('The event stream does not begin with ready.')
        ready = true
        onReady()
        continue
      }
      const message: unknown = JSON.parse(line)
      if (!isEventMessage(message)) throw new Error('The event stream holds something that is not an event.')
      onEvent(message)
    }
  }
}
