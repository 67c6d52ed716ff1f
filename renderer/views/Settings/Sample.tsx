import { useMemo, type CSSProperties } from 'react'
import type { TextLanguage } from '../../../preload/contract/documents.ts'
import { readingSystemOf, type ReadingStyle } from '../../../preload/contract/style.ts'
import { languageTags, say } from '../../../preload/contract/words/index.ts'
import type { Paragraph } from '../../reader/text-model.ts'
import { createGlyphTrial } from '../../reader/glyph-trial.ts'
import { isDrawn } from '../../reader/undrawn.ts'
import { createReadingWidths } from '../../reader/reading-width.ts'
import { useWords } from '../context.ts'
import { Runs } from '../Reading/Runs.tsx'
import { PageSettingContext, readingFace, type PageSetting } from '../Reading/page-setting.ts'
import { styleVariables } from '../style-variables.ts'
import { sampleText, type SampleLine } from './sample-text.ts'
import '../Reading/reading.css'

interface SampleProps {
  readonly style: ReadingStyle
  /** The language of the text that the style is for. */
  readonly language: TextLanguage
}

const texts = { 'zh-Hant': sampleText('zh-Hant'), 'zh-Hans': sampleText('zh-Hans') } as const

const textOf = (line: SampleLine): string => line.map(({ text }) => text).join('')

const paragraphOf = (line: SampleLine): Paragraph => {
  const text = textOf(line)
  return { start: 0, number: null, text, runs: [{ kind: 'text', start: 0, text }] }
}

/** The readings of a line that the style asks for, by code point. */
const readingsIn = (line: SampleLine, { ruby, rubySystem }: ReadingStyle): ReadonlyMap<number, string> => {
  const found = new Map<number, string>()
  let at = 0
  for (const { text, pinyin, bopomofo, rare, pointed } of line) {
    const wanted = { off: false, all: true, rare, word: pointed }[ruby]
    const reading = rubySystem === 'pinyin' ? pinyin : bopomofo
    if (wanted && reading !== null) found.set(at, reading)
    at += Array.from(text).length
  }
  return found
}

/** A page in miniature, drawn by the page's own parts and rules. */
export const Sample = ({ style, language: original }: SampleProps) => {
  const words = useWords()
  const language = style.script === 'original' ? original : style.script
  const text = texts[language]
  const setting = useMemo((): PageSetting => {
    const byText = new Map(Object.values(text).map((line: SampleLine) => [textOf(line), readingsIn(line, style)]))
    return {
      language,
      vertical: style.direction === 'vertical',
      rubySystem: style.rubySystem,
      readingsOf: style.ruby === 'off' ? null : (paragraph) => byText.get(paragraph) ?? new Map(),
      widthOf: createReadingWidths(readingFace),
      isDrawn,
      isDrawnBySystem: createGlyphTrial('serif'),
    }
  }, [text, style, language])
  const band = { '--band-start': `${style.size * style.leading * 2.5}px`, '--band-size': `${style.size * style.leading}px` } as CSSProperties
  return (
    <PageSettingContext value={setting}>
      <div
        className="sample-page reading-frame"
        data-theme={style.theme}
        data-direction={style.direction}
        data-flow={style.flow}
        style={styleVariables(style)}
        role="region"
        aria-label={words('style.sample')}
      >
        <div className="reading-scroll" tabIndex={0}>
          <div
            className={`reading-column ${style.paragraphNumbers ? 'with-numbers' : ''}`}
            lang={languageTags[language]}
            data-face={style.face}
            data-ruby={readingSystemOf(style)}
          >
            <section className="section section-level-2">
              <div>
                <h3 className="heading">
                  <Runs paragraph={paragraphOf(text.heading)} />
                </h3>
              </div>
              <p data-paragraph="1">
                <Runs paragraph={paragraphOf(text.first)} />
              </p>
              <div className="run-in">
                <h4 className="heading">
                  <Runs paragraph={paragraphOf(text.runIn)} />
                </h4>
                <p data-paragraph="2">
                  <Runs paragraph={paragraphOf(text.second)} />
                  <span className="gap-mark">{say(language, 'gapMark.cut', {})}</span>
                </p>
              </div>
            </section>
          </div>
        </div>
        {style.focusLine && (
          <div className="focus-line" data-direction={style.direction} style={band} aria-hidden="true">
            <div className="focus-shade" />
            <div className="focus-band" />
            <div className="focus-shade" />
          </div>
        )}
      </div>
    </PageSettingContext>
  )
}
