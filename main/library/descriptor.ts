import { z } from 'zod/mini'
import { Id } from '../../preload/contract/define.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { NoteFiles } from '../notes/files.ts'

/** Newest library format this program writes to. */
export const libraryFormat = 1

export type Descriptor =
  | { readonly state: 'ok'; readonly id: string }
  | { readonly state: 'newer'; readonly id: string | null }
  | { readonly state: 'missing' | 'damaged'; readonly id: null }

const Format = z.object({ format: z.int().check(z.positive()) })
const Known = z.object({ id: Id })

/** Reads library.json: which format the folder has and which library it is. */
export const readDescriptor = async (files: NoteFiles, path: string): Promise<Descriptor> => {
  const damaged = { state: 'damaged', id: null } as const
  let bytes: Uint8Array | null
  try {
    bytes = await files.read(path)
  } catch (error) {
    if (error instanceof AppError) return damaged
    throw error
  }
  if (bytes === null) return { state: 'missing', id: null }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return damaged
  }
  const format = Format.safeParse(value).data?.format
  const id = Known.safeParse(value).data?.id ?? null
  if (format === undefined) return damaged
  if (format > libraryFormat) return { state: 'newer', id }
  return id === null ? damaged : { state: 'ok', id }
}

export const encodeDescriptor = (id: string): Uint8Array =>
  Buffer.from(`${JSON.stringify({ format: libraryFormat, id }, null, 2)}\n`)
