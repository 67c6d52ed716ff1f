/**
 * The walls around every page of the Electron shell. Written against the few members of Electron's objects they touch,
 * so that the tests can watch them without Electron.
 */
export const appScheme = 'app'
export const appHost = 'yandu'
export const appOrigin = `${appScheme}://${appHost}`

/** Only these three: with `bypassCSP`, `corsEnabled` or `allowServiceWorkers` other pages could reach the reader's. */
export const schemePrivileges = { standard: true, secure: true, supportFetchAPI: true } as const

/** In memory: nothing of the interface's own storage reaches the disk beside the library and the settings. */
export const partitionName = 'yandu'

const requestSchemes: ReadonlySet<string> = new Set([`${appScheme}:`, 'blob:', 'data:', 'devtools:'])

/** Whether a page may ask for this address at all. Everything with a host but our own is outside. */
export const mayRequest = (address: string): boolean => {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !requestSchemes.has(url.protocol)) return false
  return url.protocol !== `${appScheme}:` || url.host === appHost
}

export interface GuardableSession {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: unknown, answer: (granted: boolean) => void) => void,
  ): void
  setPermissionCheckHandler(handler: () => boolean): void
  setDevicePermissionHandler(handler: () => boolean): void
  setDisplayMediaRequestHandler(handler: (request: unknown, answer: (streams: null) => void) => void): void
  setSpellCheckerEnabled(enable: boolean): void
  readonly webRequest: {
    onBeforeRequest(
      listener: (details: { readonly url: string }, answer: (response: { cancel: boolean }) => void) => void,
    ): void
  }
  on(event: 'will-download', listener: (event: Preventable) => void): unknown
}

export interface Preventable {
  preventDefault(): void
}

/**
 * Refuses every permission, device, screen capture and download, and every request that leaves Yandu. The spelling
 * checker is off because Chromium's fetches its dictionaries from a server.
 */
export const guardSession = (session: GuardableSession): void => {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null))
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayRequest(details.url) }))
  session.on('will-download', (event) => event.preventDefault())
}

export const refusedNavigations = [
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'will-attach-webview',
] as const

export interface GuardableContents {
  on(event: (typeof refusedNavigations)[number], listener: (event: Preventable) => void): unknown
  setWindowOpenHandler(handler: () => { action: 'deny' }): void
  setWebRTCIPHandlingPolicy(policy: 'disable_non_proxied_udp'): void
}

/** No page goes anywhere, opens a window or embeds another: Yandu is one page, loaded by the main side. */
export const guardContents = (contents: GuardableContents): void => {
  for (const event of refusedNavigations) contents.on(event, (navigation) => navigation.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

/** Of every window, the reader's and the hidden one that prints; only the reader's has a preload script. */
export const webPreferences = (preload: string | null) =>
  ({
    ...(preload === null ? {} : { preload }),
    partition: partitionName,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    safeDialogs: true,
  }) as const

export interface Sender {
  readonly sender: object
  readonly senderFrame: {
    readonly origin: string
    readonly detached: boolean
    readonly parent: object | null
  } | null
}

/**
 * Whether a message comes from the main frame of the reader's own window at our own origin. To be asked at once when
 * the message arrives: Electron forgets the frame as soon as it navigates.
 */
export const isTrustedSender = (event: Sender, reader: object | null): boolean => {
  const frame = event.senderFrame
  return (
    reader !== null &&
    event.sender === reader &&
    frame !== null &&
    !frame.detached &&
    frame.parent === null &&
    frame.origin === appOrigin
  )
}
