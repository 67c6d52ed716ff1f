import type { SectionStatus } from '../../../preload/contract/documents.ts'

/** A full, half or empty disc; the words beside it say the same. */
export const StatusMark = ({ status }: { readonly status: SectionStatus }) => (
  <svg className={`status status-${status}`} viewBox="0 0 12 12" aria-hidden="true">
    <circle cx="6" cy="6" r="4" />
    {status === 'partial' && <path d="M6 2a4 4 0 0 0 0 8z" />}
  </svg>
)
