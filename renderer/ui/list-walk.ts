/** Rows that Page Up and Page Down move by. */
const pageRows = 8

/** Keys that walk a list, after the ARIA patterns; which of them a list takes depends on how it lies and what else they do in it. */
export type ListKey = 'ArrowDown' | 'ArrowUp' | 'ArrowRight' | 'ArrowLeft' | 'Home' | 'End' | 'PageDown' | 'PageUp'

/** In a list whose field has the focus, Home and End are the field's. */
export const fieldListKeys: readonly ListKey[] = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp']
export const downwardKeys: readonly ListKey[] = ['ArrowDown', 'ArrowUp', 'Home', 'End']
export const sidewardKeys: readonly ListKey[] = ['ArrowRight', 'ArrowLeft', 'Home', 'End']

interface Pressed {
  readonly key: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/**
 * The row a key leads to in a list of `count` rows from the row `at` (−1: none yet): arrows go round its ends, pages stop at
 * them. Null for a key that does not walk this list.
 */
export const walkList = ({ key, altKey, ctrlKey, metaKey }: Pressed, keys: readonly ListKey[], at: number, count: number): number | null => {
  const pressed = keys.find((one) => one === key)
  if (pressed === undefined || altKey || ctrlKey || metaKey) return null
  const last = count - 1
  switch (pressed) {
    case 'ArrowDown':
    case 'ArrowRight':
      return at >= last ? 0 : at + 1
    case 'ArrowUp':
    case 'ArrowLeft':
      return at <= 0 ? last : at - 1
    case 'Home':
      return 0
    case 'End':
      return last
    case 'PageDown':
      return Math.min(last, at + pageRows)
    case 'PageUp':
      return Math.max(0, at - pageRows)
  }
}
