import { httpWire } from '../../preload/contract/wire.ts'

export interface Page {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string }
  readonly history: { readonly state: unknown; replaceState(state: unknown, unused: string, url: string): void }
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>
}

const storageKey = 'yandu.secret'

/**
 * The secret the server handed over in the address, which is taken out of the address bar and kept for this tab, so
 * that a reload still has it. Null when this page was never given one.
 */
export const takeSecret = ({ location, history, sessionStorage }: Page): string | null => {
  const given = new URLSearchParams(location.hash.slice(1)).get(httpWire.secretParameter)
  if (given === null) return sessionStorage.getItem(storageKey)
  history.replaceState(history.state, '', location.pathname + location.search)
  sessionStorage.setItem(storageKey, given)
  return given
}
