import { Encoding } from '../../../preload/contract/documents.ts'
import type { ImportWork } from '../../state/imports.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { useActions, useWords } from '../context.ts'
import { encodingName } from './import-words.ts'

interface EncodingChoiceProps {
  readonly work: ImportWork
  readonly name: string
  /** Those that do not fit the file are offered too. */
  readonly all?: boolean
}

/** The same bytes in each likely encoding, to be judged by who can read them. */
export const EncodingChoice = ({ work, name, all = false }: EncodingChoiceProps) => {
  const words = useWords()
  const actions = useActions()
  const { preview, choices } = work
  if (!preview) return null
  const lang = languageTags[preview.documents[0]?.language ?? 'zh-Hans']
  const now = choices.encoding ?? preview.encoding
  const others = all ? Encoding.options.filter((one) => preview.encodings.every(({ encoding }) => encoding !== one)) : []
  // In one order whatever is chosen, so that the keyboard does not lose its place.
  const samples = [...preview.encodings, ...others.map((encoding) => ({ encoding, sample: '', fits: false }))].toSorted(
    (a, b) => Encoding.options.indexOf(a.encoding) - Encoding.options.indexOf(b.encoding),
  )
  const choose = (encoding: Encoding) => actions.chooseEncoding(encoding)
  return (
    <div className="encodings">
      {samples.map(({ encoding, sample, fits }) => (
        <label key={encoding} className="encoding" data-encoding={encoding}>
          <input type="radio" name={name} checked={encoding === now} onChange={() => choose(encoding)} />
          <span>
            <span className="encoding-name">
              {encodingName(encoding, words)}
              {!fits && <span className="encoding-misfit"> · {words('import.encodingMisfit')}</span>}
            </span>
            <span className="encoding-sample" lang={lang}>
              {sample}
            </span>
          </span>
        </label>
      ))}
    </div>
  )
}
