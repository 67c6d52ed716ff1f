import { EventEmitter } from 'node:events'

/**
 * Stands where Electron's module stands and writes down what is asked of it. It shows how main/shells/electron.ts is
 * wired; what Electron then does is tested in tests/electron where its runtime can be had.
 */
export class Contents extends EventEmitter {
  readonly sent: unknown[][] = []
  openHandler: (() => unknown) | null = null
  webRtcPolicy = ''
  mainFrame = { origin: 'app://yandu', url: 'app://yandu/', detached: false, parent: null }
  setWindowOpenHandler(handler: () => unknown): void {
    this.openHandler = handler
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy
  }
  send(...args: unknown[]): void {
    this.sent.push(args)
  }
  /** Scripts run in the page as if the reader had just done something there. */
  readonly gestures: string[] = []
  executeJavaScript(code: string, userGesture?: boolean): Promise<unknown> {
    if (userGesture === true) this.gestures.push(code)
    return Promise.resolve()
  }
  reloads = 0
  reload(): void {
    this.reloads += 1
  }
}

export class Session extends EventEmitter {
  readonly handlers: Record<string, unknown> = {}
  readonly schemes = new Map<string, (request: Request) => Promise<Response>>()
  setPermissionRequestHandler(handler: unknown): void {
    this.handlers['permissionRequest'] = handler
  }
  setPermissionCheckHandler(handler: unknown): void {
    this.handlers['permissionCheck'] = handler
  }
  setDevicePermissionHandler(handler: unknown): void {
    this.handlers['device'] = handler
  }
  setDisplayMediaRequestHandler(handler: unknown): void {
    this.handlers['display'] = handler
  }
  setSpellCheckerEnabled(enable: boolean): void {
    this.handlers['spelling'] = enable
  }
  readonly webRequest = {
    onBeforeRequest: (listener: unknown): void => void (this.handlers['beforeRequest'] = listener),
  }
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>): void =>
      void this.schemes.set(scheme, handler),
  }
}

export const createStandIn = () => {
  const app = Object.assign(new EventEmitter(), {
    enableSandbox: () => void (state.sandboxed = true),
    setPath: (name: string, path: string) => void state.paths.set(name, path),
    commandLine: { appendSwitch: (name: string, value: string) => void state.switches.set(name, value) },
    requestSingleInstanceLock: () => state.first,
    whenReady: () => Promise.resolve(),
    isReady: () => true,
    isPackaged: false,
    getAppPath: () => '/program',
    setAsDefaultProtocolClient: (...args: unknown[]) => {
      state.schemes.push(args)
      return true
    },
    getPreferredSystemLanguages: () => ['zh-TW'],
    quit: () => {
      for (const window of state.windows) window.close()
    },
    exit: (code: number) => void state.exits.push(code),
  })

  class BrowserWindow extends EventEmitter {
    readonly webContents = new Contents()
    readonly options: Record<string, unknown>
    readonly loaded: string[] = []
    shown = false
    maximized = false
    destroyed = false
    focused = 0
    constructor(options: Record<string, unknown>) {
      super()
      this.options = options
      state.windows.push(this)
      app.emit('web-contents-created', {}, this.webContents)
    }
    loadURL(url: string): Promise<void> {
      this.loaded.push(url)
      return Promise.resolve()
    }
    show(): void {
      this.shown = true
    }
    hide(): void {
      this.shown = false
    }
    focus(): void {
      this.focused += 1
    }
    isMinimized(): boolean {
      return false
    }
    fullScreen = false
    isFullScreen(): boolean {
      return this.fullScreen
    }
    setFullScreen(wanted: boolean): void {
      this.fullScreen = wanted
    }
    /** As on X11, where a hidden window is not maximised. */
    isMaximized(): boolean {
      return this.shown && this.maximized
    }
    maximize(): void {
      this.maximized = true
    }
    getNormalBounds(): object {
      return { x: 1, y: 2, width: 800, height: 600 }
    }
    isDestroyed(): boolean {
      return this.destroyed
    }
    close(): void {
      let prevented = false
      this.emit('close', { preventDefault: () => (prevented = true) })
      if (!prevented) this.destroy()
    }
    destroy(): void {
      this.destroyed = true
      this.emit('closed')
    }
  }

  const state = {
    first: true,
    sandboxed: false,
    paths: new Map<string, string>(),
    switches: new Map<string, string>(),
    windows: [] as BrowserWindow[],
    exits: [] as number[],
    schemes: [] as unknown[][],
    privileged: [] as unknown[],
    sessions: new Map<string, Session>(),
    ipc: new Map<string, (event: unknown, ...args: unknown[]) => Promise<unknown>>(),
    menus: [] as { label?: string; submenu?: { label?: string; click?: () => void }[] }[][],
    opened: [] as string[],
    errors: [] as string[],
    themeSource: '',
  }

  const module = {
    app,
    BrowserWindow,
    Menu: {
      buildFromTemplate: (template: (typeof state.menus)[number]) => template,
      setApplicationMenu: (menu: (typeof state.menus)[number]) => void state.menus.push(menu),
    },
    dialog: {
      showErrorBox: (_title: string, text: string) => void state.errors.push(text),
      showMessageBoxSync: () => 0,
      showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' }),
    },
    ipcMain: {
      handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => Promise<unknown>) => {
        if (state.ipc.has(channel)) throw new Error(`a second handler for ${channel}`)
        state.ipc.set(channel, handler)
      },
    },
    nativeTheme: {
      shouldUseDarkColors: false,
      set themeSource(source: string) {
        state.themeSource = source
      },
    },
    protocol: { registerSchemesAsPrivileged: (schemes: unknown[]) => void state.privileged.push(...schemes) },
    screen: {
      getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
      getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
    },
    session: {
      fromPartition: (name: string) => {
        const found = state.sessions.get(name) ?? new Session()
        state.sessions.set(name, found)
        return found
      },
    },
    shell: {
      openExternal: (url: string) => {
        state.opened.push(url)
        return Promise.resolve()
      },
      showItemInFolder: () => undefined,
    },
  }
  return { module, state }
}
