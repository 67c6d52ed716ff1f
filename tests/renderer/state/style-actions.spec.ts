import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openApp, type App } from '../../../main/app.ts'
import { createTerminalPlatform } from '../../../main/terminal/terminal-platform.ts'
import { defaultStyle, type StyleChange } from '../../../preload/contract/style.ts'
import type { EventMessage, Reply } from '../../../preload/contract/wire.ts'
import { createClient } from '../../../renderer/bridge/client.ts'
import { createActions } from '../../../renderer/state/actions.ts'
import { createAppStore } from '../../../renderer/state/index.ts'
import { createNoteSaving } from '../../../renderer/state/note-saving.ts'
import { selectOwnStyle, selectStyle, selectStyleKnown } from '../../../renderer/state/selected-style.ts'
import { startSync } from '../../../renderer/state/sync.ts'

const essay = fileURLToPath(new URL('../../../content/essay/', import.meta.url))

let root: string
let app: App

const open = () =>
  openApp({
    platform: createTerminalPlatform(null),
    libraryFolder: join(root, 'library'),
    stateFolder: join(root, 'state'),
    contentFolder: join(root, 'content'),
    uiFolder: root,
    version: '1.2.3',
    onFocus: () => true,
    log: () => undefined,
  })

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'yandu-style-'))
  for (const id of ['alpha', 'beta']) {
    const folder = join(root, 'content', id)
    await cp(essay, folder, { recursive: true })
    const edition = JSON.parse(await readFile(join(folder, 'edition.json'), 'utf8')) as object
    await writeFile(join(folder, 'edition.json'), JSON.stringify({ ...edition, documentId: id }))
  }
  app = await open()
})

afterEach(async () => {
  await app.close()
  await rm(root, { recursive: true })
})

interface Held {
  readonly name: string
  readonly release: () => void
}

/** One window over the real main side. Timers run when the test says so; answers and events can be held back. */
const createWindow = () => {
  const store = createAppStore()
  const timers = new Map<number, () => void>()
  const sent: { name: string; input: unknown }[] = []
  const held: Held[] = []
  let holding: string[] = []
  let serial = 0
  const wait = (name: string): Promise<void> =>
    holding.includes(name) ? new Promise((release) => void held.push({ name, release })) : Promise.resolve()
  const client = createClient({
    call: async (name, input): Promise<Reply> => {
      sent.push({ name, input })
      const reply = await app.dispatch(structuredClone(name), structuredClone(input))
      await wait(name)
      return structuredClone(reply)
    },
    subscribe: (onReady, onEvent) => {
      queueMicrotask(onReady)
      return app.listen((event: EventMessage) => void wait(event.name).then(() => onEvent(structuredClone(event))))
    },
  })
  const later = (task: () => void) => {
    serial += 1
    const id = serial
    timers.set(id, task)
    return () => void timers.delete(id)
  }
  const saving = createNoteSaving({ store, save: (draft) => client.call('notes.save', draft), later }, Date.now)
  const actions = createActions({ store, client, saving, randomId: () => 'n', later, clock: () => 0 })
  startSync({ store, client, actions, saving })
  const opened = (id: string) =>
    expect.poll(() => {
      const { current } = store.get().reading
      return current.kind === 'open' ? current.document.outline.documentId : current.kind
    }).toBe(id)
  return {
    store,
    actions,
    sent: (name: string) => sent.filter((one) => one.name === name).map(({ input }) => input),
    style: () => selectStyle(store.get()),
    own: () => selectOwnStyle(store.get()),
    opened,
    go: async (id: string) => {
      void actions.openDocument(id)
      await opened(id)
    },
    /** All that rests is due. */
    rested: () => {
      const due = [...timers.values()]
      timers.clear()
      for (const task of due) task()
    },
    hold: (...names: string[]) => {
      holding = names
    },
    held,
    /** Lets go of the oldest answer or event of this name. */
    release: async (name: string) => {
      const at = held.findIndex((one) => one.name === name)
      held.splice(at, 1)[0]?.release()
      await new Promise((resolve) => setTimeout(resolve, 5))
    },
  }
}

const onDisk = async (documentId: string): Promise<StyleChange> => {
  const reply = await app.dispatch('styles.get', { documentId })
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value as StyleChange
}

