import { posix, win32 } from 'node:path'

export interface Folders {
  /** What a reader would back up or sync. */
  readonly library: string
  /** What belongs to this computer: settings, caches, logs, the browser profile. */
  readonly state: string
  /** Backups: neither in the library, whose loss they are for, nor among caches that somebody clears away. */
  readonly backups: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** An XDG variable counts only when it is an absolute path (XDG Base Directory Specification 0.8). */
const xdg = (env: Environment, name: string, fallback: string): string => {
  const value = env[name] ?? ''
  return posix.isAbsolute(value) ? value : fallback
}

/** Where Yandu keeps its files when nobody says otherwise; `system` is `process.platform`. Absolute paths. */
export const defaultFolders = (system: string, env: Environment, home: string): Folders => {
  if (system === 'win32') {
    const base = win32.join(env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local'), 'Yandu')
    return { library: win32.join(base, 'Library'), state: win32.join(base, 'State'), backups: win32.join(base, 'Backups') }
  }
  if (system === 'darwin') {
    const base = posix.join(home, 'Library', 'Application Support', 'Yandu')
    return { library: posix.join(base, 'Library'), state: posix.join(base, 'State'), backups: posix.join(base, 'Backups') }
  }
  const data = posix.join(xdg(env, 'XDG_DATA_HOME', posix.join(home, '.local', 'share')), 'yandu')
  return {
    library: posix.join(data, 'library'),
    backups: posix.join(data, 'backups'),
    state: posix.join(xdg(env, 'XDG_STATE_HOME', posix.join(home, '.local', 'state')), 'yandu'),
  }
}
