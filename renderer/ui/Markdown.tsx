import { useMemo, type KeyboardEvent, type MouseEvent } from 'react'
import { openableLink, renderMarkdown, type MarkdownMedium } from '../reader/markdown.ts'

export interface MarkdownProps {
  readonly text: string
  readonly medium?: MarkdownMedium
  /** BCP 47 tag of the words, when it differs from the surroundings. */
  readonly lang?: string
  /** Called with a checked `https:`, `http:` or `mailto:` address after a click or Enter on a link. */
  readonly onLink?: (url: string) => void
}

const linkAt = (target: EventTarget): string | null => {
  const address = target instanceof Element ? target.closest('[data-link]')?.getAttribute('data-link') : null
  return address == null ? null : openableLink(address)
}

/** A note's Markdown. The only place of the interface where markup is set. Links cannot be followed by the browser. */
export const Markdown = ({ text, medium = 'screen', lang, onLink }: MarkdownProps) => {
  const markup = useMemo(() => ({ __html: renderMarkdown(text, medium) }), [text, medium])
  const open = (event: MouseEvent | KeyboardEvent): void => {
    const url = linkAt(event.target)
    if (url === null || onLink === undefined) return
    event.preventDefault()
    onLink(url)
  }
  return (
    <div
      className="markdown"
      lang={lang}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(event)
      }}
      dangerouslySetInnerHTML={markup}
    />
  )
}
