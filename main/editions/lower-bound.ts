/** The first of `length` indexes from which on a condition holds that then holds for all behind it; `length` when none. */
export const lowerBound = (length: number, holds: (index: number) => boolean): number => {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
