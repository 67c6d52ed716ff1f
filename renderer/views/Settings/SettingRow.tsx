import { useRef, type ReactNode } from 'react'
import { useWords } from '../context.ts'

interface SettingRowProps {
  readonly label: string
  /** The default in words, where this text has its own; null where it follows the default. */
  readonly differsFrom: string | null
  readonly onReset: () => void
  readonly children: ReactNode
}

/** One setting: its name, its control, and the way back to the default where there is one. The control names itself. */
export const SettingRow = ({ label, differsFrom, onReset, children }: SettingRowProps) => {
  const words = useWords()
  const control = useRef<HTMLDivElement>(null)
  return (
    <div className="setting" data-own={differsFrom !== null}>
      <div className="setting-name">
        <span aria-hidden="true">{label}</span>
        {differsFrom !== null && (
          <button
            type="button"
            className="setting-reset"
            title={words('style.resetHint')}
            onClick={() => {
              // The button goes; the keyboard stays with the setting.
              control.current?.querySelector<HTMLElement>('input:checked, input')?.focus()
              onReset()
            }}
          >
            {words('style.reset', { value: differsFrom })}
            <span className="spoken"> {words('style.resetOf', { name: label })}</span>
          </button>
        )}
      </div>
      <div className="setting-control" ref={control}>{children}</div>
    </div>
  )
}
