import { createElement, Fragment, type ReactNode } from 'react'
import { tagWords } from '../../../preload/contract/note-words.ts'
import type { PrintBlock, PrintModel, PrintRun } from '../../../preload/contract/printing.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { noteLanguage } from '../../reader/note-language.ts'
import { Markdown } from '../../ui/Markdown.tsx'
import { pageRules } from './page-rules.ts'
import { ReadText } from './ReadText.tsx'

type Heading = Extract<PrintBlock, { kind: 'heading' }>
type Paragraph = Extract<PrintBlock, { kind: 'paragraph' }>
type Notes = Extract<PrintBlock, { kind: 'notes' }>

/** A title is h1, a section of level 1 h2; beyond six levels HTML and PDF have no more names. */
const headingTag = (level: number): string => `h${Math.min(level + 1, 6)}`

/** What is to be highlighted in a block, for `paintMarks`. */
const marksOf = ({ marks }: Heading | Paragraph): string | undefined => (marks.length === 0 ? undefined : JSON.stringify(marks))

/** Readings of headings are always drawn: Chromium takes all text of a heading for the name of its bookmark. */
const HeadingText = ({ heading, model }: { readonly heading: Heading; readonly model: PrintModel }) =>
  createElement(
    headingTag(heading.level),
    { 'data-block': '', 'data-status': heading.status, 'data-marks': marksOf(heading) },
    <ReadText text={heading.text} readings={heading.readings} ruby={{ ...model, rubyAsText: false }} />,
  )

/** The end of a run that a mark behind it is not torn off, and the beginning of the mark, so long that the rest may begin a line. */
const lastCharacter = /[^\s][，。、；：？！）」』》〉】〕”’…—·]*$/u
const markOpening = /^..[^\p{Script=Han}〕]*\p{Script=Han}(?:[^\p{Script=Han}〕]+\p{Script=Han})?/u

const Gap = ({ text }: { readonly text: string }) => <span className="gap">{text}</span>

const Runs = ({ runs, model }: { readonly runs: readonly PrintRun[]; readonly model: PrintModel }) =>
  runs.map((run, index) => {
    const before = runs[index - 1]
    const next = runs[index + 1]
    if (run.kind === 'text') {
      if (next?.kind !== 'gap') return <ReadText key={index} text={run.text} readings={run.readings} ruby={model} isEnd={next === undefined} />
      const end = run.text.length - (lastCharacter.exec(run.text)?.[0].length ?? 0)
      const length = Array.from(run.text.slice(0, end)).length
      const readings = run.readings.filter(({ offset }) => offset >= length).map(({ offset, reading }) => ({ offset: offset - length, reading }))
      return (
        <Fragment key={index}>
          <ReadText text={run.text.slice(0, end)} readings={run.readings.filter(({ offset }) => offset < length)} ruby={model} />
          <span className="whole">
            <ReadText text={run.text.slice(end)} readings={readings} ruby={model} />
            <Gap text={markOpening.exec(next.text)?.[0] ?? next.text} />
          </span>
        </Fragment>
      )
    }
    const opened = before?.kind === 'text' ? (markOpening.exec(run.text)?.[0] ?? run.text) : ''
    return <Gap key={index} text={run.text.slice(opened.length)} />
  })

const closing = /^[。．.，,、：:；;！!？?”’」』）)〕】》〉…—]+/u

/** The mark that ends a run-in heading belongs to it for the eye, but not to its name in the bookmarks. */
const splitStop = ([first, ...rest]: readonly PrintRun[]): { stop: string; runs: readonly PrintRun[] } => {
  if (first?.kind !== 'text') return { stop: '', runs: first === undefined ? [] : [first, ...rest] }
  const stop = closing.exec(first.text)?.[0] ?? ''
  const length = Array.from(stop).length
  const readings = first.readings.map(({ offset, reading }) => ({ offset: offset - length, reading }))
  return { stop, runs: [{ kind: 'text', text: first.text.slice(stop.length), readings }, ...rest] }
}

interface RunInParagraphProps {
  readonly heading: Heading
  readonly paragraph: Paragraph
  readonly model: PrintModel
}

const RunInParagraph = ({ heading, paragraph, model }: RunInParagraphProps) => {
  const { stop, runs } = splitStop(paragraph.runs)
  return (
    <div className="paragraph run-in" data-number={paragraph.number ?? undefined}>
      <HeadingText heading={heading} model={model} />
      <span data-block="" data-marks={marksOf(paragraph)}>
        <span className="run-in-stop">{stop}</span>
        <Runs runs={runs} model={model} />
      </span>
    </div>
  )
}

const NoteList = ({ notes, model }: { readonly notes: Notes; readonly model: PrintModel }) => (
  <section className="notes">
    <p className="notes-label" lang={languageTags[model.interfaceLanguage]} data-block="">
      {notes.label}
    </p>
    {notes.notes.map(({ quote, color, body, tags }, index) => (
      <div key={index} className="note">
        {quote !== null && (
          <p className="note-quote" data-color={color ?? 'plain'} data-block="">
            {quote}
          </p>
        )}
        <div className="note-words" lang={noteLanguage(body, model.language, model.interfaceLanguage)} data-block="">
          <Markdown text={body} medium="paper" />
        </div>
        {tags.length > 0 && (
          <p className="note-tags" lang={noteLanguage(tags.join(' '), model.language, model.interfaceLanguage)} data-block="">
            {tagWords(tags)}
          </p>
        )}
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
          drawn.push(<RunInParagraph key={index} heading={block} paragraph={next} model={model} />)
          index += 1
        } else drawn.push(<HeadingText key={index} heading={block} model={model} />)
        break
      case 'paragraph':
        drawn.push(
          <p key={index} className="paragraph" data-number={block.number ?? undefined} data-block="" data-marks={marksOf(block)}>
            <Runs runs={block.runs} model={model} />
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
