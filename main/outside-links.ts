import { AppError } from '../preload/contract/wire.ts'

const schemes: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:'])

/**
 * The last check before an address is handed to the system: `https:`, `http:` and `mailto:` only, parsed and written
 * out again so that what was checked is what is opened; a user name is refused, since it can be made to look like another
 * site's address. Throws AppError('forbidden') for anything else.
 */
export const outsideLink = (address: string): string => {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !schemes.has(url.protocol) || url.username !== '' || url.password !== '') {
    throw new AppError('forbidden', 'Only https:, http: and mailto: addresses are opened.')
  }
  return url.href
}
