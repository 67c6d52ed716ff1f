/** Deepest nesting of arrays and objects a call may carry. The contract's own shapes need four. */
export const depthLimit = 32

/** Most values (members of arrays and objects, counted again at each place they appear) in one call. */
export const valueLimit = 200_000

/** Most text in one call, names of members included, in UTF-16 units. */
export const textLimit = 16_000_000

export type InputFault = 'not-json' | 'too-deep' | 'too-large'

const isPlainObject = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/**
 * Looks at a call's input before any schema does. IPC would also carry Date, Map, cycles and shared parts that unfold
 * without end; none of these is JSON. A member named `__proto__` is refused because no schema of ours has one.
 * Returns the first fault found, or null.
 */
export const inputFault = (input: unknown): InputFault | null => {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: input, depth: 0 }]
  let values = 0
  let text = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next
    values += 1
    if (typeof value === 'string') text += value.length
    else if (typeof value === 'number') {
      if (!Number.isFinite(value)) return 'not-json'
    } else if (value !== null && typeof value === 'object') {
      if (depth >= depthLimit) return 'too-deep'
      if (Array.isArray(value)) {
        if (values + waiting.length + value.length > valueLimit) return 'too-large'
        for (const item of value) waiting.push({ value: item, depth: depth + 1 })
      } else {
        if (!isPlainObject(value)) return 'not-json'
        const members = Object.entries(value)
        if (values + waiting.length + members.length > valueLimit) return 'too-large'
        for (const [name, item] of members) {
          if (name === '__proto__') return 'not-json'
          text += name.length
          waiting.push({ value: item, depth: depth + 1 })
        }
      }
    } else if (value !== null && typeof value !== 'boolean') return 'not-json'
    if (values > valueLimit || text > textLimit) return 'too-large'
  }
  return null
}
