import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { formatPassageLink, parsePassageLink } from '../../preload/contract/passage-link.ts'
import { filesAmong } from './opened-file.ts'

export interface BrowserOptions {
  /** Absolute folders, or null for the usual place. */
  readonly library: string | null
  readonly state: string | null
  /** 0 lets the system choose. */
  readonly port: number
  /** What to open: the best there is, the default browser, or nothing. */
  readonly open: 'best' | 'browser' | 'nothing'
  readonly readOnly: boolean
  readonly help: boolean
  /** A link to the passage to begin with, or null. */
  readonly link: string | null
  /** Files to open, as absolute paths. */
  readonly files: readonly string[]
}

export const browserUsage = `Yandu in a browser window.

  FILE               opens a file to be added to the library: text, Markdown, HTML, EPUB, DOCX or PDF
  yandu://…          opens the text at the passage that the link leads to

  --library DIR      the library folder
  --state DIR        the folder for settings, caches and logs
  --port N           the port on 127.0.0.1 (default: any free one)
  --browser-window   open in the default browser instead of a window of its own
  --no-window        open nothing: print the address and serve until Ctrl+C
  --serve            the same as --no-window
  --read-only        open a library that another Yandu has open, without writing to it
  --help             show this
`

const flags = {
  library: { type: 'string' },
  state: { type: 'string' },
  port: { type: 'string' },
  'browser-window': { type: 'boolean' },
  'no-window': { type: 'boolean' },
  serve: { type: 'boolean' },
  'read-only': { type: 'boolean' },
  help: { type: 'boolean' },
} as const

const parsePort = (text: string | undefined): number => {
  if (text === undefined) return 0
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1
  if (port === 0 || (port >= 1024 && port <= 65_535)) return port
  throw new TypeError(`--port takes a number from 1024 to 65535, or 0 for any; not '${text}'.`)
}

const linkOf = (positionals: readonly string[]): string | null => {
  const [text, second] = positionals.filter((arg) => filesAmong([arg], '').length === 0)
  if (text === undefined) return null
  const link = parsePassageLink(text)
  if (link !== null && second === undefined) return formatPassageLink(link)
  const odd = (link === null ? text : (second ?? '')).slice(0, 80)
  throw new TypeError(`'${odd}' was not understood; besides options Yandu takes files and one yandu:// link to a passage.`)
}

/** `cwd` resolves relative folders. Throws TypeError, in words for the terminal, when an argument is not understood. */
export const parseBrowserOptions = (args: readonly string[], cwd: string): BrowserOptions => {
  const { values, positionals } = parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: true })
  const folder = (value: string | undefined): string | null => (value === undefined ? null : resolve(cwd, value))
  const nothing = values.serve === true || values['no-window'] === true
  return {
    library: folder(values.library),
    state: folder(values.state),
    port: parsePort(values.port),
    open: nothing ? 'nothing' : values['browser-window'] === true ? 'browser' : 'best',
    readOnly: values['read-only'] === true,
    help: values.help === true,
    link: linkOf(positionals),
    files: filesAmong(positionals, cwd),
  }
}
