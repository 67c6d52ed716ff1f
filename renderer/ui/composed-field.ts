import { useRef, type FormEvent, type RefObject } from 'react'

/** What a field hands to its element, besides its own. */
interface ComposedFieldProps {
  readonly onInput: (event: FormEvent<HTMLElement>) => void
  readonly onCompositionStart: () => void
  readonly onCompositionEnd: () => void
  readonly onBlur: () => void
}

interface ComposedField {
  /** Whether an input method composes now: the words in the field are not yet the reader's. */
  readonly composing: RefObject<boolean>
  readonly props: ComposedFieldProps
}

/**
 * A field that answers while it is typed in, and owns its words: `take` is called after each change, but not before an
 * input method has finished what it composes. A browser may leave out the end of a composition when the field is left.
 */
export const useComposedField = (take: () => void): ComposedField => {
  const composing = useRef(false)
  const finish = () => {
    composing.current = false
    take()
  }
  return {
    composing,
    props: {
      onInput: ({ nativeEvent }) => {
        if (!composing.current && !(nativeEvent instanceof InputEvent && nativeEvent.isComposing)) take()
      },
      onCompositionStart: () => {
        composing.current = true
      },
      onCompositionEnd: finish,
      onBlur: () => {
        if (composing.current) finish()
      },
    },
  }
}

/** Whether a key press belongs to an input method. */
export const isComposed = (event: { readonly keyCode: number; readonly nativeEvent: KeyboardEvent }): boolean =>
  event.nativeEvent.isComposing || event.keyCode === 229
