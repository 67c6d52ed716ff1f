import { randomBytes } from 'node:crypto'
import { AppError } from '../../preload/contract/wire.ts'
import { openLibrary, type Library } from '../library/open-library.ts'
import type { CommandContext } from './command-context.ts'

/**
 * Opens the library for one command and closes it behind it. Throws AppError('read-only') when it has to be written and
 * another Yandu has it open (reason 'locked') or its folder cannot be written.
 */
export const withLibrary = async <T>(
  context: CommandContext,
  readOnly: boolean,
  work: (library: Library) => Promise<T>,
): Promise<T> => {
  const library = await openLibrary({
    libraryFolder: context.libraryFolder,
    stateFolder: context.stateFolder,
    shell: 'terminal',
    clock: Date.now,
    randomBytes,
    onFocus: () => false,
    ...(readOnly ? { readOnly } : {}),
  })
  try {
    if (!readOnly && library.holder !== null) {
      throw new AppError('read-only', 'another Yandu has this library open', { reason: 'locked', pid: library.holder.pid })
    }
    if (!readOnly && library.readOnly) {
      throw new AppError('read-only', `The library ${library.folder} cannot be written to.`, { path: library.folder })
    }
    return await work(library)
  } finally {
    await library.close()
  }
}
