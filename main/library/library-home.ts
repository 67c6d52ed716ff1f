import { AppError } from '../../preload/contract/wire.ts'
import type { NoteFiles } from '../notes/files.ts'
import { readDescriptor } from './descriptor.ts'
import type { Disk } from './disk.ts'
import type { LibraryLayout } from './layout.ts'

/** The folder of an open library: writing goes on only while it is the one that was opened. */
export interface LibraryHome {
  readonly folder: string
  /**
   * Throws 'disk-failed' while the library is not at its place (drive unplugged, share dropped, folder renamed) or
   * another library stands there. One `stat` as long as nothing happened.
   */
  verify(): Promise<void>
}

export interface LibraryHomeDeps {
  readonly disk: Pick<Disk, 'stat'>
  readonly files: NoteFiles
  readonly layout: LibraryLayout
  readonly folder: string
  readonly libraryId: string
}

/** To be called when the library's folder and library.json are there. */
export const openLibraryHome = async (deps: LibraryHomeDeps): Promise<LibraryHome> => {
  const { disk, files, layout, folder, libraryId } = deps
  const identityOf = async (path: string): Promise<string | null> => {
    const found = await disk.stat(path).catch(() => null)
    return found === null ? null : `${found.dev} ${found.ino}`
  }
  let descriptor = await identityOf(layout.descriptor)
  let directory = await identityOf(folder)

  const refuse = (message: string): never => {
    throw new AppError('disk-failed', message, { path: folder })
  }
  /** A folder made anew may get the number of the one removed, but is empty. */
  const sameFolder = async (): Promise<boolean> =>
    directory !== null && (await identityOf(folder)) === directory && (await identityOf(layout.devices)) !== null

  return {
    folder,
    verify: async () => {
      const found = await identityOf(layout.descriptor)
      if (found !== null && found === descriptor) return
      // Exchanged by a sync engine, mounted again under another number, copied back: the id decides.
      const { state, id } = await readDescriptor(files, layout.descriptor)
      if (state === 'ok' && id === libraryId) {
        descriptor = found
        directory = await identityOf(folder)
        return
      }
      if (state === 'ok' || state === 'newer') refuse('another library stands where this one was')
      if (!(await sameFolder())) refuse('the library folder is gone')
    },
  }
}
