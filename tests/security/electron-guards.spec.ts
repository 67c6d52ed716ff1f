import { describe, expect, it } from 'vitest'
import {
  guardContents,
  guardSession,
  isTrustedSender,
  mayRequest,
  refusedNavigations,
  schemePrivileges,
  webPreferences,
  type GuardableSession,
} from '../../main/shells/electron-guards.ts'

describe('the app scheme', () => {
  it('has the three privileges it needs and none that would open it to others', () => {
    expect(schemePrivileges).toEqual({ standard: true, secure: true, supportFetchAPI: true })
  })
})

describe('every window', () => {
  it.each(['/preload.cjs', null])('is isolated and sandboxed, without Node and webview (preload %s)', (preload) => {
    expect(webPreferences(preload)).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
      partition: 'yandu',
    })
    expect('preload' in webPreferences(preload)).toBe(preload !== null)
  })
})

describe('the session', () => {
  const guarded = () => {
    const answers = {
      request: (_permission: string): boolean | undefined => undefined,
      check: (): boolean => true,
      device: (): boolean => true,
      display: (): unknown => 'granted',
      before: (_url: string): boolean | undefined => undefined,
      download: (): boolean => false,
      spelling: true,
    }
    const session: GuardableSession = {
      setPermissionRequestHandler: (handler) => {
        answers.request = (permission) => {
          let granted: boolean | undefined
          handler({}, permission, (answer) => (granted = answer))
          return granted
        }
      },
      setPermissionCheckHandler: (handler) => void (answers.check = handler),
      setDevicePermissionHandler: (handler) => void (answers.device = handler),
      setDisplayMediaRequestHandler: (handler) => {
        answers.display = () => {
          let given: unknown = 'nothing said'
          handler({}, (streams) => (given = streams))
          return given
        }
      },
      setSpellCheckerEnabled: (enable) => void (answers.spelling = enable),
      webRequest: {
        onBeforeRequest: (listener) => {
          answers.before = (url) => {
            let cancelled: boolean | undefined
            listener({ url }, ({ cancel }) => (cancelled = cancel))
            return cancelled
          }
        },
      },
      on: (_event, listener) => {
        answers.download = () => {
          let prevented = false
          listener({ preventDefault: () => (prevented = true) })
          return prevented
        }
      },
    }
    guardSession(session)
    return answers
  }

  it.each([
    'media',
    'geolocation',
    'notifications',
    'midi',
    'clipboard-read',
    'openExternal',
    'fullscreen',
    'fileSystem',
    'hid',
    'unknown',
  ])('refuses the permission %s when asked and when checked', (permission) => {
    const session = guarded()
    expect([session.request(permission), session.check()]).toEqual([false, false])
  })

  it('refuses devices, screens, downloads and the dictionary server', () => {
    const session = guarded()
    expect([session.device(), session.display(), session.download(), session.spelling]).toEqual([
      false,
      null,
      true,
      false,
    ])
  })

  it.each([
    'http://example.org/',
    'https://example.org/',
    'http://127.0.0.1:1/',
    'ws://example.org/',
    'wss://example.org/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'filesystem:https://a/x',
    'chrome://settings',
    'chrome-extension://abc/x',
    'app://other/',
    'app://yandu.evil.example/',
    'app://yandu:80/',
    'app:yandu',
    'view-source:app://yandu/',
    'javascript:1',
    '',
    '//host/share',
    '\\\\host\\share',
  ])('cancels the request %j', (url) => {
    expect(guarded().before(url)).toBe(true)
    expect(mayRequest(url)).toBe(false)
  })

  it.each([
    'app://yandu/',
    'app://yandu/assets/a.js',
    'blob:app://yandu/1',
    'data:image/png;base64,',
    'devtools://devtools/x',
  ])('lets %s pass', (url) => expect(guarded().before(url)).toBe(false))
})

describe('every page', () => {
  it('goes nowhere, opens nothing, embeds nothing', () => {
    const listeners = new Map<string, (event: { preventDefault(): void }) => void>()
    let open: () => unknown = () => ({ action: 'allow' })
    let policy = 'default'
    guardContents({
      on: (event, listener) => void listeners.set(event, listener),
      setWindowOpenHandler: (handler) => (open = handler),
      setWebRTCIPHandlingPolicy: (given) => (policy = given),
    })
    const prevented = [...listeners].filter(([, listener]) => {
      let stopped = false
      listener({ preventDefault: () => (stopped = true) })
      return stopped
    })
    expect(prevented.map(([event]) => event)).toEqual([
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
    ])
    expect(prevented.map(([event]) => event)).toEqual([...refusedNavigations])
    expect(open()).toEqual({ action: 'deny' })
    expect(policy).toBe('disable_non_proxied_udp')
  })
})

describe('the sender of a call', () => {
  const reader = {}
  const frame = { origin: 'app://yandu', detached: false, parent: null }

  it('is our window’s main frame at our origin', () => {
    expect(isTrustedSender({ sender: reader, senderFrame: frame }, reader)).toBe(true)
  })

  it.each([
    ['another window', { sender: {}, senderFrame: frame }],
    ['a frame that has gone', { sender: reader, senderFrame: null }],
    ['a frame being replaced', { sender: reader, senderFrame: { ...frame, detached: true } }],
    ['a sub-frame', { sender: reader, senderFrame: { ...frame, parent: frame } }],
    ['another origin', { sender: reader, senderFrame: { ...frame, origin: 'https://yandu' } }],
    ['an origin that begins like ours', { sender: reader, senderFrame: { ...frame, origin: 'app://yandu.evil' } }],
    ['another host of our scheme', { sender: reader, senderFrame: { ...frame, origin: 'app://other' } }],
    ['an opaque origin', { sender: reader, senderFrame: { ...frame, origin: 'null' } }],
    ['no origin', { sender: reader, senderFrame: { ...frame, origin: '' } }],
  ])('is not %s', (_who, event) => expect(isTrustedSender(event, reader)).toBe(false))

  it('is nobody while there is no window', () => {
    expect(isTrustedSender({ sender: reader, senderFrame: frame }, null)).toBe(false)
  })
})
