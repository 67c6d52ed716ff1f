import { outsideLink } from '../outside-links.ts'
import type { Platform } from '../platform.ts'

/** Hands an outside address to the system's browser. Throws AppError('forbidden') for what must not be opened. */
export const createLinks = (platform: Platform) => ({
  open: async ({ url }: { url: string }): Promise<Record<string, never>> => {
    await platform.openLink(outsideLink(url))
    return {}
  },
})
