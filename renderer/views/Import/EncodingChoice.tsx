import type { Encoding } from '../../../preload/contract/documents.ts'
import type { ImportWork } from '../../state/imports.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { useActions, useWords } from '../context.ts'
import { encodingName } from './import-words.ts'

/** The same bytes in each likely encoding, to be judged by who can read them. */
export const EncodingChoice = ({ work, name }: { readonly work: ImportWork; readonly name: string }) => {
  const words = useWords()
  const actions = useActions()
  const { preview, choices } = work
  if (!preview) return null
  const lang = languageTags[preview.documents[0]?.language ?? 'zh-Hans']
  const now = choices.encoding ?? preview.encoding
  const choose = (encoding: Encoding) => actions.chooseEncoding(encoding)
  return (
    <div className="encodings">
      {preview.encodings.map(({ encoding, sample, fits }) => (
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
