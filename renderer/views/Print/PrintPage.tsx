import { createElement, type ReactNode } from 'react'
import type { PrintBlock, PrintModel, PrintRun } from '../../../preload/contract/printing.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { noteLanguage } from '../../reader/note-language.ts'
import { Markdown } from '../../ui/Markdown.tsx'
import { pageRules } from './page-rules.ts'

type Heading = Extract<PrintBlock, { kind: 'heading' }>
type Paragraph = Extract<PrintBlock, { kind: 'paragraph' }>
type Notes = Extract<PrintBlock, { kind: 'notes' }>

/** A title is h1, a section of level 1 h2; beyond six levels HTML and PDF have no more names. */
const headingTag = (level: number): string => `h${Math.min(level + 1, 6)}`

const HeadingText = ({ heading }: { readonly heading: Heading }) =>
  createElement(headingTag(heading.level), { 'data-block': '', 'data-status': heading.status }, heading.text)

const Runs = ({ runs }: { readonly runs: readonly PrintRun[] }) =>
  runs.map((run, index) =>
    run.kind === 'text' ? (
      run.text
    ) : (
      <span key={index} className="gap">
        {run.text}
      </span>
    ),
  )

const closing = /^[。．.，,、：:；;！!？?”’」』）)〕】》〉…—]+/u

/** The mark that ends a run-in heading belongs to it for the eye, but not to its name in the bookmarks. */
const RunInParagraph = ({ heading, paragraph }: { readonly heading: Heading; readonly paragraph: Paragraph }) => {
  const [first, ...rest] = paragraph.runs
  const stop = first?.kind === 'text' ? (closing.exec(first.text)?.[0] ?? '') : ''
  const words: PrintRun[] = first?.kind === 'text' ? [{ kind: 'text', text: first.text.slice(stop.length) }, ...rest] : paragraph.runs
  return (
    <div className="paragraph run-in">
      <HeadingText heading={heading} />
      <span data-block="">
        <span className="run-in-stop">{stop}</span>
        <Runs runs={words} />
      </span>
    </div>
  )
}

const NoteList = ({ notes, model }: { readonly notes: Notes; readonly model: PrintModel }) => (
  <section className="notes">
    <p className="notes-label" lang={languageTags[model.interfaceLanguage]} data-block="">
      {notes.label}
    </p>
    {notes.bodies.map((body, index) => (
      <div key={index} className="note" lang={noteLanguage(body, model.language, model.interfaceLanguage)} data-block="">
        <Markdown text={body} medium="paper" />
      </div>
    ))}
  </section>
)

const drawBlocks = (model: PrintModel): ReactNode[] => {
  const language = languageTags[model.interfaceLanguage]
  const drawn: ReactNode[] = []
  for (let index = 0; index < model.blocks.length; index += 1) {
    const block = model.blocks[index]
    const next = model.blocks[index + 1]
    if (block === undefined) continue
    switch (block.kind) {
      case 'heading':
        if (block.runIn && next?.kind === 'paragraph' && next.continues) {
          drawn.push(<RunInParagraph key={index} heading={block} paragraph={next} />)
          index += 1
        } else drawn.push(<HeadingText key={index} heading={block} />)
        break
      case 'paragraph':
        drawn.push(
          <p key={index} className="paragraph" data-block="">
            <Runs runs={block.runs} />
          </p>,
        )
        break
      case 'remark':
        drawn.push(
          <p key={index} className="remark" lang={language} data-block="">
            {block.text}
          </p>,
        )
        break
      case 'outline-list':
        drawn.push(
          <div key={index} className="outline-list">
            {block.lines.map((line, at) => (
              <p key={at} data-block="">
                {line}
              </p>
            ))}
          </div>,
        )
        break
      case 'notes':
        drawn.push(<NoteList key={index} notes={block} model={model} />)
        break
      default:
        block satisfies never
    }
  }
  return drawn
}

/** The page that is printed: the model in order, set for paper. It takes no input and shows no controls. */
export const PrintPage = ({ model }: { readonly model: PrintModel }) => (
  <>
    <style>{pageRules(model)}</style>
    <main>{drawBlocks(model)}</main>
  </>
)
