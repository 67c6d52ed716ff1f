import { resolve } from 'node:path'
import { AppError } from '../../preload/contract/wire.ts'
import type { Platform } from '../platform.ts'

export interface CommandLineDeps {
  /** Null where nothing can print. */
  readonly platform: Platform | null
  readonly contentFolder: string
  readonly uiFolder: string
  readonly version: string
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Absolute; relative paths are meant from here. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  /**
   * Starts Yandu's window with these arguments and resolves to its exit code when it has ended, or at once where the
   * window goes on by itself. `quiet`: nothing of what it says goes to standard output. Null where that cannot be done.
   */
  readonly startReader: ((args: readonly string[], quiet: boolean) => Promise<number>) | null
}

/** What every command gets: its surroundings and the options that all share. */
export interface CommandContext extends CommandLineDeps {
  readonly libraryFolder: string
  readonly stateFolder: string
  /** Holds one folder of backups per library. */
  readonly backupFolder: string
  readonly json: boolean
}

export const exitCodes = { done: 0, failed: 1, misused: 2, locked: 3 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The command was not understood; the message says why in plain words. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const absolute = (context: Pick<CommandLineDeps, 'cwd'>, path: string): string => resolve(context.cwd, path)

/** One JSON object, two spaces, with a line end. */
export const sayJson = (context: Pick<CommandLineDeps, 'stdout'>, value: object): void =>
  context.stdout(`${JSON.stringify(value, null, 2)}\n`)

/** Standard output for people; silent when JSON was asked for, whose object then says it all. */
export const say = (context: Pick<CommandContext, 'stdout' | 'json'>, line: string): void => {
  if (!context.json) context.stdout(`${line}\n`)
}

export const isLocked = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === 'read-only' && error.details['reason'] === 'locked'
