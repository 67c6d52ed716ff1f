import type { SectionState } from '../../state/study.ts'
import { useWords } from '../context.ts'
import './study.css'

const paths: { readonly [State in SectionState]: string } = {
  unread: '',
  read: 'M2.5 6.5 5 9l4.5-6',
  noted: 'M2.5 2.5h7v7h-7zM4.2 4.8h3.6M4.2 7.2h3.6',
  recalled: 'M1.5 6.5 4 9l4-6M6.5 9l4-6',
}

/** How far a section has been studied: one tick read, a sheet noted, two ticks recalled; the words say the same. */
export const StudyMark = ({ state }: { readonly state: SectionState }) => {
  const words = useWords()
  const label = words(`study.state.${state}`)
  return (
    <span className="study-mark" data-state={state} title={state === 'unread' ? undefined : label}>
      {state !== 'unread' && (
        <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
          <path d={paths[state]} />
        </svg>
      )}
      <span className="spoken" lang={words('app.languageTag')}>
        {label}
      </span>
    </span>
  )
}
