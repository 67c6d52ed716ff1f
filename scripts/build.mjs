// Builds dist/ from the sources: renderer/ for the window, main/ for Node, preload/ for Electron's preload script.
// `--if-needed` leaves dist/ alone when it was made from exactly these sources.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { giveUp, isProgram, prepare, root } from './toolchain.mjs'

const dist = join(root, 'dist')
const stampFile = join(dist, '.stamp')
const inputs = ['main', 'preload', 'renderer', 'package.json', 'package-lock.json', 'scripts/build.mjs']

const pages = { index: 'renderer/index.html', print: 'renderer/print.html' }
const programs = {
  electron: 'main/shells/electron.ts',
  browser: 'main/shells/browser.ts',
  cli: 'main/cli-entry.ts',
  'import-worker': 'main/import-worker.ts',
}
const preload = { electron: 'preload/electron.ts' }

// Bundled with nothing else: Electron's module exists only inside Electron, and playwright-core is loaded on demand,
// from node_modules, by the browser shell's printing.
const external = ['electron', /^playwright-core($|\/)/]

/** @param {string} path @returns {Promise<string[]>} every file under the path, sorted */
async function filesUnder(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  const entries = await readdir(full, { recursive: true, withFileTypes: true }).catch(() => null)
  if (entries === null) return [full]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/** @returns {Promise<string>} a hash over the names and the bytes of everything that dist/ is made from */
async function stampOfInputs() {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const file of await filesUnder(input)) {
      hash.update(relative(root, file).split(sep).join('/')).update('\0')
      hash.update(createHash('sha256').update(await readFile(file)).digest())
    }
  }
  return hash.digest('hex')
}

/** @param {Record<string, string>} entries */
function present(entries) {
  /** @type {Record<string, string>} */
  const found = {}
  for (const [name, path] of Object.entries(entries)) {
    if (existsSync(join(root, path))) found[name] = join(root, path)
    else process.stderr.write(`build: ${path} is missing and was left out\n`)
  }
  return Object.keys(found).length === 0 ? null : found
}

/** @type {import('vite').InlineConfig} */
const shared = { configFile: false, envDir: false, publicDir: false, logLevel: 'warn', mode: 'production' }

/**
 * Everything hashed, nothing inlined: the content policy allows neither inline scripts nor data: fonts.
 * @param {string} outDir
 * @returns {Promise<import('vite').InlineConfig | null>}
 */
async function rendererConfig(outDir) {
  const { default: react } = await import('@vitejs/plugin-react')
  const input = present(pages)
  if (input === null) return null
  return {
    ...shared,
    root: join(root, 'renderer'),
    base: '/',
    plugins: [react()],
    build: {
      outDir: join(outDir, 'renderer'),
      emptyOutDir: true,
      target: 'chrome120',
      assetsInlineLimit: 0,
      license: { fileName: 'licenses.md' },
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4096,
      rolldownOptions: { input },
    },
  }
}

/**
 * One flat folder, so that `import.meta.dirname` is dist/main in every file of it.
 * @param {string} outDir
 * @param {Record<string, string>} entries
 * @param {'es' | 'cjs'} format
 * @param {string} extension
 * @returns {import('vite').InlineConfig | null}
 */
function nodeConfig(outDir, entries, format, extension) {
  const input = present(entries)
  if (input === null) return null
  return {
    ...shared,
    root,
    ssr: { target: 'node', noExternal: true, external: ['electron', 'playwright-core'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node22',
      minify: false,
      license: { fileName: 'licenses.md' },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 16384,
      rolldownOptions: {
        input,
        external,
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name]-[hash].${extension}`,
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
  }
}

/**
 * Puts the finished folder in place in one step, so that a reader that is running never sees half of a build.
 * @param {string} staged
 */
async function publish(staged) {
  const old = `${staged}.old`
  try {
    if (existsSync(dist)) await rename(dist, old)
    await rename(staged, dist)
  } catch {
    await mkdir(dist, { recursive: true })
    await cp(staged, dist, { recursive: true, force: true })
    await rm(staged, { recursive: true, force: true })
  }
  await rm(old, { recursive: true, force: true }).catch(() => undefined)
}

/** Whether dist/ was made from the sources as they are now. */
export async function isBuilt() {
  return (await readFile(stampFile, 'utf8').catch(() => '')) === (await stampOfInputs())
}

async function build() {
  const started = performance.now()
  const stamp = await stampOfInputs()
  const vite = await import('vite')
  const staged = join(root, 'node_modules', `.yandu-build-${process.pid}`)
  await rm(staged, { recursive: true, force: true })
  await mkdir(staged, { recursive: true })
  try {
    const configs = [
      await rendererConfig(staged),
      nodeConfig(join(staged, 'main'), programs, 'es', 'js'),
      nodeConfig(join(staged, 'preload'), preload, 'cjs', 'cjs'),
    ]
    for (const config of configs) if (config !== null) await vite.build(config)
    // pdf.js reads the tables of Chinese fonts that a PDF does not bring along from files (main/formats/pdf-engine.ts).
    for (const folder of ['cmaps', 'standard_fonts']) {
      await cp(join(root, 'node_modules', 'pdfjs-dist', folder), join(staged, 'main', 'pdf', folder), { recursive: true })
    }
    await writeFile(join(staged, '.stamp'), stamp)
    await publish(staged)
  } finally {
    await rm(staged, { recursive: true, force: true })
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stderr.write(`build: dist/ is ready (${seconds} s)\n`)
}

if (isProgram(import.meta.url) && (await prepare(import.meta.url))) {
  if (!process.argv.includes('--if-needed') || !(await isBuilt())) {
    await build().catch((error) => giveUp(error instanceof Error ? error.message : String(error)))
  }
}
