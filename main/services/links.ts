import { AppError } from '../../preload/contract/wire.ts'
import type { Platform } from '../platform.ts'

const openable = new Set(['https:', 'http:', 'mailto:'])

/**
 * Hands an outside address to the system's browser. Only `https:`, `http:` and `mailto:` are let through; an address with
 * a user name in it is refused, because it can be made to look like another site's.
 */
export const createLinks = (platform: Platform) => ({
  open: async ({ url }: { url: string }): Promise<Record<string, never>> => {
    const parsed = URL.parse(url)
    if (!parsed || !openable.has(parsed.protocol) || parsed.username !== '' || parsed.password !== '') {
      throw new AppError('forbidden', 'only web and mail addresses are opened', {})
    }
    await platform.openLink(parsed.href)
    return {}
  },
})
