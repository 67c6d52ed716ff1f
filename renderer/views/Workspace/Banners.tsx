import type { Problem } from '../../../preload/contract/app.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { useActions, useAppState, useWords, type Say } from '../context.ts'

/** What the reader must know about the library's files and the connection, until it is dismissed. */
export const Banners = () => {
  const words = useWords()
  const actions = useActions()
  const connected = useAppState((state) => state.shell.connected)
  const informed = useAppState((state) => state.shell.info !== null)
  const canReveal = useAppState((state) => state.shell.info?.capabilities.reveal ?? false)
  const problems = useAppState((state) => state.shell.problems)
  const lost = informed && !connected
  if (!lost && problems.length === 0) return <div className="banners" role="status" />
  return (
    <div className="banners" role="status">
      {lost && <p className="banner banner-warning">{words('connection.lost')}</p>}
      {problems.map((problem) => (
        <div key={problem.id} className="banner">
          <p>
            {describe(problem, words)} <span className="banner-path">{problem.keptAs ?? problem.path}</span>
          </p>
          {canReveal && <Button onClick={actions.revealLibrary}>{words('library.reveal')}</Button>}
          <IconButton icon="close" label={words('problem.dismiss')} onClick={() => actions.dismissProblem(problem.id)} />
        </div>
      ))}
    </div>
  )
}

const describe = (problem: Problem, words: Say): string => {
  const { count } = problem
  switch (problem.kind) {
    case 'set-aside':
      return words('problem.setAside')
    case 'recovered':
      return words('problem.recovered', { count })
    case 'read-only-newer-format':
      return words('problem.newerFormat')
    case 'read-only-locked':
      return words('problem.locked')
    case 'read-only-folder':
      return words('problem.readOnlyFolder')
    case 'unreadable':
      return words('problem.unreadable')
    case 'unreadable-document':
      return words('problem.unreadableDocument')
    case 'own-file-changed':
      return words('problem.ownFileChanged', { count })
    case 'missing-file':
      return words('problem.missingFile', { count })
    case 'backup-failed':
      return words('problem.backupFailed')
  }
}
