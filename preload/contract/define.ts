import { z } from 'zod/mini'

// zod compiles checks with `new Function` where it may; our content security policy forbids that everywhere.
z.config({ jitless: true })

/** What may cross the bridge: plain JSON. IPC would also copy Date and Map, HTTP would not. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

type JsonShaped<T> = T extends string | number | boolean | null
  ? T
  : T extends Date | Map<unknown, unknown> | Set<unknown> | bigint | symbol | undefined | ((...args: never[]) => unknown)
    ? never
    : T extends readonly (infer Item)[]
      ? readonly JsonShaped<Item>[]
      : T extends object
        ? { [K in keyof T]: JsonShaped<Exclude<T[K], undefined>> | (undefined extends T[K] ? undefined : never) }
        : never

export type Schema<T = unknown> = z.ZodMiniType<T>

type JsonSchema<T> = Schema<T> & (T extends JsonShaped<T> ? unknown : 'this schema lets something through that is not JSON')

export interface Method<Input = unknown, Output = unknown> {
  readonly input: Schema<Input>
  readonly output: Schema<Output>
}

/** Declares one call of the bridge: the shape that goes in and the shape that comes out, both JSON only. */
export const method = <Input, Output>(input: JsonSchema<Input>, output: JsonSchema<Output>): Method<Input, Output> => ({
  input,
  output,
})

/** Input of a method that takes nothing. */
export const Nothing = z.strictObject({})

/**
 * An identifier that is also a file or folder name on every system: lower-case ASCII, digits, dash, and none of the
 * names that Windows keeps for devices.
 */
export const Id = z.string().check(z.regex(/^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9-]{0,63}$/))

/** Path of a section in its edition's tree, "2.2.1"; "0" is what stands before the first heading. */
export const SectionId = z.string().check(z.regex(/^\d{1,5}(\.\d{1,5}){0,15}$/))

/** An offset or a length in Unicode code points. */
export const CodePoints = z.int().check(z.nonnegative())
