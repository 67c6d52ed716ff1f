import { createHash, randomBytes } from 'node:crypto'
import { basename, extname, join } from 'node:path'
import { AppError } from '../../preload/contract/wire.ts'
import { editionBytes, editionFileName, readEdition } from '../editions/edition-store.ts'
import { editionReport } from '../editions/edition-report.ts'
import { makeEditions } from '../editions/make-edition.ts'
import { readSource } from '../formats/read-source.ts'
import { createDurableFiles } from '../library/durable-file.ts'
import { libraryLayout } from '../library/layout.ts'
import { openLibrary } from '../library/open-library.ts'
import { absolute, exitCodes, say, sayJson, UsageError, type CommandContext, type ExitCode } from './command-context.ts'
import { readImport } from './read-import.ts'
import { describeEdition, warningLines } from './show-command.ts'

export const importFlags = { 'dry-run': { type: 'boolean' } } as const

/** The same bytes always get the same id, so that importing a file twice makes no second text. */
const idOf = (bytes: Uint8Array): string => `text-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`

const sourceName = (path: string): string => {
  const extension = extname(basename(path)).toLowerCase()
  return /^\.[a-z0-9]{1,8}$/.test(extension) && extension !== '.json' ? `source${extension}` : 'source.txt'
}

/** `yandu import`. Throws UsageError, AppError. */
export const runImport = async (
  context: CommandContext,
  values: { readonly 'dry-run'?: boolean },
  positionals: readonly string[],
): Promise<ExitCode> => {
  const [file, ...more] = positionals
  if (file === undefined || file === '') throw new UsageError('Say which file to import: yandu import FILE.')
  if (more.length > 0) throw new UsageError(`One file at a time; "${more[0]}" is one too many.`)
  const path = absolute(context, file)
  const bytes = await readImport(path)
  const documentId = idOf(bytes)
  const fileName = sourceName(path)
  const received = await readSource(bytes, path)
  const [edition] = await makeEditions(received, { documentId, fileName, name: basename(path), bytes })
  if (edition === undefined) throw new AppError('bad-input', `${path} holds no text.`, { path })

  if (values['dry-run'] === true) {
    if (context.json) sayJson(context, editionReport(edition))
    else context.stdout(describeEdition(edition))
    context.stderr(warningLines(edition))
    return exitCodes.done
  }

  const library = await openLibrary({
    libraryFolder: context.libraryFolder,
    stateFolder: context.stateFolder,
    shell: 'terminal',
    clock: Date.now,
    randomBytes,
    onFocus: () => false,
  })
  let folder: string
  let isNew: boolean
  let title = edition.titleSet
  try {
    if (library.holder !== null) {
      const { pid } = library.holder
      throw new AppError('read-only', 'another Yandu has this library open', { reason: 'locked', pid })
    }
    if (library.readOnly) throw new AppError('read-only', `The library ${library.folder} cannot be written to.`, { path: library.folder })
    const layout = libraryLayout(library.folder)
    folder = layout.document(documentId)
    const files = createDurableFiles({ temporary: layout.temporary(library.deviceId), now: Date.now })
    const known = await readEdition(folder).catch(() => null)
    if (known !== null && known.edition.revision === edition.revision) {
      isNew = false
      title = known.edition.titleSet
    } else {
      isNew = true
      await files.replace(join(folder, fileName), bytes, null)
      // The edition comes last: without it the folder is no text yet.
      await files.replace(join(folder, editionFileName), editionBytes(edition), null)
    }
  } finally {
    await library.close()
  }
  const summary = {
    documentId,
    folder,
    title,
    encoding: edition.source.encoding,
    sections: edition.sections.length,
    gaps: edition.gaps.length,
    repairs: edition.edits.length,
    isNew,
    warnings: edition.warnings,
  }
  if (context.json) sayJson(context, summary)
  say(context, isNew ? `Imported ${title || fileName} as ${documentId}` : `${documentId} is in the library already; nothing was changed.`)
  say(context, `${summary.encoding}; sections: ${summary.sections}, gaps: ${summary.gaps}, repairs: ${summary.repairs}. It is in ${folder}`)
  context.stderr(warningLines(edition))
  return exitCodes.done
}
