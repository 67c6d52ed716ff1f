import { memo } from 'react'
import type { DocumentOutline } from '../../../preload/contract/documents.ts'
import type { DrawnBlock } from '../../reader/book-blocks.ts'
import { useWords } from '../context.ts'
import { Opening, SectionView } from './SectionView.tsx'
import type { BookWindow } from './book-window.ts'

interface BookTextProps {
  readonly book: BookWindow
  readonly outline: DocumentOutline
  readonly paged: boolean
}

/** The blocks of a book that are drawn, between the room of those that are not. */
export const BookText = ({ book, outline, paged }: BookTextProps) => (
  <>
    {!paged && <div className="book-room" ref={book.before} aria-hidden="true" />}
    {book.slots.map(({ index, block }) => (
      <div key={index} className="book-block" data-block={index} data-here={block ? '' : undefined}>
        {block && <BlockText block={block} outline={outline} />}
      </div>
    ))}
    {!paged && <div className="book-room" ref={book.after} aria-hidden="true" />}
  </>
)

const BlockText = memo(({ block, outline }: { readonly block: DrawnBlock; readonly outline: DocumentOutline }) => {
  const words = useWords()
  return (
    <>
      {block.opening && <Opening text={block.opening} outline={outline} />}
      {block.sections.map((text) => (
        <SectionView key={text.section.id} text={text} outline={outline} />
      ))}
      {block.closing && (
        <p className="colophon" lang={words('app.languageTag')}>
          {words('reading.end')}
        </p>
      )}
    </>
  )
})
