import type { NoteColor } from '../../../preload/contract/notes.ts'
import { useWords } from '../context.ts'
import { colorWords, markColors } from './mark-colors.ts'

interface ColorButtonsProps {
  /** The one in force; null for none. */
  readonly value: NoteColor | null
  readonly onChoose: (color: NoteColor) => void
}

/** The five colours, each with the line that tells it apart without its colour. */
export const ColorButtons = ({ value, onChoose }: ColorButtonsProps) => {
  const words = useWords()
  return markColors.map((color) => {
    const label = words('marks.highlightIn', { color: words(colorWords[color]) })
    return (
      <button
        key={color}
        type="button"
        className="mark-color"
        data-color={color}
        aria-label={label}
        aria-pressed={value === color}
        title={label}
        onClick={() => onChoose(color)}
      >
        <span aria-hidden="true">文</span>
      </button>
    )
  })
}
