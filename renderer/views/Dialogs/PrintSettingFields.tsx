import { PrintedRuby, type PrintSetting } from '../../../preload/contract/printing.ts'
import { Direction, Face, RubySystem, ScriptChoice } from '../../../preload/contract/style.ts'
import { useWords } from '../context.ts'

type ChoiceKey = 'script' | 'face' | 'direction' | 'ruby' | 'rubySystem'

interface PrintSettingFieldsProps {
  readonly setting: PrintSetting
  readonly onChange: (setting: PrintSetting) => void
}

/** How the text is set on paper, folded away: it starts as the text is set on the screen. */
export const PrintSettingFields = ({ setting, onChange }: PrintSettingFieldsProps) => {
  const words = useWords()
  const withRuby = setting.ruby !== 'off'

  const choice = <Key extends ChoiceKey>(
    key: Key,
    label: string,
    options: readonly PrintSetting[Key][],
    wordFor: (value: PrintSetting[Key]) => string,
  ) => (
    <label className="field">
      <span>{label}</span>
      <select
        value={setting[key]}
        onChange={(event) => {
          const chosen = options.find((option) => option === event.target.value)
          if (chosen !== undefined) onChange({ ...setting, [key]: chosen })
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {wordFor(option)}
          </option>
        ))}
      </select>
    </label>
  )
  const check = (key: 'paragraphNumbers' | 'rubyAsText', label: string) => (
    <label className="check">
      <input type="checkbox" checked={setting[key]} onChange={(event) => onChange({ ...setting, [key]: event.target.checked })} />
      <span>{label}</span>
    </label>
  )

  return (
    <details className="print-setting">
      <summary>{words('print.setting')}</summary>
      <div className="print-setting-fields">
        {choice('script', words('print.script'), ScriptChoice.options, (value) => words(`print.script.${value}`))}
        {choice('face', words('print.face'), Face.options, (value) => words(`print.face.${value}`))}
        {choice('direction', words('print.direction'), Direction.options, (value) => words(`print.direction.${value}`))}
        {choice('ruby', words('print.ruby'), PrintedRuby.options, (value) => words(`print.ruby.${value}`))}
        {withRuby && choice('rubySystem', words('print.rubySystem'), RubySystem.options, (value) => words(`print.rubySystem.${value}`))}
      </div>
      {check('paragraphNumbers', words('print.paragraphNumbers'))}
      {withRuby && check('rubyAsText', words('print.rubyAsText'))}
    </details>
  )
}
