import { IconButton } from '../../ui/Button.tsx'
import { useWords } from '../context.ts'
import type { PageCount } from '../../reader/flow.ts'

interface PageBarProps {
  readonly page: PageCount
  readonly vertical: boolean
  readonly onTurn: (by: 1 | -1) => void
}

/** Under a page: its number, and the way to the next on the side where the next one lies. */
export const PageBar = ({ page, vertical, onTurn }: PageBarProps) => {
  const words = useWords()
  const previous = (
    <IconButton
      icon={vertical ? 'forward' : 'back'}
      label={words('reading.previousPage')}
      disabled={page.index <= 1}
      onClick={() => onTurn(-1)}
    />
  )
  const next = (
    <IconButton
      icon={vertical ? 'back' : 'forward'}
      label={words('reading.nextPage')}
      disabled={page.index >= page.count}
      onClick={() => onTurn(1)}
    />
  )
  return (
    <div className="page-bar">
      {vertical ? next : previous}
      <span className="page-number">{words(page.about ? 'reading.pageAbout' : 'reading.page', { page: page.index, pages: page.count })}</span>
      {vertical ? previous : next}
    </div>
  )
}
