import type { TextLanguage } from '../../../preload/contract/documents.ts'
import { noteLanguage } from '../../reader/note-language.ts'
import { useLanguage } from '../context.ts'

interface CardTextProps {
  readonly text: string
  readonly cloze: boolean
  readonly textLanguage: TextLanguage
}

/** The words of a card as text; what a cloze has hidden is marked. */
export const CardText = ({ text, cloze, textLanguage }: CardTextProps) => {
  const language = useLanguage()
  const parts = cloze ? text.split(/==(?!\s)([^=\n]+)(?<!\s)==/u) : [text]
  return (
    <p className="card-text" lang={noteLanguage(text, textLanguage, language)}>
      {parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}
    </p>
  )
}
