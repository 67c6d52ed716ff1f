import { expect, test } from 'vitest'
import { chooseShell, type Surroundings } from '../../scripts/choose-shell.mjs'

const desktop: Surroundings = {
  asked: null,
  serveOnly: false,
  asRoot: false,
  system: 'linux',
  env: { DISPLAY: ':0' },
  runtime: '/opt/electron/electron',
  fetchRuntime: () => Promise.resolve({ failed: 'there is no network' }),
}

const choose = async (change: Partial<Surroundings>): Promise<string> => {
  const choice = await chooseShell({ ...desktop, ...change })
  return `${choice.shell} (${choice.why})`
}

test('Electron is taken where its runtime and a display are there', async () => {
  expect(await choose({})).toBe('electron (Electron: its runtime is here)')
  expect(await choose({ env: { WAYLAND_DISPLAY: 'wayland-0' } })).toMatch(/^electron/)
  expect(await choose({ system: 'darwin', env: {} })).toMatch(/^electron/)
})

test('a missing runtime is fetched, and the browser shell taken when that fails', async () => {
  expect(await choose({ runtime: null, fetchRuntime: () => Promise.resolve({ program: '/new/electron' }) })).toMatch(/^electron/)
  expect(await choose({ runtime: null })).toBe("browser (browser shell: Electron's runtime is not here: there is no network)")
})

test('nothing is fetched where Electron would not be taken', async () => {
  const fetchRuntime = (): never => {
    throw new Error('fetched')
  }
  const nothingThere = { runtime: null, fetchRuntime }
  expect(await choose({ ...nothingThere, env: {} })).toBe('browser (browser shell: there is no display for Electron)')
  expect(await choose({ ...nothingThere, serveOnly: true })).toBe('browser (browser shell: no window was asked for)')
  expect(await choose({ ...nothingThere, asked: 'browser' })).toBe('browser (browser shell: it was asked for)')
  expect(await choose({ ...nothingThere, asRoot: true })).toMatch(/^browser .*root only without its sandbox/)
})

test('who asks for Electron gets it or is told why not', async () => {
  expect(await choose({ asked: 'electron', asRoot: true })).toMatch(/^electron .*without its sandbox/)
  expect(await choose({ asked: 'electron', runtime: null })).toMatch(/^none .*there is no network/)
  expect(await choose({ asked: 'electron', env: {} })).toMatch(/^none .*display/)
})
