import { memo, type ReactNode } from 'react'
import type { DocumentOutline, SectionStatus } from '../../../preload/contract/documents.ts'
import { gapSentences, sectionRemark } from '../../../preload/contract/gap-words.ts'
import { languageTags, say } from '../../../preload/contract/words/index.ts'
import type { Block, Paragraph, SectionText, TextModel } from '../../reader/text-model.ts'
import { Button } from '../../ui/Button.tsx'
import { useActions, useLanguage, useWords } from '../context.ts'
import { GapMark, Runs } from './Runs.tsx'
import { usePageSetting } from './page-setting.ts'

interface SectionViewProps {
  readonly text: SectionText
  readonly outline: DocumentOutline
}

/** The page's title is h1; sections follow by level. HTML ends at h6, deeper levels say theirs by aria-level. */
const Heading = ({ level, className, children }: { level: number; className: string; children: ReactNode }) => {
  const Tag = `h${Math.min(level + 1, 6)}` as 'h2' | 'h3' | 'h4' | 'h5' | 'h6'
  return (
    <Tag className={className} aria-level={level + 1 > 6 ? level + 1 : undefined}>
      {children}
    </Tag>
  )
}

export const SectionView = memo(({ text, outline }: SectionViewProps) => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const setting = usePageSetting()
  const { section, heading, blocks } = text
  const first = blocks[0]
  const runIn = section.runIn && section.headingRange !== null && first?.kind === 'paragraph'
  const rest = runIn ? blocks.slice(1) : blocks
  const remark = sectionRemark(section, outline.gaps, language)
  const empty = section.range === null
  const tag = languageTags[language]
  const inBody = section.headingRange !== null
  return (
    <section
      className={`section section-level-${Math.min(section.level, 6)} section-${section.status}`}
      data-section={section.id}
      data-in-body={inBody}
    >
      <div className={runIn ? 'run-in' : undefined}>
        <Heading level={section.level} className={`heading ${inBody ? '' : 'heading-listed'}`}>
          <Runs paragraph={heading} />
        </Heading>
        {runIn && first.kind === 'paragraph' && (
          <p {...numbered(first.paragraph)}>
            <Runs paragraph={first.paragraph} />
          </p>
        )}
      </div>
      {remark !== null && empty && (
        <div className="remark" lang={tag}>
          {section.status === 'missing' && (
            <p className="missing-mark" lang={languageTags[setting.language]}>
              <span className="gap-mark">{say(setting.language, 'gapMark.section', {})}</span>
            </p>
          )}
          <p>{remark}</p>
          <Button onClick={() => actions.beginNote(section.id)}>{words('notes.addHere')}</Button>
        </div>
      )}
      {rest.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
      {remark !== null && !empty && (
        <p className="remark-line" lang={tag}>
          {remark}
        </p>
      )}
    </section>
  )
})

/** The number a paragraph shows on demand. */
const numbered = ({ number }: Paragraph) => (number === null ? {} : { 'data-paragraph': number })

/** A line that brings its own indent, as ideographic spaces, gets no second one. */
const hasOwnIndent = ({ runs: [first] }: Paragraph): boolean =>
  first !== undefined && first.kind !== 'gap' && first.text.startsWith('\u3000')

const BlockView = ({ block }: { readonly block: Block }) => {
  const language = useLanguage()
  if (block.kind === 'paragraph') {
    return (
      <p className={hasOwnIndent(block.paragraph) ? 'own-indent' : undefined} {...numbered(block.paragraph)}>
        <Runs paragraph={block.paragraph} />
      </p>
    )
  }
  return (
    <div className="gap-block">
      <p className="gap-line">
        <GapMark gap={block.gap} />
      </p>
      <p className="gap-about" lang={languageTags[language]} aria-hidden="true">
        {gapSentences(block.gap, language).join(language === 'en' ? ' ' : '')}
      </p>
    </div>
  )
}

/** Title, what is known about this copy, the source's own list of headings, and what stands before the first heading. */
export const Opening = memo(({ model, outline }: { readonly model: TextModel; readonly outline: DocumentOutline }) => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const tag = languageTags[language]
  const countStatus = (wanted: SectionStatus) => outline.sections.filter(({ status }) => status === wanted).length
  const [present, partial, missing] = [countStatus('present'), countStatus('partial'), countStatus('missing')]
  return (
    <section className="section" data-section="0">
      <h1 className="title">
        {model.title ? <Runs paragraph={model.title} /> : outline.titleSet}
      </h1>
      <p className="copy-line" lang={tag}>
        {partial + missing > 0
          ? words('reading.copyLine', { present, partial, missing })
          : words('reading.copyLineWhole', { present })}{' '}
        <button type="button" className="link" onClick={() => actions.openDialog({ kind: 'about-copy' })}>
          {words('aboutCopy.open')}
        </button>
      </p>
      {model.outlineList.length > 0 && (
        <details className="outline-list">
          <summary lang={tag}>{words('reading.outlineList', { count: model.outlineList.length })}</summary>
          <ul>
            {model.outlineList.map((line) => (
              <li key={line.start}>
                <Runs paragraph={line} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {model.opening.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </section>
  )
})
