import type { Theme } from '../../../preload/contract/style.ts'

interface ThemeChoiceProps {
  readonly label: string
  readonly value: Theme
  readonly options: readonly { readonly value: Theme; readonly label: string; readonly hint: string }[]
  readonly onChange: (theme: Theme) => void
}

/** The themes as small pages in their own colours; radio buttons for the keyboard. */
export const ThemeChoice = ({ label, value, options, onChange }: ThemeChoiceProps) => (
  <fieldset className="themes">
    <legend className="spoken">{label}</legend>
    {options.map((option) => (
      <label key={option.value} className="theme" title={option.hint}>
        <input
          type="radio"
          name={label}
          value={option.value}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
        <span className="theme-page" data-theme={option.value} aria-hidden="true" lang="zh-Hant">
          <span>文</span>
        </span>
        <span className="theme-name">{option.label}</span>
      </label>
    ))}
  </fieldset>
)
