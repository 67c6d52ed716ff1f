import type { z } from 'zod/mini'
import { appEvents, appMethods } from './app.ts'
import { backupEvents, backupMethods } from './backups.ts'
import { bibliographyEvents, bibliographyMethods } from './bibliography.ts'
import { documentMethods } from './documents.ts'
import { exchangeMethods } from './exchange.ts'
import { importEvents, importMethods } from './imports.ts'
import { noteEvents, noteMethods } from './notes.ts'
import { printMethods } from './printing.ts'
import { readingEvents, readingMethods } from './readings.ts'
import { searchEvents, searchMethods } from './search.ts'
import { shelfEvents, shelfMethods } from './shelf.ts'
import { studyEvents, studyMethods } from './study.ts'
import { styleEvents, styleMethods } from './style.ts'

export const methods = {
  ...appMethods,
  ...backupMethods,
  ...bibliographyMethods,
  ...documentMethods,
  ...exchangeMethods,
  ...importMethods,
  ...noteMethods,
  ...printMethods,
  ...readingMethods,
  ...searchMethods,
  ...shelfMethods,
  ...studyMethods,
  ...styleMethods,
} as const
export const events = {
  ...appEvents,
  ...backupEvents,
  ...bibliographyEvents,
  ...importEvents,
  ...noteEvents,
  ...readingEvents,
  ...searchEvents,
  ...shelfEvents,
  ...studyEvents,
  ...styleEvents,
} as const

export type MethodName = keyof typeof methods
export type Input<Name extends MethodName> = z.infer<(typeof methods)[Name]['input']>
export type Output<Name extends MethodName> = z.infer<(typeof methods)[Name]['output']>

/** One function per method: a forgotten one does not compile. */
export type Handlers = { readonly [Name in MethodName]: (input: Input<Name>) => Promise<Output<Name>> }

export type EventName = keyof typeof events
export type EventData<Name extends EventName> = z.infer<(typeof events)[Name]>
export type Emit = <Name extends EventName>(name: Name, data: EventData<Name>) => void
