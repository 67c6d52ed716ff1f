import { useLayoutEffect } from 'react'
import type { Theme } from '../../../preload/contract/style.ts'
import { selectStyle, selectStyleKnown } from '../../state/selected-style.ts'
import { useAppState } from '../context.ts'

/** What the system asks for; each changes colours of some theme. */
const moreContrast = '(prefers-contrast: more)'
const systemWishes = ['(prefers-color-scheme: dark)', moreContrast, '(forced-colors: active)'] as const

/** Says what the system asks for where the colours cannot, and tells the browser the colour of the window's upper edge. */
const followSystem = () => {
  const root = document.documentElement
  root.toggleAttribute('data-more-contrast', window.matchMedia(moreContrast).matches)
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', getComputedStyle(root).backgroundColor)
}

/**
 * Puts the window into the theme of the open document. The page comes in the theme it had last and keeps it until the
 * main side has said what it is now.
 */
export const useWindowTheme = (): void => {
  const theme = useAppState((state): Theme | null => (selectStyleKnown(state) ? selectStyle(state).theme : null))
  useLayoutEffect(() => {
    if (theme !== null) document.documentElement.dataset['theme'] = theme
    followSystem()
    const lists = systemWishes.map((wish) => window.matchMedia(wish))
    for (const list of lists) list.addEventListener('change', followSystem)
    return () => {
      for (const list of lists) list.removeEventListener('change', followSystem)
    }
  }, [theme])
}
