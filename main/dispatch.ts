import type { z } from 'zod/mini'
import { methods, type Handlers, type MethodName } from '../preload/contract/index.ts'
import { AppError, toWireError, type ErrorCode, type Reply } from '../preload/contract/wire.ts'
import { inputFault, type InputFault } from './input-limits.ts'

/** Answers one call. Never rejects: a failure is a reply with `ok: false`. */
export type Dispatch = (name: string, input: unknown) => Promise<Reply>

const faults = {
  'not-json': ['bad-input', 'The input is not plain JSON.'],
  'too-deep': ['bad-input', 'The input is nested too deeply.'],
  'too-large': ['too-large', 'The input is too large.'],
} as const satisfies Record<InputFault, readonly [ErrorCode, string]>

const refusal = (code: ErrorCode, message: string, details: Record<string, string> = {}): Reply => ({
  ok: false,
  error: { code, message, details },
})

const isMethodName = (name: unknown): name is MethodName => typeof name === 'string' && Object.hasOwn(methods, name)

/** Where the first issue is and what kind it is; never the value itself, which may be a note. */
const describe = (issue: z.core.$ZodIssue | undefined): Record<string, string> =>
  issue === undefined ? {} : { where: issue.path.map(String).join('.').slice(0, 200), problem: issue.code }

const shown = (name: unknown): string => JSON.stringify(String(name).slice(0, 80))

/**
 * The only place where a call's `unknown` becomes typed. A name outside the contract is 'unknown-method', an input its
 * schema refuses 'bad-input' (or 'too-large'), an `AppError` travels as it is, and anything else thrown is a bug: it is
 * logged here in full and leaves as 'internal' with a neutral message. `log` takes one entry, which may hold newlines.
 */
export const createDispatch = (handlers: Handlers, log: (line: string) => void): Dispatch => {
  const report = (line: string): void => {
    try {
      log(line)
    } catch {
      // A log that cannot be written must not turn an answer into a crash.
    }
  }

  const run = <Name extends MethodName>(name: Name, input: unknown): Promise<unknown> =>
    // The schema stored under this very name has just produced `input`; TypeScript does not correlate the two look-ups.
    (handlers[name] as (input: unknown) => Promise<unknown>)(input)

  return async (name, input) => {
    try {
      if (!isMethodName(name)) return refusal('unknown-method', `There is no method ${shown(name)}.`)
      const fault = inputFault(input)
      if (fault !== null) {
        const [code, message] = faults[fault]
        return refusal(code, message)
      }
      const parsed = methods[name].input.safeParse(input)
      if (!parsed.success) {
        return refusal('bad-input', `The input of ${name} has the wrong shape.`, describe(parsed.error.issues[0]))
      }
      return { ok: true, value: await run(name, parsed.data) }
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: toWireError(error) }
      report(`${shown(name)} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      return refusal('internal', 'Something went wrong inside Yandu. The log says more.')
    }
  }
}
