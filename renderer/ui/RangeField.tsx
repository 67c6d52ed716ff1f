import { useId, useState, type CSSProperties } from 'react'

interface RangeFieldProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** Stands after the number. */
  readonly unit: string
  /** The value with its unit, for who only hears it. */
  readonly spoken: string
  readonly onChange: (value: number) => void
}

/** A number between two bounds: a slider to try, a field to type in. */
export const RangeField = ({ label, value, min, max, step, unit, spoken, onChange }: RangeFieldProps) => {
  const unitId = useId()
  /** What stands in the field while it is typed; null shows the value. */
  const [typed, setTyped] = useState<string | null>(null)
  const nearest = (wanted: number) => Number((min + Math.round((wanted - min) / step) * step).toFixed(2))
  const take = (text: string) => {
    const wanted = Number(text)
    if (text.trim() === '' || !Number.isFinite(wanted)) return
    const bounded = nearest(Math.max(min, Math.min(max, wanted)))
    if (bounded !== value) onChange(bounded)
  }
  const finish = () => {
    if (typed !== null) take(typed)
    setTyped(null)
  }
  return (
    <div className="range">
      <input
        type="range"
        aria-label={label}
        aria-valuetext={spoken}
        min={min}
        max={max}
        step={step}
        value={value}
        style={{ '--part': (value - min) / (max - min) } as CSSProperties}
        onChange={(event) => {
          setTyped(null)
          onChange(Number(event.target.value))
        }}
      />
      <input
        type="number"
        aria-label={label}
        aria-describedby={unitId}
        min={min}
        max={max}
        step={step}
        value={typed ?? value}
        onChange={(event) => {
          const { value: text } = event.target
          setTyped(text)
          // Half a number, the 2 of 24, is not taken before the field is left.
          if (Number(text) >= min && Number(text) <= max) take(text)
        }}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish()
        }}
      />
      <span className="range-unit" id={unitId}>
        {unit}
      </span>
    </div>
  )
}
