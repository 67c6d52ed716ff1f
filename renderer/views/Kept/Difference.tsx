import { useMemo } from 'react'
import { compareTexts } from '../../../preload/text/readable-difference.ts'
import { useWords } from '../context.ts'

interface DifferenceProps {
  readonly before: string
  readonly after: string
  readonly lang: string
}

/** A line that came or went would otherwise not be seen. */
const withLineEnds = (text: string): string => text.replaceAll('\n', '¶\n')

/** What became of a text: deleted words are struck through, inserted ones underlined, and both are named when read out. */
export const Difference = ({ before, after, lang }: DifferenceProps) => {
  const words = useWords()
  const parts = useMemo(() => compareTexts(before, after), [before, after])
  if (parts.every(({ kind }) => kind === 'same')) {
    return (
      <>
        <p className="form-hint">{words('versions.same')}</p>
        <div className="difference" lang={lang}>{after}</div>
      </>
    )
  }
  return (
    <div className="difference" lang={lang}>
      {parts.map(({ kind, text }, index) => {
        if (kind === 'same') return <span key={index}>{text}</span>
        const Tag = kind === 'added' ? 'ins' : 'del'
        return (
          <Tag key={index}>
            <Spoken>{words(kind === 'added' ? 'versions.added' : 'versions.removed')}</Spoken>
            {withLineEnds(text)}
            <Spoken>{words('versions.end')}</Spoken>
          </Tag>
        )
      })}
    </div>
  )
}

const Spoken = ({ children }: { readonly children: string }) => {
  return <span className="spoken difference-word"> {children} </span>
}