const wellKept = (documentId: string, style: StyleChange) => expect.poll(() => onDisk(documentId)).toEqual(style)

describe('a change', () => {
  test('is in force at once, rests, and is sent as one', async () => {
    const window = createWindow()
    await window.opened('alpha')
    for (const size of [20, 21, 22]) window.actions.changeStyle({ size })
    window.actions.changeStyle({ theme: 'sepia' })
    expect(window.style()).toEqual({ ...defaultStyle, size: 22, theme: 'sepia' })
    expect(window.sent('styles.change')).toEqual([])
    window.rested()
    await wellKept('alpha', { size: 22, theme: 'sepia' })
    expect(window.sent('styles.change')).toEqual([{ documentId: 'alpha', change: { size: 22, theme: 'sepia' } }])
  })

  test('survives a load that was asked for before it', async () => {
    const window = createWindow()
    await window.opened('alpha')
    window.hold('styles.get')
    void window.actions.loadStyle('alpha')
    await expect.poll(() => window.held.length).toBe(1)
    window.actions.changeStyle({ size: 24 })
    window.rested()
    await window.release('styles.get')
    expect(window.own()).toEqual({ size: 24 })
    await wellKept('alpha', { size: 24 })
    expect(window.own()).toEqual({ size: 24 })
  })

  test('survives the event of an earlier one', async () => {
    const window = createWindow()
    await window.opened('alpha')
    window.hold('styles.changed')
    window.actions.changeStyle({ size: 20, measure: 30 })
    window.rested()
    await wellKept('alpha', { size: 20, measure: 30 })
    window.actions.changeStyle({ size: 30 })
    await window.release('styles.changed')
    expect(window.own()).toEqual({ size: 30, measure: 30 })
  })

  test('is sent at once when the window is left, though an earlier one has no answer yet', async () => {
    const window = createWindow()
    await window.opened('alpha')
    window.hold('styles.change')
    window.actions.changeStyle({ size: 20 })
    window.rested()
    await expect.poll(() => window.held.length).toBe(1)
    window.actions.changeStyle({ size: 21 })
    window.actions.flush()
    expect(window.sent('styles.change')).toHaveLength(2)
    await wellKept('alpha', { size: 21 })
  })

  test('is written for the document it was made in', async () => {
    const window = createWindow()
    await window.opened('alpha')
    window.actions.changeStyle({ theme: 'dark' })
    await window.go('beta')
    expect(window.style()).toEqual(defaultStyle)
    window.actions.changeStyle({ theme: 'sepia' })
    window.rested()
    await wellKept('alpha', { theme: 'dark' })
    await wellKept('beta', { theme: 'sepia' })
    await window.go('alpha')
    expect(window.own()).toEqual({ theme: 'dark' })
  })

  test('made while its document is being opened is that document’s', async () => {
    const window = createWindow()
    await window.opened('alpha')
    window.actions.changeStyle({ theme: 'dark' })
    window.hold('documents.outline')
    void window.actions.openDocument('beta')
    await expect.poll(() => window.store.get().reading.current.kind).toBe('loading')
    window.actions.changeStyle({ size: 30 })
    await expect.poll(() => window.held.length).toBe(1)
    window.hold()
    await window.release('documents.outline')
    await window.opened('beta')
    expect(window.own()).toEqual({ size: 30 })
    window.rested()
    await wellKept('beta', { size: 30 })
    await wellKept('alpha', { theme: 'dark' })
  })

  test('is of all documents where none can be opened', async () => {
    const window = createWindow()
    await window.opened('alpha')
    window.actions.changeStyle({ theme: 'dark' })
    await window.actions.openDocument('gone')
    expect(window.store.get().reading.current.kind).toBe('failed')
    expect(window.style().theme).toBe('system')
    window.actions.changeStyle({ theme: 'sepia' })
    expect(window.style().theme).toBe('sepia')
    expect(window.store.get().shell.settings.style.theme).toBe('sepia')
  })
})

