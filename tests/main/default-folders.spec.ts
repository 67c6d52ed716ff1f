import { expect, it } from 'vitest'
import { defaultFolders } from '../../main/default-folders.ts'

it.each([
  ['linux', {}, '/home/a', '/home/a/.local/share/yandu/library', '/home/a/.local/state/yandu'],
  ['linux', { XDG_DATA_HOME: '/d', XDG_STATE_HOME: '/s' }, '/home/a', '/d/yandu/library', '/s/yandu'],
  [
    'linux',
    { XDG_DATA_HOME: 'relative', XDG_STATE_HOME: '' },
    '/home/a',
    '/home/a/.local/share/yandu/library',
    '/home/a/.local/state/yandu',
  ],
  [
    'darwin',
    { XDG_DATA_HOME: '/d' },
    '/Users/a',
    '/Users/a/Library/Application Support/Yandu/Library',
    '/Users/a/Library/Application Support/Yandu/State',
  ],
  ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\a', 'D:\\Local\\Yandu\\Library', 'D:\\Local\\Yandu\\State'],
  [
    'win32',
    {},
    'C:\\Users\\a',
    'C:\\Users\\a\\AppData\\Local\\Yandu\\Library',
    'C:\\Users\\a\\AppData\\Local\\Yandu\\State',
  ],
])('%s with %j', (system, env, home, library, state) => {
  expect(defaultFolders(system, env, home)).toEqual({ library, state })
})
