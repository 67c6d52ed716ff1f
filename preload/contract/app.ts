import { z } from 'zod/mini'
import { CitationStyle } from './bibliography.ts'
import { menuCommandIds } from './commands.ts'
import { CodePoints, Id, method, Nothing, SectionId } from './define.ts'
import { PassageLinkText } from './passage-link.ts'
import { InterfaceLanguage } from './printing.ts'
import { defaultStyle, ReadingStyle } from './style.ts'

/** What the shell can do. Views read these; nobody asks which shell it is. */
export const Capabilities = z.strictObject({
  saveDialog: z.boolean(),
  download: z.boolean(),
  systemPrint: z.boolean(),
  pagePrint: z.boolean(),
  pdf: z.boolean(),
  reveal: z.boolean(),
  /** Its window fills the screen on request; elsewhere the page can ask its browser for that. */
  fullScreen: z.boolean(),
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
    'backup-failed',
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

/** How a text is read aloud. */
export const Aloud = z.strictObject({
  /** The voice by the name that the system gives it; null for the one that fits the text best. */
  voice: z.nullable(z.string().check(z.maxLength(300))),
  /** As a multiple of the voice's usual speed. */
  rate: z.number().check(z.gte(0.5), z.lte(2)),
  /** Where it stops: at the end of the section that it began with, or of the text. */
  until: z.enum(['section', 'end']),
})

/** Reading is told from leafing and from absence between these, in characters a minute. */
export const slowestPace = 60
export const fastestPace = 1500

export const Settings = z.strictObject({
  language: z.enum(['system', 'en', 'zh-Hant', 'zh-Hans']),
  /** The reading style of every document that has no other. */
  style: ReadingStyle,
  /** Pane widths in CSS px. */
  outlineWidth: z.number().check(z.gte(160), z.lte(800)),
  notesWidth: z.number().check(z.gte(200), z.lte(1200)),
  outlineOpen: z.boolean(),
  notesOpen: z.boolean(),
  layer: z.enum(['set', 'restored', 'source']),
  showRepairs: z.boolean(),
  paper: z.enum(['A4', 'Letter']),
  printNotes: z.boolean(),
  aloud: Aloud,
  /** The form in which a passage was cited last. */
  citation: CitationStyle,
  /** Whether single letters are commands while no field has the focus. */
  letterKeys: z.boolean(),
  /** Characters a minute this reader reads, as observed; null until enough was read. */
  pace: z.nullable(z.int().check(z.gte(slowestPace), z.lte(fastestPace))),
  /** The document that was open last. */
  documentId: z.nullable(Id),
})

export const defaultSettings = {
  language: 'system',
  style: defaultStyle,
  outlineWidth: 280,
  notesWidth: 360,
  outlineOpen: true,
  notesOpen: true,
  layer: 'set',
  showRepairs: false,
  paper: 'A4',
  printNotes: true,
  aloud: { voice: null, rate: 1, until: 'section' },
  citation: 'gbt7714',
  letterKeys: true,
  pace: null,
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
  /** Fills the screen with the window, or takes that back; only where `capabilities.fullScreen`. */
  'window.toggleFullScreen': method(Nothing, Nothing),
  /** Opens a link in the system's browser: `https:`, `http:` and `mailto:` only, and only after a click. */
  'app.openLink': method(z.strictObject({ url: z.string().check(z.maxLength(2048)) }), Nothing),
  /** The link to a passage that Yandu was last asked to show, to whoever asks first; null when there is none. */
  'app.takeLink': method(Nothing, z.strictObject({ link: z.nullable(PassageLinkText) })),
} as const

/** What the menu of the window can ask of the reader; each is also a command there. */
export const MenuCommand = z.enum(menuCommandIds)

export const appEvents = {
  'app.commandChosen': z.strictObject({ command: MenuCommand }),
  /** A link to a passage waits to be taken. */
  'app.linkArrived': Nothing,
  'settings.changed': Settings,
  'library.problemFound': Problem,
} as const

export { InterfaceLanguage }
export type Capabilities = z.infer<typeof Capabilities>
export type Problem = z.infer<typeof Problem>
export type AppInfo = z.infer<typeof AppInfo>
export type Aloud = z.infer<typeof Aloud>
export type Settings = z.infer<typeof Settings>
export type ReadingPosition = z.infer<typeof ReadingPosition>
export type MenuCommand = z.infer<typeof MenuCommand>
