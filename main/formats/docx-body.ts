import { createFields } from './docx-field.ts'
import type { Numbering, NumberingCounter } from './docx-numbering.ts'
import { createLineWriter, createParagraph, rowLines, type Line, type Paragraph } from './docx-paragraph.ts'
import { isOn, wholeNumber, type Styles } from './docx-style.ts'
import { symbolOf } from './docx-symbol.ts'
import { walkXml, type Namespaces, type XmlTag } from './xml.ts'

/** What the reader should know of, counted. */
export interface Findings {
  deletions: number
  hidden: number
  pictures: number
  formulas: number
  embedded: number
}

export interface BodyContext {
  readonly namespaces: Namespaces
  readonly styles: Styles
  readonly numbering: Numbering
  readonly findings: Findings
  /** The mark to write where a note hangs on the text; empty where the text has its own. */
  readonly noteMark: (kind: 'footnote' | 'endnote', id: string, hasOwnMark: boolean) => string
}

export interface Body {
  readonly lines: readonly Line[]
  /** Where the part holds notes: the lines of each, by its id. */
  readonly notes: ReadonlyMap<string, readonly Line[]>
}

interface Sink {
  readonly lines: Line[]
  /** A paragraph whose end is deleted waits for the next. */
  waiting: Paragraph | null
}

interface Run {
  hidden: boolean | null
  style: string | null
}

/** Former properties of what was changed. */
const former = /^w:(?:p|r|sect|tbl|tblGrid|tr|tc|tblPrEx)PrChange$|^w:(?:numberingChange|tblGridChange)$/u

/** Drawings that newer programs know and this one reads; what else they put there has a fallback of text. */
const understood = new Set(['wps', 'wpg', 'wpc', 'wpi', 'wp14', 'w14', 'w15', 'w16', 'wp', 'a14', 'v'])

/** What characters of their own element are in text. */
const signs: Readonly<Record<string, string>> = { 'w:tab': '\t', 'w:ptab': '\t', 'w:br': '\n', 'w:cr': '\n', 'w:noBreakHyphen': '\u2011' }

/** Signs that keep a formula readable when it is written on a line. */
const mathSigns: Readonly<Record<string, string>> = { 'm:den': '/', 'm:sup': '^', 'm:sub': '_', 'm:rad': '√' }

/** One by one: a call takes only so many arguments. */
const addLines = (to: Line[], lines: readonly Line[]): void => {
  for (const line of lines) to.push(line)
}

