import type { PrintOutcome } from '../../../preload/contract/printing.ts'
import { useWords } from '../context.ts'

type Saved = Extract<PrintOutcome, { status: 'saved' }>

/** "Saved" is said after the file was read back; what differed is listed, and the file is kept all the same. */
export const PrintResult = ({ outcome }: { readonly outcome: Saved }) => {
  const words = useWords()
  const { report, path, fileName } = outcome
  return (
    <div className="print-result" data-print-result={report.differences.length === 0 ? 'good' : 'different'}>
      <p>
        <strong>{words('print.saved')}</strong> <span className="print-path">{path ?? fileName}</span>
      </p>
      {report.differences.length === 0 ? (
        <p>{words('print.checked', { pages: report.pages, characters: report.characters, bookmarks: report.bookmarks })}</p>
      ) : (
        <div className="form-error" role="alert">
          <p>{words('print.different', { count: report.differences.length })}</p>
          <ul>
            {report.differences.slice(0, 20).map((difference, index) => (
              <li key={index}>
                {words(`print.differs.${difference.kind}`)} {difference.place}
                <br />
                <del>{difference.expected}</del> <ins>{difference.found}</ins>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
