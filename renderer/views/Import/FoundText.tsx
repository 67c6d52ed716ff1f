import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { EditClass, type DocumentOutline, type Passage } from '../../../preload/contract/documents.ts'
import { gapSentences, sectionRemark } from '../../../preload/contract/gap-words.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import type { Block, Paragraph } from '../../reader/text-model.ts'
import { Button } from '../../ui/Button.tsx'
import { GapMark, Runs } from '../Reading/Runs.tsx'
import { Tip } from '../Reading/Tip.tsx'
import { PageSettingContext } from '../Reading/page-setting.ts'
import { usePageSettingOf } from '../Reading/page-readings.ts'
import { useActions, useLanguage, useStyle, useWords } from '../context.ts'
import { styleVariables } from '../style-variables.ts'
import { useChosenLine } from './chosen-line.ts'
import { chunkAt, chunksOf, drawChunk, spanOf, type TextChunk } from './text-chunks.ts'

/** A place that is to be shown: a code point of L1 and what stands there. `serial` tells two equal wishes apart. */
export interface ShownPlace {
  readonly kind: 'edit' | 'gap' | 'section'
  readonly id: string
  readonly offset: number
  readonly serial: number
}

interface FoundTextProps {
  readonly outline: DocumentOutline
  /** Changes with each reading. */
  readonly edition: string
  readonly place: ShownPlace | null
  /** The reader points at a repair. */
  readonly onRepair: (edit: { readonly id: string; readonly class: EditClass }) => void
}

/** How far around what is seen the text is drawn, in CSS px. */
const margin = 1200

/** Frames that are waited for a part of the text that is on its way. */
const patience = 240

/** The text as it will be, with repairs and gaps in place. Only what is near is fetched and drawn. */
export const FoundText = ({ outline, edition, place, onRepair }: FoundTextProps) => {
  const words = useWords()
  const style = useStyle()
  const scroller = useRef<HTMLDivElement>(null)
  const chunks = useMemo(() => chunksOf(outline), [outline])
  const near = useNearChunks(scroller, chunks)
  const [heights] = useState(() => new Map<string, number>())
  const setting = usePageSettingOf({
    language: outline.language,
    vertical: false,
    style: useMemo(() => ({ ...style, ruby: 'off' as const }), [style]),
  })
  const line = useChosenLine(scroller)
  // A new reading does not show an old place again.
  const known = useRef(chunks)
  useLayoutEffect(() => {
    known.current = chunks
  }, [chunks])

  useEffect(() => {
    if (place === null) return
    return showPlace(scroller.current, known.current, place)
  }, [place])

  const pointAt = (target: EventTarget) => {
    const repair = target instanceof Element ? target.closest<HTMLElement>('[data-edit]') : null
    const id = repair?.dataset['edit']?.split(' ')[0]
    const editClass = EditClass.safeParse(repair?.dataset['class']?.split(' ')[0])
    if (id !== undefined && editClass.success) onRepair({ id, class: editClass.data })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (line.onKeyDown(event)) return
    if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('[data-edit]')) {
      event.preventDefault()
      pointAt(event.target)
    }
  }
  return (
    <PageSettingContext value={setting}>
      <div className="reading-frame import-text" data-direction="horizontal" data-flow="scroll" style={styleVariables({ size: 17, measure: 36, leading: 1.8 })}>
        <div className="import-line" role="group" aria-label={words('import.chooseLine')}>
          <Button aria-pressed={line.choosing} className="toggle" onClick={line.toggle}>
            {words('import.chooseLine')}
          </Button>
          {line.choosing && (
            <>
              <p role="status" lang={line.text === null ? undefined : languageTags[outline.language]}>
                {line.text ?? words('import.lineHint')}
              </p>
              <Button disabled={line.text === null} onClick={line.take}>
                {words('import.makeHeading')}
              </Button>
            </>
          )}
        </div>
        <div
          className="reading-scroll"
          ref={scroller}
          tabIndex={0}
          role="region"
          aria-label={words('import.previewLabel')}
          onKeyDown={onKeyDown}
          onClick={(event) => {
            if (!line.onClick(event.target)) pointAt(event.target)
          }}
        >
          <div
            className={`reading-column with-repairs ${line.choosing ? 'choosing-line' : ''}`}
            lang={languageTags[outline.language]}
            data-face={style.face}
            data-ruby="none"
          >
            {chunks.map((chunk) => (
              <Chunk
                key={chunk.key}
                chunk={chunk}
                outline={outline}
                edition={edition}
                near={near.has(chunk.key)}
                heights={heights}
              />
            ))}
          </div>
          <Tip />
        </div>
      </div>
    </PageSettingContext>
  )
}

