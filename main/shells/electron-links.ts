import type { App } from '../app.ts'
import { linkAmong } from './electron-options.ts'
import { filesAmong } from './opened-file.ts'

/**
 * Links to passages on their way to the window. Those that come before the library is open wait, the newest of them; the
 * window begins with it.
 */
export const createLinkInbox = (first: string | null) => {
  let waiting = first
  let offer: App['offerLink'] | null = null
  return {
    waiting: (): string | null => waiting,
    receive: (link: string | null): void => {
      if (link === null) return
      if (offer === null) waiting = link
      else offer(link, false)
    },
    /** From now on links go to the window. `known`: the one that the library was opened with. */
    deliver: (offerLink: App['offerLink'], known: string | null): void => {
      offer = offerLink
      if (waiting !== null && waiting !== known) offerLink(waiting, true)
      waiting = null
    },
  }
}

/** What of Electron's `app` the system's links go through. */
export interface SchemeApp {
  readonly isPackaged: boolean
  setAsDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean
  on(event: 'open-url', listener: (event: { preventDefault(): void }, url: string) => void): unknown
  on(event: 'open-file', listener: (event: { preventDefault(): void }, path: string) => void): unknown
  on(event: 'second-instance', listener: (event: unknown, args: string[], cwd: string) => void): unknown
}

export interface Hearing {
  readonly link: (link: string | null) => void
  /** Files to open, as absolute paths. */
  readonly files: (paths: readonly string[]) => void
  readonly start: () => void
}

/**
 * Hears the two ways in which the system hands a link or a file to a running program: an event on macOS, which comes as early
 * as the one that starts it, and elsewhere the arguments of a second start.
 */
export const hearLinks = (app: SchemeApp, hear: Hearing): void => {
  // On macOS the file that starts the program comes this way too.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    hear.files([path])
    hear.start()
  })
  app.on('open-url', (event, url) => {
    event.preventDefault()
    const link = linkAmong([url])
    if (link === null) return
    hear.link(link)
    hear.start()
  })
  app.on('second-instance', (_event, args, cwd) => {
    hear.link(linkAmong(args))
    // The first is the program itself.
    hear.files(filesAmong(args.slice(1), cwd))
    hear.start()
  })
}

/** Makes the installed program the one that the system opens `yandu:` links with; false when the system does not let it. */
export const registerScheme = (app: SchemeApp, system: string, program: string): boolean => {
  if (!app.isPackaged) return true
  // Windows puts the link behind these arguments: after "--" nothing that comes with it can be a switch.
  return app.setAsDefaultProtocolClient('yandu', program, system === 'win32' ? ['--'] : [])
}
