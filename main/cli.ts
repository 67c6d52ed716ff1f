import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { AppError } from '../preload/contract/wire.ts'
import { defaultFolders } from './default-folders.ts'
import { runCheck } from './terminal/check-command.ts'
import {
  absolute,
  exitCodes,
  isLocked,
  UsageError,
  type CommandContext,
  type CommandLineDeps,
  type ExitCode,
} from './terminal/command-context.ts'
import { importFlags, runImport } from './terminal/import-command.ts'
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
  print: { flags: printFlags, run: runPrint },
  check: { flags: {}, run: runCheck },
  show: { flags: showFlags, run: runShow },
  import: { flags: importFlags, run: runImport },
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

const run = async (args: readonly string[], deps: CommandLineDeps): Promise<ExitCode> => {
  const [name, ...rest] = args
  if (name === undefined) throw new UsageError('Say what to do.')
  if (name === '--version' || name === '-v') {
    deps.stdout(`${rest.includes('--json') ? JSON.stringify({ version: deps.version }) : deps.version}\n`)
    return exitCodes.done
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const [about] = rest
    deps.stdout(usage(about !== undefined && isCommandName(about) ? about : null))
    return exitCodes.done
  }
  // Options may stand before the command.
  const at = args.findIndex(isCommandName)
  const command = args[at]
  if (command === undefined || !isCommandName(command)) throw new UsageError(`"${name}" is no command of yandu.`)
  const { flags, run: start } = commands[command]
  const { values, positionals } = parse(args.toSpliced(at, 1), flags)
  if (values.help === true) {
    deps.stdout(usage(command))
    return exitCodes.done
  }
  const usual = defaultFolders(process.platform, deps.env, deps.home)
  const context: CommandContext = {
    ...deps,
    libraryFolder: folderOption(deps, values.library, usual.library),
    stateFolder: folderOption(deps, values.state, usual.state),
    json: values.json === true,
  }
  return start(context, values, positionals)
}

/**
 * Runs one command and resolves to its exit code: 0 done, 1 the job failed or differences were found, 2 not understood,
 * 3 the library is open in another Yandu. Errors go to `stderr` in plain words; with `--json` only JSON goes to `stdout`.
 */
export const runCommandLine = async (args: readonly string[], deps: CommandLineDeps): Promise<number> => {
  try {
    return await run(args, deps)
  } catch (error) {
    if (error instanceof UsageError) {
      const command = args.find(isCommandName)
      deps.stderr(`yandu: ${error.message}\n\nyandu ${command === undefined ? '' : `${command} `}--help says more.\n`)
      return exitCodes.misused
    }
    if (isLocked(error)) {
      deps.stderr('yandu: another Yandu has this library open, and this command has to write to it. Close it and try again.\n')
      return exitCodes.locked
    }
    if (!(error instanceof AppError)) throw error
    deps.stderr(`yandu: ${error.message}\n`)
    if (args.includes('--json')) {
      deps.stdout(`${JSON.stringify({ error: { code: error.code, message: error.message, details: error.details } })}\n`)
    }
    return exitCodes.failed
  }
}
