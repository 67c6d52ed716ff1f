import type { SectionStatus } from '../../preload/contract/documents.ts'
import { gapSentences } from '../../preload/contract/gap-words.ts'
import type { Edition } from '../editions/edition.ts'
import { editionReport } from '../editions/edition-report.ts'
import { exitCodes, sayJson, UsageError, type CommandContext, type ExitCode } from './command-context.ts'
import { checkDocumentId, findEdition } from './find-edition.ts'

export const showFlags = { document: { type: 'string' } } as const

const marks: { readonly [Status in SectionStatus]: string } = { present: '●', partial: '◐', missing: '○' }

/** What a person must know about an edition besides what is in it, one line each. */
export const warningLines = (edition: Pick<Edition, 'warnings'>): string =>
  edition.warnings.map((warning) => `Note: ${warning}\n`).join('')

/** An edition for people: the outline with a mark for each section, what is missing, how much was repaired. */
export const describeEdition = (edition: Edition): string => {
  const { sections, gaps, edits, source } = edition
  const lines = [
    edition.titleSet || '(no title)',
    `${source.encoding}, ${source.bytes} bytes, ${Array.from(edition.restored).length} characters after repair`,
    '',
    ...sections.map(({ id, level, headingSet, status }) => `${'  '.repeat(level)}${marks[status]} ${id}  ${headingSet}`),
    ...(sections.length === 0 ? ['  (no sections were found)'] : []),
    '',
    '● whole   ◐ in part   ○ missing',
  ]
  if (gaps.length > 0) {
    lines.push('', 'What is missing')
    for (const gap of gaps) lines.push(`  ${gap.id}${gap.section === null ? '' : ` (${gap.section})`}  ${gapSentences(gap, 'en').join(' ')}`)
  }
  const counts = new Map<string, number>()
  for (const edit of edits) counts.set(edit.class, (counts.get(edit.class) ?? 0) + 1)
  lines.push('', `Repairs: ${edits.length}${counts.size === 0 ? '' : ` (${[...counts].map(([name, count]) => `${name} ${count}`).join(', ')})`}`)
  return `${lines.join('\n')}\n`
}

/** `yandu show`. Throws UsageError, AppError. */
export const runShow = async (
  context: CommandContext,
  values: { readonly document?: string },
  positionals: readonly string[],
): Promise<ExitCode> => {
  const [stray] = positionals
  if (stray !== undefined) throw new UsageError(`"${stray}" was not understood; a text is given as --document ${stray}.`)
  const documentId = values.document === undefined ? null : checkDocumentId(values.document)
  const { edition } = await findEdition(context, documentId)
  if (context.json) sayJson(context, editionReport(edition))
  else context.stdout(describeEdition(edition) + warningLines(edition))
  return exitCodes.done
}
