import type { CSSProperties } from 'react'
import type { ReadingStyle } from '../../preload/contract/style.ts'

/** What of the style the style sheet needs as numbers: px, em and a multiple of the size. */
export const styleVariables = ({ size, measure, leading }: Pick<ReadingStyle, 'size' | 'measure' | 'leading'>) =>
  ({ '--read-size': `${size}px`, '--read-measure': measure, '--read-leading': leading }) as CSSProperties
