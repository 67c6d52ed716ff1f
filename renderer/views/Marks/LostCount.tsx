import { Button } from '../../ui/Button.tsx'
import { useActions, useWords } from '../context.ts'
import { useLostMarks } from './use-marks.ts'

/** How many highlights have no sure place; nothing when all have. */
export const LostCount = () => {
  const words = useWords()
  const actions = useActions()
  const count = useLostMarks().length
  if (count === 0) return null
  return (
    <Button className="lost-count" title={words('marks.shelfCount', { count })} aria-label={words('marks.shelfCount', { count })} onClick={() => actions.openDialog({ kind: 'review-marks' })}>
      <span aria-hidden="true">⚠ {count}</span>
    </Button>
  )
}
