import { useId } from 'react'
import { StyleChange, type ReadingStyle, type StyleField } from '../../../preload/contract/style.ts'
import { RangeField } from '../../ui/RangeField.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { useWords, type Say } from '../context.ts'
import { choices, choicesOf, ranges, type ChoiceField, type RangeName, type ToggleField } from './choices.ts'
import { SettingRow } from './SettingRow.tsx'
import { ThemeChoice } from './ThemeChoice.tsx'

interface TextSettingsProps {
  readonly style: ReadingStyle
  /** What is this text's own; empty where the default itself is changed. */
  readonly own: StyleChange
  readonly base: ReadingStyle
  readonly onChange: (change: StyleChange) => void
  readonly onReset: (field: StyleField) => void
}

/** The value of a field in words. */
const describe = (field: StyleField, style: ReadingStyle, words: Say): string => {
  switch (field) {
    case 'size':
    case 'measure':
    case 'leading':
      return words(`style.${field}Value`, { value: style[field] })
    case 'focusLine':
    case 'paragraphNumbers':
      return words(style[field] ? 'style.on' : 'style.off')
    default: {
      const chosen = choicesOf(field).find(({ value }) => value === style[field])
      return chosen ? words(chosen.label) : style[field]
    }
  }
}

/** All that can be set of a text's look. */
export const TextSettings = ({ style, own, base, onChange, onReset }: TextSettingsProps) => {
  const words = useWords()
  const row = (field: StyleField) => ({
    label: words(`style.${field}`),
    differsFrom: own[field] === undefined ? null : describe(field, base, words),
    onReset: () => onReset(field),
  })
  const segments = (field: ChoiceField) => (
    <SettingRow {...row(field)}>
      <Segments
        label={words(`style.${field}`)}
        value={style[field]}
        onChange={(value) => onChange(StyleChange.parse({ [field]: value }))}
        options={choicesOf(field).map(({ value, label, hint }) => ({ value, label: words(label), hint: words(hint) }))}
      />
    </SettingRow>
  )
  const range = (field: RangeName) => (
    <SettingRow {...row(field)}>
      <RangeField
        label={words(`style.${field}`)}
        value={style[field]}
        {...ranges[field]}
        unit={words(`style.${field}Unit`)}
        spoken={describe(field, style, words)}
        onChange={(value) => onChange({ [field]: value })}
      />
    </SettingRow>
  )
  const toggle = (field: ToggleField) => (
    <SettingRow {...row(field)}>
      <Toggle
        label={words(`style.${field}`)}
        hint={words(`style.${field}Hint`)}
        checked={style[field]}
        onChange={(checked) => onChange({ [field]: checked })}
      />
    </SettingRow>
  )
  return (
    <div className="setting-list">
      <SettingRow {...row('theme')}>
        <ThemeChoice
          label={words('style.theme')}
          value={style.theme}
          onChange={(theme) => onChange({ theme })}
          options={choices.theme.map(({ value, label, hint }) => ({ value, label: words(label), hint: words(hint) }))}
        />
      </SettingRow>
      {range('size')}
      {range('measure')}
      {range('leading')}
      {segments('face')}
      {segments('script')}
      {segments('direction')}
      {segments('flow')}
      {segments('ruby')}
      {segments('rubySystem')}
      {toggle('paragraphNumbers')}
      {toggle('focusLine')}
    </div>
  )
}

interface ToggleProps {
  readonly label: string
  readonly hint: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

const Toggle = ({ label, hint, checked, onChange }: ToggleProps) => {
  const hintId = useId()
  return (
    <label className="check">
      <input
        type="checkbox"
        aria-label={label}
        aria-describedby={hintId}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span id={hintId}>{hint}</span>
    </label>
  )
}
