import { posix, win32 } from 'node:path'

export interface Environment {
  readonly platform: NodeJS.Platform
  readonly env: { readonly [name: string]: string | undefined }
  /** The user's home folder. */
  readonly home: string
}

export interface DefaultFolders {
  readonly library: string
  /** Settings, this device's id and what it last wrote: never synced, never inside the library. */
  readonly state: string
}

/** XDG asks that a relative path there be ignored (Base Directory Specification 0.8). */
const absoluteOr = (value: string | undefined, fallback: string): string =>
  value !== undefined && posix.isAbsolute(value) ? value : fallback

/** Where the library and the program's own state are when nobody says otherwise. */
export const defaultFolders = ({ platform, env, home }: Environment): DefaultFolders => {
  if (platform === 'win32') {
    const data = env['APPDATA']
    const root = win32.join(data !== undefined && data !== '' ? data : win32.join(home, 'AppData', 'Roaming'), 'Yandu')
    return { library: win32.join(root, 'Library'), state: win32.join(root, 'State') }
  }
  if (platform === 'darwin') {
    const root = posix.join(home, 'Library', 'Application Support', 'Yandu')
    return { library: posix.join(root, 'Library'), state: posix.join(root, 'State') }
  }
  return {
    library: posix.join(absoluteOr(env['XDG_DATA_HOME'], posix.join(home, '.local', 'share')), 'yandu', 'library'),
    state: posix.join(absoluteOr(env['XDG_CONFIG_HOME'], posix.join(home, '.config')), 'yandu'),
  }
}