/** The chunks that are seen or soon will be. */
const useNearChunks = (scroller: { readonly current: HTMLElement | null }, chunks: readonly TextChunk[]): ReadonlySet<string> => {
  const [near, setNear] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const root = scroller.current
    if (!root) return
    const observer = new IntersectionObserver(
      (entries) =>
        setNear((before) => {
          const next = new Set(before)
          for (const { target, isIntersecting } of entries) {
            const key = target instanceof HTMLElement ? target.dataset['chunk'] : undefined
            if (key === undefined) continue
            if (isIntersecting) next.add(key)
            else next.delete(key)
          }
          return next
        }),
      { root, rootMargin: `${margin}px 0px` },
    )
    for (const element of root.querySelectorAll('[data-chunk]')) observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, chunks])
  return near
}

/** Brings a place into view as soon as its part is drawn, and marks it. Returns how to stop trying. */
const showPlace = (scroller: HTMLElement | null, chunks: readonly TextChunk[], { kind, id, offset }: ShownPlace): (() => void) => {
  const key = chunkAt(chunks, offset)?.key
  if (!scroller || key === undefined) return () => undefined
  const chunk = () => scroller.querySelector<HTMLElement>(`[data-chunk="${CSS.escape(key)}"]`)
  const wanted = () => {
    const name = CSS.escape(id)
    if (kind === 'section') return scroller.querySelector<HTMLElement>(`[data-section="${name}"]`)
    return scroller.querySelector<HTMLElement>(kind === 'edit' ? `[data-edit~="${name}"]` : `[data-gap="${name}"]`)
  }
  for (const marked of scroller.querySelectorAll('[data-shown]')) marked.removeAttribute('data-shown')
  chunk()?.scrollIntoView({ block: 'start' })
  let frames = 0
  let frame = 0
  let found: HTMLElement | null = null
  const look = () => {
    frames += 1
    const now = wanted()
    if (now) {
      now.setAttribute('data-shown', '')
      now.scrollIntoView({ block: kind === 'section' ? 'start' : 'center' })
      // Once more when what lies above it has found its height.
      if (found === now && frames > patience / 8) return
      found = now
    }
    if (frames < patience) frame = requestAnimationFrame(look)
  }
  frame = requestAnimationFrame(look)
  return () => cancelAnimationFrame(frame)
}

interface ChunkProps {
  readonly chunk: TextChunk
  readonly outline: DocumentOutline
  readonly edition: string
  readonly near: boolean
  /** Heights of chunks as they were last drawn, in CSS px. */
  readonly heights: Map<string, number>
}

/** Room that a chunk takes before it was ever drawn, in lines of the text. */
const guessedLines = ({ start, end, heading }: TextChunk): number => Math.ceil((end - start) / 30) + (heading ? 3 : 0)

