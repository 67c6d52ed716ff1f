import { memo, useState, type ReactNode } from 'react'
import type { DocumentOutline, SectionStatus } from '../../../preload/contract/documents.ts'
import { gapSentences, sectionRemark } from '../../../preload/contract/gap-words.ts'
import { languageTags, say } from '../../../preload/contract/words/index.ts'
import type { Block, OpeningText, Paragraph, SectionText } from '../../reader/text-model.ts'
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
  const { section, heading, blocks, opens = true, closes = true } = text
  const first = blocks[0]
  const runIn = opens && section.runIn && section.headingRange !== null && first?.kind === 'paragraph'
  const rest = runIn ? blocks.slice(1) : blocks
  const remark = sectionRemark(section, outline.gaps, language)
  const empty = section.range === null
  const tag = languageTags[language]
  const inBody = section.headingRange !== null
  return (
    <section
      className={`section section-level-${Math.min(section.level, 6)} section-${section.status}`}
      data-section={section.id}
      data-part={text.partId}
      data-in-body={inBody}
    >
      {opens && (
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
      )}
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
      {remark !== null && !empty && closes && (
        <p className="remark-line" lang={tag}>
          {remark}
        </p>
      )}
    </section>
  )
})

/** The number a paragraph shows on demand. */
const numbered = ({ number }: Paragraph) => (number === null ? {} : { 'data-paragraph': number })

/** A line that brings its own indent, as ideographic spaces, gets no second one, and what goes on with a paragraph none. */
const hasOwnIndent = ({ runs: [first], continued }: Paragraph): boolean =>
  continued === true || (first !== undefined && first.kind !== 'gap' && first.text.startsWith('\u3000'))

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

interface OpeningProps {
  readonly text: OpeningText
  readonly outline: DocumentOutline
}

/** More lines of the list of headings than this are drawn only while it is open. */
const longList = 1000

/** Title, what is known about this copy, the source's own list of headings, and what stands before the first heading. */
export const Opening = memo(({ text, outline }: OpeningProps) => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const tag = languageTags[language]
  const { title, outlineList, opening } = text
  const [listOpen, setListOpen] = useState(false)
  const countStatus = (wanted: SectionStatus) => outline.sections.filter(({ status }) => status === wanted).length
  const [present, partial, missing] = [countStatus('present'), countStatus('partial'), countStatus('missing')]
  return (
    <section className="section" data-section="0" data-part="0">
      <h1 className="title">{title ? <Runs paragraph={title} /> : outline.titleSet}</h1>
      <p className="copy-line" lang={tag}>
        {partial + missing > 0
          ? words('reading.copyLine', { present, partial, missing })
          : words('reading.copyLineWhole', { present })}{' '}
        <button type="button" className="link" onClick={() => actions.openDialog({ kind: 'about-copy' })}>
          {words('aboutCopy.open')}
        </button>
      </p>
      {outlineList.length > 0 && (
        <details className="outline-list" onToggle={(event) => setListOpen(event.currentTarget.open)}>
          <summary lang={tag}>{words('reading.outlineList', { count: outlineList.length })}</summary>
          {(listOpen || outlineList.length <= longList) && (
            <ul>
              {outlineList.map((line) => (
                <li key={line.start}>
                  <Runs paragraph={line} />
                </li>
              ))}
            </ul>
          )}
        </details>
      )}
      {opening.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </section>
  )
})
