import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { AppError, toWireError, type ErrorCode, type WireError } from '../preload/contract/wire.ts'
import { defaultFolders } from './default-folders.ts'
import { runCheck } from './terminal/check-command.ts'
import {
  absolute,
  exitCodes,
  isLocked,
  sayJson,
  UsageError,
  type CommandContext,
  type CommandLineDeps,
  type ExitCode,
} from './terminal/command-context.ts'
import { restoreFlags, runRestore } from './terminal/restore-command.ts'
import { exportFlags, runExport } from './terminal/export-command.ts'
import { importNotesFlags, runImportNotes } from './terminal/import-notes-command.ts'
import { ankiFlags, runAnki } from './terminal/anki-command.ts'
import { importFlags, runImport } from './terminal/import-command.ts'
import { runOpen } from './terminal/open-command.ts'
import { printFlags, runPrint } from './terminal/print-command.ts'
import { runShow, showFlags } from './terminal/show-command.ts'
import { commandNames, usage, type CommandName } from './terminal/usage.ts'

export type { CommandLineDeps } from './terminal/command-context.ts'

const sharedFlags = {
  library: { type: 'string' },
  state: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig

type Run = (context: CommandContext, values: object, positionals: readonly string[]) => Promise<ExitCode>

const commands: { readonly [Name in CommandName]: { readonly flags: ParseArgsOptionsConfig; readonly run: Run } } = {
  open: { flags: {}, run: runOpen },
  print: { flags: printFlags, run: runPrint },
  check: { flags: {}, run: runCheck },
  show: { flags: showFlags, run: runShow },
  import: { flags: importFlags, run: runImport },
  export: { flags: exportFlags, run: runExport },
  'import-notes': { flags: importNotesFlags, run: runImportNotes },
  restore: { flags: restoreFlags, run: runRestore },
  anki: { flags: ankiFlags, run: runAnki },
}

const isCommandName = (name: string): name is CommandName => commandNames.some((known) => known === name)

/** Words of `parseArgs` for an option it does not know or that lacks its value, without its advice on quoting. */
const asUsageError = (error: unknown): UsageError =>
  new UsageError((error instanceof Error ? error.message : String(error)).split('. To specify')[0] ?? '')

const parse = (args: readonly string[], flags: ParseArgsOptionsConfig) => {
  try {
    return parseArgs({ args: [...args], options: { ...flags, ...sharedFlags }, strict: true, allowPositionals: true })
  } catch (error) {
    throw asUsageError(error)
  }
}

const folderOption = (deps: CommandLineDeps, value: string | undefined, usual: string): string => {
  if (value === '') throw new UsageError('--library and --state take a folder.')
  return value === undefined ? usual : absolute(deps, value)
}

/** Whether JSON was asked for, however wrong the rest is: what stands behind "--" are names. */
const wantsJson = (args: readonly string[]): boolean => {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).includes('--json')
}

/** Where the first word stands that is neither an option nor the value of one; null without any. */
const firstWord = (args: readonly string[]): number | null => {
  const flags = Object.values(commands).flatMap((command) => Object.entries(command.flags))
  const options: ParseArgsOptionsConfig = { ...Object.fromEntries(flags), ...sharedFlags }
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })
  return tokens.find(({ kind }) => kind === 'positional')?.index ?? null
}

const sayHelp = (deps: CommandLineDeps, json: boolean, about: CommandName | null): ExitCode => {
  if (json) sayJson(deps, { help: usage(about) })
  else deps.stdout(usage(about))
  return exitCodes.done
}

const commandNamed = (name: string): CommandName => {
  if (!isCommandName(name)) throw new UsageError(`"${name}" is no command of yandu.`)
  return name
}

const run = async (args: readonly string[], deps: CommandLineDeps): Promise<ExitCode> => {
  const json = wantsJson(args)
  const [name, ...rest] = args.filter((arg) => !json || arg !== '--json')
  if (name === undefined) {
    if (json) return sayHelp(deps, json, null)
    throw new UsageError('Say what to do.')
  }
  if (name === '--version' || name === '-v') {
    deps.stdout(`${json ? JSON.stringify({ version: deps.version }) : deps.version}\n`)
    return exitCodes.done
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const [about, stray] = rest
    if (stray !== undefined) throw new UsageError(`"${stray}" was not understood; help takes one command.`)
    return sayHelp(deps, json, about === undefined ? null : commandNamed(about))
  }
  // Options may stand before the command.
  const at = firstWord(args)
  if (at === null) {
    if (parse(args, {}).values.help === true) return sayHelp(deps, json, null)
    throw new UsageError('Say what to do.')
  }
  const first = args[at] ?? ''
  const isFile = !isCommandName(first) && (await stat(absolute(deps, first)).catch(() => null))?.isFile() === true
  if (isFile) return run(args.toSpliced(at, 0, 'open'), deps)
  const command = commandNamed(first)
  const { flags, run: start } = commands[command]
  const { values, positionals } = parse(args.toSpliced(at, 1), flags)
  if (values.help === true) return sayHelp(deps, json, command)
  const usual = defaultFolders(process.platform, deps.env, deps.home)
  const context: CommandContext = {
    ...deps,
    libraryFolder: folderOption(deps, values.library, usual.library),
    stateFolder: folderOption(deps, values.state, usual.state),
    backupFolder: values.state === undefined ? usual.backups : join(folderOption(deps, values.state, usual.state), 'backups'),
    json,
  }
  return start(context, values, positionals)
}

/** How a failure is told: the code of `--json`, the words for people, the exit code. */
interface Failure {
  readonly error: { readonly code: ErrorCode | 'usage'; readonly message: string; readonly details?: WireError['details'] }
  /** For people, behind the message. */
  readonly more: string
  readonly exitCode: ExitCode
}

const asFailure = (error: unknown, args: readonly string[]): Failure => {
  if (error instanceof UsageError) {
    const command = args.find(isCommandName)
    const more = `\n\nyandu ${command === undefined ? '' : `${command} `}--help says more.\n`
    return { error: { code: 'usage', message: error.message }, more, exitCode: exitCodes.misused }
  }
  if (isLocked(error)) {
    const message = 'another Yandu has this library open, and this command has to write to it. Close it and try again.'
    return { error: { code: error.code, message, details: error.details }, more: '\n', exitCode: exitCodes.locked }
  }
  if (error instanceof AppError) return { error: toWireError(error), more: '\n', exitCode: exitCodes.failed }
  const message = `something went wrong inside: ${String(error)}`
  const more = error instanceof Error && error.stack !== undefined ? `\n${error.stack}\n` : '\n'
  return { error: { code: 'internal', message }, more, exitCode: exitCodes.failed }
}

/**
 * Runs one command and resolves to its exit code: 0 done, 1 the job failed or differences were found, 2 not understood,
 * 3 the library is open in another Yandu. Errors go to `stderr` in plain words; with `--json` only JSON goes to `stdout`,
 * and an error is one object too: `{ error: { code, message } }`. Never rejects.
 */
export const runCommandLine = async (args: readonly string[], deps: CommandLineDeps): Promise<number> => {
  try {
    return await run(args, deps)
  } catch (thrown) {
    const { error, more, exitCode } = asFailure(thrown, args)
    deps.stderr(`yandu: ${error.message}${more}`)
    if (wantsJson(args)) sayJson(deps, { error })
    return exitCode
  }
}
