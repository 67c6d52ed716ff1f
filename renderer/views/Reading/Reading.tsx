import { Button } from '../../ui/Button.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'
import { useScript } from '../script.ts'
import { Page } from './Page.tsx'
import './reading.css'

/** The text pane: the document, or why it is not there and what to do. */
export const Reading = ({ ready }: { readonly ready: boolean }) => {
  const words = useWords()
  const actions = useActions()
  const current = useAppState((state) => state.reading.current)
  const view = useScript()
  switch (current.kind) {
    case 'loading':
      return <Skeleton label={words('reading.loading')} />
    case 'failed':
      return (
        <div className="empty" role="alert">
          <h1>{words('reading.failed')}</h1>
          <p>{describeError(current.code, words)}</p>
          {current.documentId !== null && (
            <Button tone="primary" onClick={() => void actions.openDocument(current.documentId ?? '')}>
              {words('app.tryAgain')}
            </Button>
          )}
        </div>
      )
    case 'open':
      return ready && view ? (
        <Page key={current.document.outline.documentId} document={current.document} view={view} />
      ) : (
        <Skeleton label={words('reading.loading')} />
      )
  }
}

const Skeleton = ({ label }: { readonly label: string }) => (
  <div className="reading-scroll" aria-busy="true">
    <div className="reading-column skeleton">
      <p className="spoken" role="status">
        {label}
      </p>
      {[64, 100, 100, 97, 100, 42].map((width, index) => (
        <div key={index} style={{ width: `${width}%` }} />
      ))}
    </div>
  </div>
)
