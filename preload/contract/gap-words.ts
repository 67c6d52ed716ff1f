import type { Gap, Range, Section, TextLanguage } from './documents.ts'
import type { InterfaceLanguage } from './printing.ts'
import { say } from './words/index.ts'

/**
 * The mark drawn, copied and printed where text is missing: 〔缺…〕, in the script of the text, so that a copied passage
 * carries its gaps with it. Empty for a gap that has no place in the text.
 */
export const gapMark = (gap: Gap, language: TextLanguage): string => {
  switch (gap.kind) {
    case 'paywall-cut-middle':
      return gap.declared === null
        ? say(language, 'gapMark.cut', {})
        : say(language, 'gapMark.cutDeclared', { count: gap.declared })
    case 'paywall-cut-end':
      return gap.estimated === null
        ? say(language, 'gapMark.end', {})
        : say(language, 'gapMark.endEstimated', { count: gap.estimated })
    case 'censored-word':
      return say(language, 'gapMark.blank', {})
    case 'outline-numbering':
      return say(language, 'gapMark.numbering', {})
    case 'outline-extract':
    case 'metadata-missing':
      return ''
    default:
      return assertNever(gap.kind)
  }
}

/** What the source says is missing, what is estimated, what was blanked out, as sentences for the reader. */
export const gapSentences = (gap: Gap, language: InterfaceLanguage): string[] => {
  switch (gap.kind) {
    case 'paywall-cut-middle':
      return [
        gap.declared === null
          ? say(language, 'gap.cut', {})
          : say(language, 'gap.cutDeclared', { count: gap.declared }),
        say(language, 'gap.neverFilled', {}),
      ]
    case 'paywall-cut-end':
      return [
        gap.declaredTotal !== null && gap.declaredShown !== null
          ? say(language, 'gap.endDeclared', { total: gap.declaredTotal, shown: gap.declaredShown })
          : say(language, 'gap.end', {}),
        ...(gap.estimated === null ? [] : [say(language, 'gap.endEstimated', { count: gap.estimated })]),
        say(language, 'gap.neverFilled', {}),
      ]
    case 'censored-word':
      return [say(language, 'gap.blank', {}), say(language, 'gap.neverFilled', {})]
    case 'outline-numbering':
      return [say(language, 'gap.numbering', {})]
    case 'outline-extract':
      return [say(language, 'gap.extract', {})]
    case 'metadata-missing':
      return [say(language, 'gap.metadata', {})]
    default:
      return assertNever(gap.kind)
  }
}

/**
 * Why a section is not whole, in one sentence; null when it is, and when only its subsections have gaps, which say so
 * themselves. `gaps` are the document's.
 */
export const sectionRemark = (
  section: Pick<Section, 'status' | 'gaps' | 'range'>,
  gaps: readonly Gap[],
  language: InterfaceLanguage,
): string | null => {
  if (section.status === 'present') return null
  const { range } = section
  const causes = gaps.filter(
    (gap) => section.gaps.includes(gap.id) && (range === null || touches(range, gap)),
  )
  if (range !== null && causes.length === 0) return null
  const cut = causes.find((gap) => gap.kind === 'paywall-cut-middle')
  const end = causes.find((gap) => gap.kind === 'paywall-cut-end')
  const missing = section.status === 'missing'
  if (cut && end) return say(language, 'remark.cutTwice', {})
  if (cut?.declared != null) {
    return say(language, missing ? 'remark.missingInCut' : 'remark.partialByCut', { count: cut.declared })
  }
  if (end?.estimated != null) {
    return say(language, missing ? 'remark.missingAtEnd' : 'remark.partialByEnd', { count: end.estimated })
  }
  return say(language, missing ? 'remark.missing' : 'remark.partial', {})
}

/** A cut stands right after the line break that ends a text, or right before the text that follows it. */
const touches = (range: Range, { offset }: Gap): boolean =>
  offset !== null && offset >= range.start && offset <= range.end + 1

const assertNever = (kind: never): never => {
  throw new Error(`unknown gap kind ${String(kind)}`)
}
