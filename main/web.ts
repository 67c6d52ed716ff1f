import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { PrintModel } from '../preload/contract/printing.ts'
import type { Theme } from '../preload/contract/style.ts'
import { commonHeaders, contentSecurityPolicy, inertPolicy } from './content-security-policy.ts'
import type { Web } from './platform.ts'

export interface WebDownload {
  readonly fileName: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

export interface WebDeps {
  /** The built interface: index.html, print.html, assets/. */
  readonly uiFolder: string
  /** The model made for this capability, or null when there is none (any more). */
  printModel(id: string): Promise<PrintModel | null>
  /** The finished file made for this capability, or null when there is none (any more). */
  download(id: string): Promise<WebDownload | null>
  /** The theme the window opens in; without it, the page follows the system until it has asked. */
  theme?(): Theme
}

interface ListedFile {
  readonly path: string
  readonly type: string
  readonly cache: string
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.otf': 'font/otf',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

const hashedName = /^\/assets\/.*-[\w-]{8,}\.\w+$/
const capability = /^\/(print|download)\/([\w-]{16,128})$/

const cacheFor = (urlPath: string, extension: string): string => {
  if (extension === '.html') return 'no-store'
  return hashedName.test(urlPath) ? 'public, max-age=31536000, immutable' : 'no-cache'
}

/** Address path → file, for every regular file of a known kind below the folder. Links are not followed. */
const listFiles = async (folder: string): Promise<ReadonlyMap<string, ListedFile>> => {
  const files = new Map<string, ListedFile>()
  const walk = async (path: string, urlPath: string): Promise<void> => {
    for (const entry of await readdir(path, { withFileTypes: true })) {
      const entryPath = join(path, entry.name)
      const entryUrl = `${urlPath}/${encodeURIComponent(entry.name)}`
      const extension = extname(entry.name).toLowerCase()
      const type = Object.hasOwn(types, extension) ? types[extension] : undefined
      if (entry.isDirectory()) await walk(entryPath, entryUrl)
      else if (entry.isFile() && type !== undefined) {
        files.set(entryUrl, { path: entryPath, type, cache: cacheFor(entryUrl, extension) })
      }
    }
  }
  await walk(folder, '')
  return files
}

const plain = (status: number, words: string, headers: Record<string, string> = {}): Response =>
  new Response(`${words}\n`, {
    status,
    headers: {
      ...commonHeaders,
      'content-security-policy': inertPolicy,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      ...headers,
    },
  })

const notFound = (): Response => plain(404, 'There is nothing here.')

const page = (body: BodyInit | null, type: string, cache: string): Response =>
  new Response(body, {
    headers: {
      ...commonHeaders,
      'content-security-policy': contentSecurityPolicy,
      'content-type': type,
      'cache-control': cache,
    },
  })

const unsafeInScript = /[<>&\u2028\u2029]/g

/** JSON that cannot end the script element it stands in and is the same JSON when parsed. */
export const jsonForScript = (value: unknown): string =>
  JSON.stringify(value).replace(
    unsafeInScript,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const withPrintModel = (html: string, model: PrintModel): string => {
  const end = html.indexOf('</head>')
  if (end < 0) throw new Error('print.html has no </head> to put the print model before.')
  const data = `<script type="application/json" id="print-model">${jsonForScript(model)}</script>`
  return html.slice(0, end) + data + html.slice(end)
}

/** The page in its theme from its first frame, before any script has run. */
const withTheme = (html: string, theme: Theme): string => html.replace('<html', `<html data-theme="${theme}"`)

// Separators, quotes, control characters and the bidirectional controls that can disguise a name's ending.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const unsafeInFileName = /[\u0000-\u001f\u007f-\u009f"*/:<>?\\|\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** RFC 6266: an ASCII name for old clients, then the real one in the form of RFC 8187. */
export const contentDisposition = (fileName: string): string => {
  const safe = fileName.toWellFormed().replace(unsafeInFileName, '_').replace(/^\.+/, '_')
  const name = Array.from(safe).slice(0, 200).join('') || 'download'
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/%/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

const downloadType = /^[a-z]+\/[\w.+-]+(; charset=utf-8)?$/

/**
 * Answers requests for the interface's files and for pages and downloads made a moment ago, in both shells. A path is
 * looked up in a list made once from the folder and is never joined to a path of the disk, so there is nothing to
 * climb out of. Rejects only on a bug: a listed file that has gone, or a folder that was never built.
 */
export const createWeb = ({ uiFolder, printModel, download, theme }: WebDeps): Web => {
  let listing: Promise<ReadonlyMap<string, ListedFile>> | null = null
  const files = (): Promise<ReadonlyMap<string, ListedFile>> => (listing ??= listFiles(uiFolder))

  const printPage = async (id: string): Promise<Response> => {
    const file = (await files()).get('/print.html')
    const model = file === undefined ? null : await printModel(id)
    if (file === undefined || model === null) return notFound()
    return page(withPrintModel(await readFile(file.path, 'utf8'), model), file.type, 'no-store')
  }

  const downloadFile = async (id: string): Promise<Response> => {
    const found = await download(id)
    if (found === null) return notFound()
    return new Response(Uint8Array.from(found.bytes), {
      headers: {
        ...commonHeaders,
        'content-security-policy': inertPolicy,
        'content-type': downloadType.test(found.contentType) ? found.contentType : 'application/octet-stream',
        'content-disposition': contentDisposition(found.fileName),
        'cache-control': 'no-store',
      },
    })
  }

  return async (request) => {
    const { pathname } = new URL(request.url)
    const made = capability.exec(pathname)
    if (made !== null) {
      // A capability may serve only once, so nothing but a GET may spend it.
      if (request.method !== 'GET') return plain(405, 'Only GET is answered here.', { allow: 'GET' })
      const id = made[2] ?? ''
      return made[1] === 'print' ? printPage(id) : downloadFile(id)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return plain(405, 'Only GET and HEAD are answered here.', { allow: 'GET, HEAD' })
    }
    const path = pathname === '/' ? '/index.html' : pathname
    const file = (await files()).get(path)
    if (file === undefined) return notFound()
    const bytes = await readFile(file.path)
    if (path === '/index.html' && theme !== undefined && request.method === 'GET') {
      return page(withTheme(bytes.toString('utf8'), theme()), file.type, file.cache)
    }
    return page(request.method === 'HEAD' ? null : Uint8Array.from(bytes), file.type, file.cache)
  }
}
