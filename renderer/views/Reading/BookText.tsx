import { memo } from 'react'
import type { DocumentOutline, SourcePassage } from '../../../preload/contract/documents.ts'
import type { DocumentText } from '../../reader/document-text.ts'
import { startOfBlock, type DrawnBlock } from '../../reader/book-blocks.ts'
import { useWords } from '../context.ts'
import { Opening, SectionView } from './SectionView.tsx'
import { SourceLoading, SourceStretch, useSourceCut } from './SourceText.tsx'
import type { BookWindow } from './book-window.ts'

interface BookTextProps {
  readonly book: BookWindow
  readonly outline: DocumentOutline
  readonly paged: boolean
}

/** The blocks of a book that are drawn, between the room of those that are not. */
export const BookText = ({ book, outline, paged }: BookTextProps) => (
  <>
    {!paged && <div className="book-room" data-room="before" aria-hidden="true" />}
    {book.slots.map(({ index, block }) => (
      <div key={index} className="book-block" data-block={index} data-here={block ? '' : undefined}>
        {block && <BlockText block={block} outline={outline} />}
      </div>
    ))}
    {!paged && <div className="book-room" data-room="after" aria-hidden="true" />}
  </>
)

interface BookSourceProps extends BookTextProps {
  readonly source: SourcePassage | null
  /** L1, which says where the blocks are. */
  readonly text: DocumentText
  readonly repairs: boolean
}

/** What was received, block by block like the text that was made of it. */
export const BookSource = ({ book, outline, paged, source, text, repairs }: BookSourceProps) => {
  const cut = useSourceCut(source, outline)
  if (!cut) return <SourceLoading />
  const startOf = (index: number): number => {
    const block = book.plan.blocks[index]
    const start = block ? startOfBlock(block, text) : null
    return start !== null ? cut.map.toSource(start) : block ? startOf(index + 1) : cut.text.length
  }
  return (
    <>
      {!paged && <div className="book-room" data-room="before" aria-hidden="true" />}
      {book.slots.map(({ index, block }) => (
        <div key={index} className="book-block source-text" data-block={index} data-here={block ? '' : undefined} role="group">
          {block && <SourceStretch cut={cut} start={index === 0 ? 0 : startOf(index)} end={startOf(index + 1)} repairs={repairs} />}
        </div>
      ))}
      {!paged && <div className="book-room" data-room="after" aria-hidden="true" />}
    </>
  )
}

/** A block of a book that is not on the page; nobody sees it. */
export const BookAside = ({ book, outline, lang }: Pick<BookTextProps, 'book' | 'outline'> & { readonly lang: string }) =>
  book.aside && (
    <div hidden lang={lang}>
      <BlockText block={book.aside} outline={outline} />
    </div>
  )

const BlockText = memo(({ block, outline }: { readonly block: DrawnBlock; readonly outline: DocumentOutline }) => {
  const words = useWords()
  return (
    <>
      {block.opening && <Opening text={block.opening} outline={outline} />}
      {block.sections.map((text) => (
        <SectionView key={text.partId ?? text.section.id} text={text} outline={outline} />
      ))}
      {block.closing && (
        <p className="colophon" lang={words('app.languageTag')}>
          {words('reading.end')}
        </p>
      )}
    </>
  )
})
