import { z } from 'zod/mini'
import '../preload/contract/define.ts'
import { AppError } from '../preload/contract/wire.ts'
import type { PrintedText } from './platform.ts'

const PrintedTextShape = z.strictObject({
  title: z.string(),
  language: z.string(),
  headings: z.array(z.strictObject({ level: z.int(), text: z.string() })),
  blocks: z.array(z.string()),
  numbers: z.optional(z.array(z.strictObject({ block: z.int(), number: z.int() }))),
  readings: z.optional(z.array(z.string())),
  undrawn: z.optional(z.array(z.strictObject({ block: z.int(), characters: z.string() }))),
})

/** What the print page says it drew, as JSON. Throws AppError('print-failed'). */
export const parsePrintedText = (text: string): PrintedText => {
  try {
    return PrintedTextShape.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('print-failed', 'The print page does not say what it drew.', {}, cause)
  }
}

/** For a page that says it has failed; `reason` is in its own words. */
export const pageFailed = (reason: string | null): AppError =>
  new AppError('print-failed', `The print page could not be set: ${reason || 'it does not say why'}`)