/** Reads the text of the main part, or of the notes, as lines. Throws as `walkXml`. */
export const readBody = (source: string, context: BodyContext): Body => {
  const { styles, findings } = context
  const write = createLineWriter(styles, context.numbering)
  const counter: NumberingCounter = context.numbering.createCounter()
  const fields = createFields()
  const path: string[] = []
  const paragraphs: Paragraph[] = []
  const runs: Run[] = []
  const main: Sink = { lines: [], waiting: null }
  const sinks: Sink[] = [main]
  const rows: { readonly cells: (readonly Line[])[]; deleted: boolean }[] = []
  const choices: { taken: boolean }[] = []
  const controls: { isPlaceholder: boolean }[] = []
  const notes = new Map<string, readonly Line[]>()
  let noteId = ''
  /** How many elements deep in something that is left out; 0 outside of it. */
  let skipping = 0
  let captured: 'text' | 'code' | null = null
  let keepsSpace = false
  let buffer = ''

  const sink = (): Sink => sinks.at(-1) ?? main
  const paragraph = (): Paragraph | undefined => paragraphs.at(-1)

  const isHidden = (): boolean => {
    const run = runs.at(-1)
    if (run === undefined) return false
    const byStyle = run.style === null ? null : styles.isHidden(run.style)
    return run.hidden ?? byStyle ?? styles.paragraph(paragraph()?.style ?? null).hidden
  }
  const emit = (text: string): void => {
    if (text === '' || !fields.isShown()) return
    if (isHidden()) findings.hidden += text.trim() === '' ? 0 : 1
    else paragraph()?.parts.push(text)
  }
  const finish = (done: Paragraph): void => {
    const line = write(done, counter)
    if (line !== null && (line.text !== '' || done.boxes.length === 0)) sink().lines.push(line)
    for (const box of done.boxes) sink().lines.push(box)
  }
  const closeSink = (): readonly Line[] => {
    const last = sink()
    if (last.waiting !== null) finish(last.waiting)
    last.waiting = null
    if (sinks.length > 1) sinks.pop()
    return last.lines
  }

  const skip = (): void => {
    skipping = 1
  }

  /** Elements whose meaning hangs on what they are in. */
  const properties = (name: string, parent: string, grand: string, tag: XmlTag): boolean => {
    const value = tag.attribute('w:val')
    const here = paragraph()
    if (parent === 'w:rPr') {
      const run = grand === 'w:r' ? runs.at(-1) : undefined
      const ofEnd = grand === 'w:pPr' ? here : undefined
      if (name === 'w:vanish') {
        if (run !== undefined) run.hidden = isOn(value)
        if (ofEnd !== undefined) ofEnd.endHidden = isOn(value)
      } else if (name === 'w:rStyle' && run !== undefined) run.style = value
      else if ((name === 'w:del' || name === 'w:moveFrom') && ofEnd !== undefined) ofEnd.joinsNext = true
      return true
    }
    if (parent === 'w:trPr') {
      const row = rows.at(-1)
      if (name === 'w:del' && row !== undefined) row.deleted = true
      return true
    }
    if (here === undefined) return false
    if (parent === 'w:numPr') {
      if (name === 'w:numId') here.list = value
      else if (name === 'w:ilvl') here.listLevel = wholeNumber(value, 0, 8)
      return true
    }
    if (parent !== 'w:pPr') return false
    if (name === 'w:pStyle') here.style = value
    else if (name === 'w:outlineLvl') here.outline = wholeNumber(value, 0, 9)
    else if (name === 'w:framePr' && (tag.attribute('w:dropCap') ?? 'none') !== 'none') here.joinsNext = true
    return true
  }

  const openers: Readonly<Record<string, (tag: XmlTag, parent: string) => void>> = {
    'w:p': () => {
      paragraphs.push(createParagraph(sink().waiting))
      sink().waiting = null
    },
    'w:r': () => runs.push({ hidden: null, style: null }),
    'w:t': ({ attribute }) => {
      captured = 'text'
      buffer = ''
      keepsSpace = attribute('xml:space') === 'preserve'
    },
    'm:t': () => {
      captured = 'text'
      buffer = ''
      keepsSpace = true
    },
    'w:instrText': () => {
      captured = 'code'
      buffer = ''
    },
    'w:fldChar': ({ attribute }) => {
      const type = attribute('w:fldCharType')
      if (type === 'begin') fields.begin()
      else if (type === 'separate') fields.separate()
      else if (type === 'end') emit(fields.end())
    },
    'w:fldSimple': () => undefined,
    'w:sym': ({ attribute }) => {
      const code = Number.parseInt(attribute('w:char') ?? '', 16)
      if (code > 0x1f && code <= 0xffff && (code < 0xd800 || code > 0xdfff)) emit(symbolOf(String.fromCodePoint(code), attribute('w:font')))
    },
    'w:footnoteReference': ({ attribute }) => noteReference('footnote', attribute),
    'w:endnoteReference': ({ attribute }) => noteReference('endnote', attribute),
    'w:footnote': ({ attribute }) => openNote(attribute),
    'w:endnote': ({ attribute }) => openNote(attribute),
    'w:tr': () => rows.push({ cells: [], deleted: false }),
    'w:tc': () => sinks.push({ lines: [], waiting: null }),
    'w:txbxContent': () => sinks.push({ lines: [], waiting: null }),
    'w:sdt': () => controls.push({ isPlaceholder: false }),
    'w:showingPlcHdr': ({ attribute }) => {
      const control = controls.at(-1)
      if (control !== undefined) control.isPlaceholder = isOn(attribute('w:val'))
    },
    'w:sdtContent': () => {
      if (controls.at(-1)?.isPlaceholder === true) skip()
    },
    'mc:AlternateContent': () => choices.push({ taken: false }),
    'mc:Choice': ({ attribute }) => {
      const choice = choices.at(-1)
      const needs = (attribute('Requires') ?? '').split(/\s+/u).filter((prefix) => prefix !== '')
      if (choice === undefined || choice.taken || !needs.every((prefix) => understood.has(prefix))) skip()
      else choice.taken = true
    },
    'mc:Fallback': () => {
      if (choices.at(-1)?.taken === true) skip()
    },
    'w:del': () => {
      findings.deletions += 1
      skip()
    },
    'w:moveFrom': skip,
    'w:rt': skip,
    'w:delText': skip,
    'w:delInstrText': skip,
    'a:blip': () => {
      findings.pictures += 1
    },
    'v:imagedata': () => {
      findings.pictures += 1
    },
    'm:oMath': () => {
      findings.formulas += 1
    },
    'w:altChunk': () => {
      findings.embedded += 1
    },
    'w:subDoc': () => {
      findings.embedded += 1
    },
  }

  const noteReference = (kind: 'footnote' | 'endnote', attribute: XmlTag['attribute']): void => {
    if (isHidden() || !fields.isShown()) return
    const ownMark = attribute('w:customMarkFollows')
    emit(context.noteMark(kind, attribute('w:id') ?? '', ownMark !== null && isOn(ownMark)))
  }
  const openNote = (attribute: XmlTag['attribute']): void => {
    noteId = attribute('w:id') ?? ''
    sinks.push({ lines: [], waiting: null })
  }

  const closers: Readonly<Record<string, () => void>> = {
    'w:p': () => {
      const done = paragraphs.pop()
      if (done === undefined) return
      if (done.joinsNext) sink().waiting = done
      else finish(done)
    },
    'w:r': () => runs.pop(),
    'w:tc': () => {
      const cell = closeSink()
      rows.at(-1)?.cells.push(cell)
    },
    'w:tr': () => {
      const row = rows.pop()
      if (row !== undefined && !row.deleted) addLines(sink().lines, rowLines(row.cells))
    },
    'w:txbxContent': () => {
      const lines = closeSink()
      const host = paragraph()
      addLines(host?.boxes ?? sink().lines, lines)
    },
    'w:footnote': () => notes.set(noteId, closeSink()),
    'w:endnote': () => notes.set(noteId, closeSink()),
    'w:sdt': () => controls.pop(),
    'mc:AlternateContent': () => choices.pop(),
  }

  walkXml(source, context.namespaces, {
    open: (tag) => {
      const { name } = tag
      if (skipping > 0) {
        skipping += 1
        return
      }
      const parent = path.at(-1) ?? ''
      const grand = path.at(-2) ?? ''
      path.push(name)
      if (former.test(name)) skip()
      else if (!properties(name, parent, grand, tag)) {
        const mathSign = Object.hasOwn(mathSigns, name) ? mathSigns[name] : undefined
        if (parent === 'w:r' && Object.hasOwn(signs, name)) emit(signs[name] ?? '')
        else if (mathSign !== undefined) emit(mathSign)
        else if (Object.hasOwn(openers, name)) openers[name]?.(tag, parent)
      }
    },
    close: (name) => {
      if (skipping > 1) {
        skipping -= 1
        return
      }
      skipping = 0
      path.pop()
      if (captured !== null && (name === 'w:t' || name === 'm:t' || name === 'w:instrText')) {
        const written = buffer.replace(/[\n\t]/gu, ' ')
        if (captured === 'code') fields.say(written)
        else emit(keepsSpace ? written : written.replace(/^ +| +$/gu, ''))
        captured = null
      }
      if (Object.hasOwn(closers, name)) closers[name]?.()
    },
    text: (text) => {
      if (captured !== null && skipping === 0) buffer += text
    },
  })
  return { lines: closeSink(), notes }
}