const Chunk = memo(({ chunk, outline, edition, near, heights }: ChunkProps) => {
  const words = useWords()
  const actions = useActions()
  const element = useRef<HTMLDivElement>(null)
  const [loaded, setLoaded] = useState<(ChunkTextProps & { readonly of: string }) | null>(null)
  const [failed, setFailed] = useState(false)
  const span = useMemo(() => spanOf(chunk), [chunk])
  const of = `${edition} ${chunk.key} ${span?.start} ${span?.end}`

  useEffect(() => {
    if (!near || span === null || loaded?.of === of) return
    let current = true
    setFailed(false)
    actions.foundPassage(span.start, span.end).then(
      (passage) => current && setLoaded({ of, chunk, outline, passage }),
      () => current && setFailed(true),
    )
    return () => {
      current = false
    }
  }, [actions, near, span, of, loaded, chunk, outline])

  // One reading's words stay until those of the next are there, so that nothing jumps.
  const ready = span === null ? { chunk, outline, passage: noPassage(chunk.start) } : loaded
  const shown = near ? ready : null

  useLayoutEffect(() => {
    if (shown && element.current) heights.set(chunk.key, element.current.offsetHeight)
  })
  const height = heights.get(chunk.key)
  return (
    <div
      ref={element}
      data-chunk={chunk.key}
      aria-busy={near && span !== null && loaded?.of !== of}
      style={shown ? undefined : { blockSize: height === undefined ? `calc(var(--pitch) * ${guessedLines(chunk)})` : `${height}px` }}
    >
      {shown && <ChunkText chunk={shown.chunk} outline={shown.outline} passage={shown.passage} />}
      {near && !shown && <p className="import-part" lang={words('app.languageTag')}>{words(failed ? 'import.partFailed' : 'import.loadingPart')}</p>}
    </div>
  )
})

const noPassage = (at: number): Passage => ({ start: at, end: at, restored: '', set: '', edits: [] })

interface ChunkTextProps {
  readonly chunk: TextChunk
  readonly outline: DocumentOutline
  readonly passage: Passage
}

const ChunkText = memo(({ chunk, outline, passage }: ChunkTextProps) => {
  const language = useLanguage()
  const { base, heading, blocks } = useMemo(() => drawChunk(chunk, outline, passage), [chunk, outline, passage])
  const { section } = chunk
  const tag = languageTags[language]
  const remark = section !== null && chunk.last ? sectionRemark(section, outline.gaps, language) : null
  const paragraphs = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.paragraph] : []))
  if (chunk.kind === 'title') {
    return (
      <div className="title">
        {paragraphs.map((paragraph) => (
          <Runs key={paragraph.start} paragraph={paragraph} />
        ))}
      </div>
    )
  }
  if (chunk.kind === 'list') {
    return (
      <ul className="import-list">
        {paragraphs.map((paragraph) => (
          <li key={paragraph.start} data-line={base + paragraph.start}>
            <Runs paragraph={paragraph} />
          </li>
        ))}
      </ul>
    )
  }
  return (
    <>
      {heading && section && (
        <div
          className={`heading import-heading ${section.headingRange ? '' : 'heading-listed'}`}
          data-section={section.id}
        >
          <Runs paragraph={heading} />
        </div>
      )}
      {blocks.map((block, index) => (
        <ChunkBlock key={index} block={block} base={base} tag={tag} />
      ))}
      {remark !== null && (
        <p className="remark-line" lang={tag}>
          {remark}
        </p>
      )}
    </>
  )
})

const hasOwnIndent = ({ runs: [first] }: Paragraph): boolean =>
  first !== undefined && first.kind !== 'gap' && first.text.startsWith('\u3000')

const ChunkBlock = ({ block, base, tag }: { readonly block: Block; readonly base: number; readonly tag: string }) => {
  const language = useLanguage()
  if (block.kind === 'paragraph') {
    return (
      <p className={hasOwnIndent(block.paragraph) ? 'own-indent' : undefined} data-line={base + block.paragraph.start}>
        <Runs paragraph={block.paragraph} />
      </p>
    )
  }
  return (
    <div className="gap-block">
      <p className="gap-line">
        <GapMark gap={block.gap} />
      </p>
      <p className="gap-about" lang={tag} aria-hidden="true">
        {gapSentences(block.gap, language).join(language === 'en' ? ' ' : '')}
      </p>
    </div>
  )
}

export const useShowing = () => {
  const [place, setPlace] = useState<ShownPlace | null>(null)
  const show = useCallback(
    (kind: ShownPlace['kind'], id: string, offset: number) =>
      setPlace((before) => ({ kind, id, offset, serial: (before?.serial ?? 0) + 1 })),
    [],
  )
  return { place, show }
}
