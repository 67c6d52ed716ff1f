/** Below this width, in CSS px, the side panes lie over the text one at a time. */
export const narrowQuery = '(max-width: 699px)'

export const isNarrow = (): boolean => window.matchMedia(narrowQuery).matches
