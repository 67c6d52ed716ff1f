import { lstat, open, readlink, realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { AppError, type ErrorCode } from '../../preload/contract/wire.ts'

/** Why a place was refused; `details.reason` of the AppError. */
export type SaveRefusal = 'relative' | 'no-folder' | 'not-writable' | 'protected' | 'not-pdf'

export interface SaveRules {
  /** Yandu's own folders: nothing is ever saved in them. Absolute; they need not exist. */
  readonly protectedFolders: readonly string[]
  /** What "~" stands for. */
  readonly home: string
  /** True where an existing PDF of exactly the given name may be replaced. */
  readonly mayReplace: boolean
}

export interface SavePlace {
  /** Without symbolic links. */
  readonly folder: string
  /** The folder itself, or the nearest one above it that is there. */
  readonly existingFolder: string
  readonly name: string
  /** False: a name that is taken gets a number. */
  readonly replace: boolean
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export const refuseSave = (code: ErrorCode, reason: SaveRefusal, message: string, path: string, cause?: unknown): AppError =>
  new AppError(code, message, { path, reason }, cause)

const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR'

const notWritable = (path: string, cause?: unknown): AppError =>
  refuseSave('disk-failed', 'not-writable', `${path} cannot be written${cause === undefined ? '' : ` (${codeOf(cause)})`}.`, path, cause)

/** Null for what is not there. */
const orNull = async <Value>(path: string, asked: Promise<Value>): Promise<Value | null> => {
  try {
    return await asked
  } catch (error) {
    if (isMissing(error)) return null
    throw codeOf(error) === '' ? error : notWritable(path, error)
  }
}

/** The real path of what exists of a path, and of the whole. */
const resolveReal = async (path: string): Promise<{ existing: string; whole: string }> => {
  const found = await orNull(path, realpath(path))
  if (found !== null) return { existing: found, whole: found }
  const parent = dirname(path)
  if (parent === path) throw notWritable(path)
  // A link that leads to nothing yet would be followed once its end exists.
  const leadsTo = await readlink(path).catch(() => null)
  if (leadsTo !== null) throw refuseSave('not-found', 'no-folder', `${path} is a link that leads nowhere.`, path)
  const above = await resolveReal(parent)
  return { existing: above.existing, whole: join(above.whole, basename(path)) }
}

const folded = (path: string): string =>
  process.platform === 'win32' || process.platform === 'darwin' ? path.normalize('NFC').toLowerCase() : path

const isWithin = (path: string, folder: string): boolean => {
  const way = relative(folded(folder), folded(path))
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

const identityOf = async (path: string): Promise<string | null> => {
  const found = await stat(path, { bigint: true }).catch(() => null)
  return found === null || found.ino === 0n ? null : `${found.dev}:${found.ino}`
}

const identitiesUpFrom = async (path: string): Promise<Set<string>> => {
  const found = new Set<string>()
  for (let at = path; ; at = dirname(at)) {
    const identity = await identityOf(at)
    if (identity !== null) found.add(identity)
    if (dirname(at) === at) return found
  }
}

/** By name, and by identity too: one folder can have two names (mounts, letter case). */
const checkProtection = async (whole: string, existing: string, protectedFolders: readonly string[]): Promise<void> => {
  const identities = await identitiesUpFrom(existing)
  for (const folder of protectedFolders) {
    const real = (await resolveReal(folder).catch(() => null))?.whole ?? folder
    const identity = await identityOf(real)
    if (isWithin(whole, real) || isWithin(whole, folder) || (identity !== null && identities.has(identity))) {
      throw refuseSave('forbidden', 'protected', `${whole} belongs to Yandu itself; nothing is saved there.`, whole)
    }
  }
}

const beginsAsPdf = async (path: string): Promise<boolean> => {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(5), 0, 5, 0)
    return bytesRead === 5 && buffer.toString('latin1') === '%PDF-'
  } finally {
    await handle.close()
  }
}

/** Throws AppError('conflict') when there is something at `path` that is no PDF. `path` is real: links were followed. */
export const checkReplaceable = async (path: string): Promise<void> => {
  const found = await orNull(path, lstat(path))
  if (found === null) return
  if (!found.isFile() || !(await orNull(path, beginsAsPdf(path)))) {
    throw refuseSave('conflict', 'not-pdf', `${path} is there already and is no PDF; it was left as it is.`, path)
  }
}

const trailing = process.platform === 'win32' ? /[/\\]+$/ : /\/+$/

/** Without the slash at its end, which would have a link followed before it is known to be one. */
const withoutSlash = (path: string): string => (dirname(path) === path ? path : path.replace(trailing, ''))

const withHome = (path: string, home: string): string =>
  path === '~' ? home : /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path

/**
 * Where a file is to go. `target` is absolute or begins with "~/": a folder (also one to be made, when it ends in a
 * slash) takes the suggested name; a name without ".pdf" gets it. Links are followed before anything is judged.
 * Throws AppError('bad-input' | 'not-found' | 'forbidden' | 'conflict' | 'disk-failed') with a SaveRefusal.
 */
export const findSavePlace = async (target: string, suggestedName: string, rules: SaveRules): Promise<SavePlace> => {
  const path = withHome(target, rules.home)
  if (!isAbsolute(path)) throw refuseSave('bad-input', 'relative', `${target} is not a full path.`, target)
  if (path.includes('\0')) throw refuseSave('bad-input', 'not-writable', 'A path holds no null character.', target)
  const found = await orNull(path, stat(path))
  const namesFolder = found?.isDirectory() === true || trailing.test(path)
  const { existing, whole } = await resolveReal(namesFolder ? withoutSlash(path) : dirname(path))
  const noFolder = (): AppError => refuseSave('not-found', 'no-folder', `There is no folder ${whole}.`, whole)
  if ((!namesFolder && existing !== whole) || !(await stat(existing)).isDirectory()) throw noFolder()
  await checkProtection(whole, existing, rules.protectedFolders)
  if (namesFolder) return { folder: whole, existingFolder: existing, name: suggestedName, replace: false }

  const ends = /\.pdf$/i.test(path)
  const name = ends ? basename(path) : `${basename(path)}.pdf`
  // Nobody has said that the file with the added ending may go.
  if (!rules.mayReplace || !ends) return { folder: whole, existingFolder: existing, name, replace: false }
  const file = join(whole, name)
  const link = await readlink(file).catch(() => null)
  const real = link === null ? file : await orNull(file, realpath(file))
  if (real === null) throw refuseSave('conflict', 'not-pdf', `${file} is a link that leads nowhere.`, file)
  const folder = dirname(real)
  await checkProtection(real, folder, rules.protectedFolders)
  await checkReplaceable(real)
  return { folder, existingFolder: folder, name: basename(real), replace: true }
}