describe('the default', () => {
  test('is what a document follows where it has nothing of its own', async () => {
    const window = createWindow()
    await window.opened('alpha')
    window.actions.changeStyle({ size: 24 })
    window.actions.changeDefaultStyle({ size: 30, theme: 'dark' })
    expect(window.style()).toEqual({ ...defaultStyle, size: 24, theme: 'dark' })
    window.rested()
    await window.go('beta')
    expect(window.style()).toEqual({ ...defaultStyle, size: 30, theme: 'dark' })
  })

  test('is followed again in one field or in all, after a change that has no answer yet', async () => {
    const window = createWindow()
    await window.opened('alpha')
    window.actions.changeStyle({ size: 24, theme: 'dark', measure: 28 })
    window.actions.followDefaultStyle(['size'])
    expect(window.own()).toEqual({ theme: 'dark', measure: 28 })
    await wellKept('alpha', { theme: 'dark', measure: 28 })
    window.hold('styles.change')
    window.actions.changeStyle({ size: 33 })
    window.rested()
    await expect.poll(() => window.held.length).toBe(1)
    window.actions.followDefaultStyle()
    expect(window.own()).toEqual({})
    expect(window.sent('styles.clear')).toHaveLength(1)
    await window.release('styles.change')
    await wellKept('alpha', {})
    expect(window.own()).toEqual({})
  })

  test('can be what one document has', async () => {
    const window = createWindow()
    await window.opened('alpha')
    window.actions.changeStyle({ size: 24, theme: 'dark' })
    window.actions.shareStyle()
    expect(window.style()).toEqual({ ...defaultStyle, size: 24, theme: 'dark' })
    expect(window.own()).toEqual({})
    window.rested()
    await wellKept('alpha', {})
    await expect.poll(async () => {
      const reply = await app.dispatch('settings.get', {})
      return reply.ok ? Reflect.get(reply.value as object, 'style') : null
    }).toEqual({ ...defaultStyle, size: 24, theme: 'dark' })
  })
})

describe('several windows', () => {
  test('show what another one changes, and keep what they are changing themselves', async () => {
    const [first, second] = [createWindow(), createWindow()]
    await first.opened('alpha')
    await second.opened('alpha')
    second.actions.changeStyle({ size: 30 })
    first.actions.changeStyle({ theme: 'sepia', size: 20 })
    first.rested()
    await expect.poll(() => second.own()).toEqual({ theme: 'sepia', size: 30 })
    second.rested()
    await expect.poll(() => first.own()).toEqual({ theme: 'sepia', size: 30 })
    first.actions.followDefaultStyle()
    await expect.poll(() => second.own()).toEqual({})
  })

  test('leave each other’s document alone', async () => {
    const [first, second] = [createWindow(), createWindow()]
    await first.opened('alpha')
    await second.opened('alpha')
    await second.go('beta')
    first.actions.changeStyle({ theme: 'dark' })
    first.rested()
    await wellKept('alpha', { theme: 'dark' })
    expect(second.own()).toEqual({})
    expect(second.style().theme).toBe('system')
  })
})

describe('opening', () => {
  test('a late answer about the document before does not undo the style of this one', async () => {
    const window = createWindow()
    await window.opened('alpha')
    await app.dispatch('styles.change', { documentId: 'beta', change: { theme: 'dark' } })
    window.hold('styles.get')
    void window.actions.loadStyle('alpha')
    await expect.poll(() => window.held.length).toBe(1)
    window.hold()
    await window.go('beta')
    expect(window.style().theme).toBe('dark')
    await window.release('styles.get')
    expect(window.style().theme).toBe('dark')
  })

  test('the look of the last document stays until the next one’s is known, and none is shown before the first', async () => {
    await app.dispatch('styles.change', { documentId: 'alpha', change: { theme: 'dark' } })
    const window = createWindow()
    const seen: (string | null)[] = []
    window.store.subscribe(() => seen.push(selectStyleKnown(window.store.get()) ? window.style().theme : null))
    await window.opened('alpha')
    await app.dispatch('styles.change', { documentId: 'beta', change: { theme: 'sepia' } })
    await window.go('beta')
    const turns = seen.filter((theme, index) => theme !== seen[index - 1])
    expect(turns).toEqual([null, 'dark', 'sepia'])
  })

  test('the document that is open is the one that opens next time', async () => {
    const window = createWindow()
    await window.opened('alpha')
    window.rested()
    await expect.poll(async () => {
      const reply = await app.dispatch('settings.get', {})
      return reply.ok ? Reflect.get(reply.value as object, 'documentId') : null
    }).toBe('alpha')
  })
})
