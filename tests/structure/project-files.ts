import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { SourceFile } from './imports.ts'

export const root = join(import.meta.dirname, '../..')

/** Folders that git ignores, and git's own. */
const notOurs = new Set(['node_modules', 'dist', 'release', 'test-results', 'playwright-report', '.git'])

const pathsUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name) || entry.name.endsWith('.log')) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? pathsUnder(path) : [relative(root, path).split(sep).join('/')]
  })

/** Paths of every file of the project, relative to its root, with `/`. */
export const projectPaths = (): readonly string[] => pathsUnder(root).toSorted()

const isText = (bytes: Uint8Array): boolean => !bytes.subarray(0, 8000).includes(0)

/** The text files among the paths. */
export const readTexts = (paths: readonly string[]): readonly SourceFile[] =>
  paths.flatMap((path) => {
    const bytes = readFileSync(join(root, path))
    return isText(bytes) ? [{ path, text: bytes.toString('utf8') }] : []
  })

export const isCode = (path: string): boolean => /\.(ts|tsx|mjs)$/.test(path)

/** The program itself, without tests, scripts and settings. */
export const isProgram = (path: string): boolean => isCode(path) && /^(main|preload|renderer)\//.test(path) && !path.endsWith('.d.ts')
