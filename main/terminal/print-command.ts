import { SectionId } from '../../preload/contract/define.ts'
import {
  defaultPrintSetting,
  InterfaceLanguage,
  Paper,
  PrintedRuby,
  PrintOutcome,
  type PrintJob,
  type PrintScope,
  type PrintSetting,
} from '../../preload/contract/printing.ts'
import { Face, ScriptChoice } from '../../preload/contract/style.ts'
import { DocumentOutline } from '../../preload/contract/documents.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { openApp } from '../app.ts'
import { absolute, exitCodes, say, sayJson, UsageError, type CommandContext, type ExitCode } from './command-context.ts'
import { checkDocumentId, shippedDocument } from './find-edition.ts'

export const printFlags = {
  section: { type: 'string' },
  subtree: { type: 'boolean' },
  'own-text': { type: 'boolean' },
  all: { type: 'boolean' },
  notes: { type: 'boolean' },
  paper: { type: 'string' },
  words: { type: 'string' },
  script: { type: 'string' },
  face: { type: 'string' },
  vertical: { type: 'boolean' },
  'paragraph-numbers': { type: 'boolean' },
  ruby: { type: 'string' },
  bopomofo: { type: 'boolean' },
  'ruby-text': { type: 'boolean' },
  document: { type: 'string' },
  out: { type: 'string' },
} as const

export interface PrintValues {
  readonly section?: string
  readonly subtree?: boolean
  readonly 'own-text'?: boolean
  readonly all?: boolean
  readonly notes?: boolean
  readonly paper?: string
  readonly words?: string
  readonly script?: string
  readonly face?: string
  readonly vertical?: boolean
  readonly 'paragraph-numbers'?: boolean
  readonly ruby?: string
  readonly bopomofo?: boolean
  readonly 'ruby-text'?: boolean
  readonly document?: string
  readonly out?: string
}

const readScope = (values: PrintValues): PrintScope => {
  const { section, all, subtree } = values
  const own = values['own-text'] === true
  if (all === true) {
    if (section !== undefined || own || subtree === true) {
      throw new UsageError('--all prints everything; it does not go with --section, --subtree or --own-text.')
    }
    return { kind: 'document' }
  }
  if (section === undefined) throw new UsageError('Say what to print: --section ID (for example 2.2), or --all.')
  if (own && subtree === true) throw new UsageError('--own-text and --subtree contradict each other.')
  if (!SectionId.safeParse(section).success) {
    throw new UsageError(`"${section}" is no section id; it looks like 2.2 or 2.2.1. yandu show lists them.`)
  }
  return { kind: own ? 'section' : 'subtree', sectionId: section }
}

/** The option that a value names, in capitals or not; null for a flag that was not given. */
const readOption = <Option extends string>(flag: string, value: string | undefined, options: readonly Option[]): Option | null => {
  if (value === undefined) return null
  const found = options.find((option) => option.toLowerCase() === value.toLowerCase())
  if (found === undefined) {
    throw new UsageError(`--${flag} takes ${options.slice(0, -1).join(', ')} or ${options.at(-1)}, not "${value}".`)
  }
  return found
}

const readSetting = (values: PrintValues): PrintSetting => {
  const ruby = readOption('ruby', values.ruby, PrintedRuby.options)
  const withRuby = ruby !== null && ruby !== 'off'
  if (!withRuby && (values.bopomofo === true || values['ruby-text'] === true)) {
    throw new UsageError('--bopomofo and --ruby-text say how readings are set; say which with --ruby all or --ruby rare.')
  }
  return {
    script: readOption('script', values.script, ScriptChoice.options) ?? defaultPrintSetting.script,
    face: readOption('face', values.face, Face.options) ?? defaultPrintSetting.face,
    direction: values.vertical === true ? 'vertical' : 'horizontal',
    paragraphNumbers: values['paragraph-numbers'] === true,
    ruby: ruby ?? 'off',
    rubySystem: values.bopomofo === true ? 'bopomofo' : 'pinyin',
    rubyAsText: values['ruby-text'] === true,
  }
}

const sayOutcome = (context: CommandContext, outcome: PrintOutcome): ExitCode => {
  if (outcome.status === 'cancelled') throw new AppError('cancelled', 'Printing was cancelled.')
  const { report, path } = outcome
  if (context.json) sayJson(context, outcome)
  say(context, `Saved ${path ?? outcome.fileName}`)
  say(
    context,
    `Read back: pages ${report.pages}, characters ${report.characters}, bookmarks ${report.bookmarks}; fonts ${report.fonts.join(', ')}.`,
  )
  if (report.differences.length === 0) {
    say(context, 'Everything is in it as it was meant.')
    return exitCodes.done
  }
  context.stderr(`The file was kept, but it differs from what was meant in ${report.differences.length} places:\n`)
  for (const { kind, place, expected, found } of report.differences) {
    context.stderr(`  ${kind}, ${place}: expected "${expected}", found "${found}"\n`)
  }
  return exitCodes.failed
}

/** `yandu print`. The library is opened read-only. Throws UsageError, AppError. */
export const runPrint = async (context: CommandContext, values: PrintValues, positionals: readonly string[]): Promise<ExitCode> => {
  const [stray] = positionals
  if (stray !== undefined) throw new UsageError(`"${stray}" was not understood; a section is given as --section ${stray}.`)
  const scope = readScope(values)
  const paper = readOption('paper', values.paper, Paper.options) ?? 'A4'
  const words = readOption('words', values.words, InterfaceLanguage.options)
  const setting = readSetting(values)
  if (values.out === undefined || values.out === '') throw new UsageError('Say where to save: --out FILE.')
  if (values.out === '-') throw new UsageError('--out takes a file or a folder; a PDF is not written to standard output.')
  const documentId = values.document === undefined ? await shippedDocument(context.contentFolder) : checkDocumentId(values.document)
  const { platform } = context
  if (platform === null || !platform.capabilities.pdf) {
    throw new AppError('no-printer', 'No Chromium, Chrome or Edge was found; install one, or set YANDU_CHROMIUM to its path.')
  }
  const trailing = /[/\\]$/.test(values.out) ? '/' : ''
  const target = { kind: 'path', path: absolute(context, values.out) + trailing } as const

  const app = await openApp({
    platform,
    libraryFolder: context.libraryFolder,
    stateFolder: context.stateFolder,
    contentFolder: context.contentFolder,
    uiFolder: context.uiFolder,
    version: context.version,
    readOnly: true,
    printMayReplace: true,
    onFocus: () => false,
    log: (line) => {
      if ((context.env['YANDU_VERBOSE'] ?? '') !== '') context.stderr(`${line}\n`)
    },
  })
  let outcome: PrintOutcome
  try {
    const ask = async (name: string, input: unknown): Promise<unknown> => {
      const reply = await app.dispatch(name, input)
      if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.details)
      return reply.value
    }
    const outline = DocumentOutline.parse(await ask('documents.outline', { documentId }))
    const language = words ?? outline.language
    const job: PrintJob = { documentId, scope, notes: values.notes === true, paper, setting, language }
    outcome = PrintOutcome.parse(await ask('print.save', { job, target }))
  } finally {
    await app.close()
  }
  return sayOutcome(context, outcome)
}
