import { z } from 'zod/mini'
import { CodePoints, Id, method, Nothing, SectionId } from './define.ts'
import { InterfaceLanguage } from './printing.ts'

/** What the shell can do. Views read these; nobody asks which shell it is. */
export const Capabilities = z.strictObject({
  saveDialog: z.boolean(),
  download: z.boolean(),
  systemPrint: z.boolean(),
  pagePrint: z.boolean(),
  pdf: z.boolean(),
  reveal: z.boolean(),
})

/** Something that happened to the library's files and that the reader has to know. */
export const Problem = z.strictObject({
  id: z.string(),
  kind: z.enum([
    'set-aside',
    'recovered',
    'read-only-newer-format',
    'read-only-locked',
    'read-only-folder',
    'unreadable',
    'unreadable-document',
    'own-file-changed',
    'missing-file',
  ]),
  /** The file or folder it is about, as a path. */
  path: z.string(),
  /** Where the damaged file was put; null when nothing was moved. */
  keptAs: z.nullable(z.string()),
  /** How many notes were recovered or are affected. */
  count: z.int(),
})

export const AppInfo = z.strictObject({
  version: z.string(),
  shell: z.enum(['electron', 'browser', 'terminal']),
  libraryFolder: z.string(),
  /** True when this window must not write: another Yandu has the library open, or the folder cannot be written. */
  readOnly: z.boolean(),
  capabilities: Capabilities,
  problems: z.array(Problem),
})

export const Settings = z.strictObject({
  language: z.enum(['system', 'en', 'zh-Hant', 'zh-Hans']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Pane widths in CSS px. */
  outlineWidth: z.number().check(z.gte(160), z.lte(800)),
  notesWidth: z.number().check(z.gte(200), z.lte(1200)),
  outlineOpen: z.boolean(),
  notesOpen: z.boolean(),
  layer: z.enum(['set', 'restored', 'source']),
  showRepairs: z.boolean(),
  paper: z.enum(['A4', 'Letter']),
  printNotes: z.boolean(),
  /** The document that was open last. */
  documentId: z.nullable(Id),
})

export const defaultSettings = {
  language: 'system',
  theme: 'system',
  outlineWidth: 280,
  notesWidth: 360,
  outlineOpen: true,
  notesOpen: true,
  layer: 'set',
  showRepairs: false,
  paper: 'A4',
  printNotes: true,
  documentId: null,
} as const satisfies z.infer<typeof Settings>

/** The first visible line: a code point of L1 and how far its line lies below the top of the view, in CSS px. */
export const ReadingPosition = z.strictObject({
  documentId: Id,
  sectionId: SectionId,
  offset: CodePoints,
  updatedAt: z.number(),
})

export const appMethods = {
  'app.info': method(Nothing, AppInfo),
  'settings.get': method(Nothing, Settings),
  'settings.change': method(z.partial(Settings), Settings),
  'positions.get': method(z.strictObject({ documentId: Id }), z.nullable(ReadingPosition)),
  'positions.set': method(
    z.strictObject({ documentId: Id, sectionId: SectionId, offset: CodePoints }),
    ReadingPosition,
  ),
  /** Shows the library folder in the system's file manager; only where `capabilities.reveal`. */
  'library.reveal': method(Nothing, Nothing),
  /** Opens a link in the system's browser: `https:`, `http:` and `mailto:` only, and only after a click. */
  'app.openLink': method(z.strictObject({ url: z.string().check(z.maxLength(2048)) }), Nothing),
} as const

/** What the menu of the window can ask of the reader; each is also a shortcut there. */
export const MenuCommand = z.enum([
  'print-section',
  'save-pdf',
  'toggle-outline',
  'toggle-notes',
  'new-note',
  'show-repairs',
  'settings',
  'shortcuts',
])

export const appEvents = {
  'app.commandChosen': z.strictObject({ command: MenuCommand }),
  'settings.changed': Settings,
  'library.problemFound': Problem,
} as const

export { InterfaceLanguage }
export type Capabilities = z.infer<typeof Capabilities>
export type Problem = z.infer<typeof Problem>
export type AppInfo = z.infer<typeof AppInfo>
export type Settings = z.infer<typeof Settings>
export type ReadingPosition = z.infer<typeof ReadingPosition>
export type MenuCommand = z.infer<typeof MenuCommand>
