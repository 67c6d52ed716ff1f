import { expect, it } from 'vitest'
import { defaultFolders } from '../../main/default-folders.ts'

it.each([
  ['linux', {}, '/home/a', '/home/a/.local/share/yandu/library', '/home/a/.local/state/yandu', '/home/a/.local/share/yandu/backups'],
  ['linux', { XDG_DATA_HOME: '/d', XDG_STATE_HOME: '/s' }, '/home/a', '/d/yandu/library', '/s/yandu', '/d/yandu/backups'],
  [
    'linux',
    { XDG_DATA_HOME: 'relative', XDG_STATE_HOME: '' },
    '/home/a',
    '/home/a/.local/share/yandu/library',
    '/home/a/.local/state/yandu',
    '/home/a/.local/share/yandu/backups',
  ],
  [
    'darwin',
    { XDG_DATA_HOME: '/d' },
    '/Users/a',
    '/Users/a/Library/Application Support/Yandu/Library',
    '/Users/a/Library/Application Support/Yandu/State',
    '/Users/a/Library/Application Support/Yandu/Backups',
  ],
  ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\a', 'D:\\Local\\Yandu\\Library', 'D:\\Local\\Yandu\\State', 'D:\\Local\\Yandu\\Backups'],
  [
    'win32',
    {},
    'C:\\Users\\a',
    'C:\\Users\\a\\AppData\\Local\\Yandu\\Library',
    'C:\\Users\\a\\AppData\\Local\\Yandu\\State',
    'C:\\Users\\a\\AppData\\Local\\Yandu\\Backups',
  ],
])('%s with %j', (system, env, home, library, state, backups) => {
  expect(defaultFolders(system, env, home)).toEqual({ library, state, backups })
})
