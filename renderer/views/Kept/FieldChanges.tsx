import type { KeptVersion } from '../../../preload/contract/notes.ts'
import { useWords } from '../context.ts'
import { colorWords } from '../Marks/mark-colors.ts'
import { shortened, useTextScript } from '../Marks/mark-quote.ts'

export type KeptFields = Pick<KeptVersion, 'sectionId' | 'anchor' | 'color' | 'tags'>

const passageOf = ({ anchor }: KeptFields): string =>
  anchor === null ? '' : `${anchor.revision} ${anchor.range.start} ${anchor.range.end} ${anchor.quote.exact}`

/** Whether two versions agree in all but their words. */
export const sameFields = (a: KeptFields, b: KeptFields): boolean =>
  a.sectionId === b.sectionId &&
  a.color === b.color &&
  passageOf(a) === passageOf(b) &&
  a.tags.length === b.tags.length &&
  a.tags.every((tag, index) => tag === b.tags[index])

/** What changed of a note besides its words: passage, colour, tags, section. */
export const FieldChanges = ({ before, after }: { readonly before: KeptFields; readonly after: KeptFields }) => {
  const words = useWords()
  const { shown, lang } = useTextScript()
  if (sameFields(before, after)) return null
  const quote = ({ anchor }: KeptFields) =>
    anchor === null ? words('versions.noPassage') : <q lang={lang}>{shortened(shown(anchor.quote.exact))}</q>
  const tags = (fields: KeptFields) => (fields.tags.length === 0 ? words('versions.noTags') : fields.tags.join(', '))
  const rows = [
    { label: words('versions.passage'), differs: passageOf(before) !== passageOf(after), of: quote },
    {
      label: words('versions.color'),
      differs: before.color !== after.color,
      of: ({ color }: KeptFields) => words(colorWords[color ?? 'plain']),
    },
    { label: words('versions.tags'), differs: tags(before) !== tags(after), of: tags },
    { label: words('versions.section'), differs: before.sectionId !== after.sectionId, of: ({ sectionId }: KeptFields) => sectionId },
  ]
  return (
    <dl className="versions-fields">
      {rows
        .filter(({ differs }) => differs)
        .map(({ label, of }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <del>{of(before)}</del> <span aria-hidden="true">→</span> <ins>{of(after)}</ins>
            </dd>
          </div>
        ))}
    </dl>
  )
}
