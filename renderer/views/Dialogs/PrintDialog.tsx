import { useEffect, useRef, useState } from 'react'
import { printSettingOf, type PrintJob, type PrintScope, type PrintTarget } from '../../../preload/contract/printing.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { openDocument } from '../../state/document.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { useActions, useAppState, useLanguage, useStyle, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'
import { startDownload } from '../start-download.ts'
import { PrintResult } from './PrintResult.tsx'
import { PrintSettingFields } from './PrintSettingFields.tsx'

interface PrintDialogProps {
  readonly sectionId: string
  readonly purpose: 'paper' | 'pdf'
}

/** What to print and where to: a section, what lies under it, or all of it. */
export const PrintDialog = ({ sectionId: initial, purpose }: PrintDialogProps) => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const outline = useAppState((state) => openDocument(state.reading)?.outline ?? null)
  const settings = useAppState((state) => state.shell.settings)
  const info = useAppState((state) => state.shell.info)
  const progress = useAppState((state) => state.shell.print)
  const [sectionId, setSectionId] = useState(initial)
  const [scopeKind, setScopeKind] = useState<PrintScope['kind']>('subtree')
  const style = useStyle()
  const [setting, setSetting] = useState(() => printSettingOf(style))
  const [path, setPath] = useState('')
  const [page, setPage] = useState<string | null>(null)
  if (!outline || !info) return null

  const { capabilities } = info
  const job: PrintJob = {
    documentId: outline.documentId,
    scope: scopeKind === 'document' ? { kind: 'document' } : { kind: scopeKind, sectionId },
    notes: settings.printNotes,
    paper: settings.paper,
    setting,
    language,
  }
  const working = progress.kind === 'working'
  const typed = path.trim()
  const typedTarget: PrintTarget = typed === '' ? { kind: 'download' } : { kind: 'path', path: typed }
  const target: PrintTarget = capabilities.saveDialog ? { kind: 'dialog' } : typedTarget

  const save = async (wanted: PrintTarget) => {
    const outcome = await actions.savePdf(job, wanted)
    if (outcome?.download) startDownload(outcome.download, outcome.fileName)
  }
  const print = async () => setPage(await actions.printPaper(job))

  return (
    <Dialog
      title={purpose === 'paper' ? words('print.title') : words('print.pdfTitle')}
      closeLabel={words('app.close')}
      onClose={actions.closeDialog}
    >
      <form
        className="form"
        onChange={actions.forgetPrint}
        onSubmit={(event) => {
          event.preventDefault()
          if (!working && capabilities.pdf) void save(target)
        }}
      >
        <label className="field">
          <span>{words('print.section')}</span>
          <select
            value={sectionId}
            disabled={scopeKind === 'document'}
            lang={languageTags[outline.language]}
            onChange={(event) => setSectionId(event.target.value)}
          >
            <option value="0" lang={languageTags[language]}>
              {words('outline.opening')}
            </option>
            {outline.sections.map((section) => (
              <option key={section.id} value={section.id}>
                {'\u3000'.repeat(section.level - 1) + section.headingSet}
              </option>
            ))}
          </select>
        </label>
        <Segments
          label={words('print.scope')}
          value={scopeKind}
          onChange={setScopeKind}
          options={[
            { value: 'section', label: words('print.scopeSection'), hint: words('print.scopeSectionHint') },
            { value: 'subtree', label: words('print.scopeSubtree'), hint: words('print.scopeSubtreeHint') },
            { value: 'document', label: words('print.scopeDocument'), hint: words('print.scopeDocumentHint') },
          ]}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={settings.printNotes}
            onChange={(event) => actions.changeSettings({ printNotes: event.target.checked })}
          />
          <span>{words('print.withNotes')}</span>
        </label>
        <Segments
          label={words('print.paper')}
          value={settings.paper}
          onChange={(paper) => actions.changeSettings({ paper })}
          options={[
            { value: 'A4', label: 'A4', hint: '210 × 297 mm' },
            { value: 'Letter', label: 'Letter', hint: '8.5 × 11 in' },
          ]}
        />
        <PrintSettingFields setting={setting} onChange={setSetting} />
        {!capabilities.saveDialog && (
          <label className="field">
            <span>{words('print.path')}</span>
            <input
              type="text"
              value={path}
              placeholder={words('print.pathHint')}
              onChange={(event) => setPath(event.target.value)}
            />
          </label>
        )}
        <div className="dialog-actions">
          <Button disabled={working || !(capabilities.systemPrint || capabilities.pagePrint)} onClick={() => void print()}>
            {words('print.print')}
          </Button>
          <Button type="submit" tone="primary" disabled={working || !capabilities.pdf}>
            {words('print.savePdf')}
          </Button>
        </div>
        {!capabilities.pdf && <p className="form-hint">{words('error.noPrinter')}</p>}
        <div role="status" aria-live="polite">
          {working && <p className="form-hint">{words('print.working')}</p>}
          {progress.kind === 'failed' && <p className="form-error">{describeError(progress.code, words, progress.reason)}</p>}
          {progress.kind === 'done' && <PrintResult outcome={progress.outcome} />}
        </div>
      </form>
      {page !== null && <PaperFrame path={page} title={words('print.title')} onDone={() => setPage(null)} />}
    </Dialog>
  )
}

/** The prepared page in a hidden frame, handed to the browser's print dialog as soon as it is ready. */
const PaperFrame = ({ path, title, onDone }: { readonly path: string; readonly title: string; readonly onDone: () => void }) => {
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => {
    const started = performance.now()
    const timer = setInterval(() => {
      const view = frame.current?.contentWindow
      if (performance.now() - started > 20_000) return onDone()
      if (view?.document.documentElement.dataset['printReady'] !== 'true') return
      clearInterval(timer)
      view.addEventListener('afterprint', onDone, { once: true })
      view.print()
    }, 100)
    return () => clearInterval(timer)
  }, [onDone])
  return <iframe ref={frame} className="paper-frame" src={path} title={title} aria-hidden="true" tabIndex={-1} />
}
