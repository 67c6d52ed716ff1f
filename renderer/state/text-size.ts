import { defaultStyle } from '../../preload/contract/style.ts'

/** 80 to 200 % of the default size, as browsers zoom. */
const percents = [80, 90, 100, 110, 125, 150, 175, 200]

/** Sizes of the text, in CSS px, that “larger” and “smaller” go through. */
export const textSizes: readonly number[] = percents.map((percent) => Math.round((defaultStyle.size * percent) / 100))

/** The next larger (1) or smaller (-1) size, in CSS px; the same where there is none. */
export const nextSize = (size: number, by: 1 | -1): number =>
  (by === 1 ? textSizes.find((one) => one > size) : textSizes.findLast((one) => one < size)) ?? size
