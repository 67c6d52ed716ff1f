import { expect, test } from 'vitest'
import { defaultFolders } from '../../../main/library/folders.ts'

test('each system has its own place', () => {
  expect(defaultFolders({ platform: 'linux', env: {}, home: '/home/li' })).toEqual({
    library: '/home/li/.local/share/yandu/library',
    state: '/home/li/.config/yandu',
  })
  expect(
    defaultFolders({ platform: 'linux', env: { XDG_DATA_HOME: '/d', XDG_CONFIG_HOME: '/c' }, home: '/home/li' }),
  ).toEqual({ library: '/d/yandu/library', state: '/c/yandu' })
  const odd = { XDG_DATA_HOME: 'relative', XDG_CONFIG_HOME: '' }
  expect(defaultFolders({ platform: 'linux', env: odd, home: '/h' })).toEqual({
    library: '/h/.local/share/yandu/library',
    state: '/h/.config/yandu',
  })
  expect(defaultFolders({ platform: 'darwin', env: {}, home: '/Users/li' })).toEqual({
    library: '/Users/li/Library/Application Support/Yandu/Library',
    state: '/Users/li/Library/Application Support/Yandu/State',
  })
  expect(defaultFolders({ platform: 'win32', env: { APPDATA: 'C:\\R' }, home: 'C:\\Users\\li' })).toEqual({
    library: 'C:\\R\\Yandu\\Library',
    state: 'C:\\R\\Yandu\\State',
  })
  expect(defaultFolders({ platform: 'win32', env: {}, home: 'C:\\Users\\li' }).state).toBe(
    'C:\\Users\\li\\AppData\\Roaming\\Yandu\\State',
  )
})
