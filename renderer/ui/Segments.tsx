interface SegmentsProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint: string }[]
  readonly onChange: (value: Value) => void
}

/** One choice of a few, as native radio buttons drawn side by side. */
export const Segments = <Value extends string>({ label, value, options, onChange }: SegmentsProps<Value>) => (
  <fieldset className="segments">
    <legend className="spoken">{label}</legend>
    {options.map((option) => (
      <label key={option.value} title={option.hint}>
        <input
          type="radio"
          name={label}
          value={option.value}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
        <span>{option.label}</span>
      </label>
    ))}
  </fieldset>
)
