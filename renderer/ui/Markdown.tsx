import { useMemo, type KeyboardEvent, type MouseEvent } from 'react'
import { innerLinksIn } from '../../preload/contract/inner-link.ts'
import { followableLink, renderMarkdown, type MarkdownMedium, type TitleOf } from '../reader/markdown.ts'

export interface MarkdownProps {
  readonly text: string
  readonly medium?: MarkdownMedium
  /** BCP 47 tag of the words, when it differs from the surroundings. */
  readonly lang?: string
  /** Names of the sections and notes that are linked to. Without it such links stay as they are written. */
  readonly titleOf?: TitleOf
  /** Called with a checked `https:`, `http:`, `mailto:` or `yandu:` address, or a link inside ("[[2.3]]"), after a click or Enter on a link. */
  readonly onLink?: (url: string) => void
}

const linkAt = (target: EventTarget): string | null => {
  const address = target instanceof Element ? target.closest('[data-link]')?.getAttribute('data-link') : null
  return address == null ? null : followableLink(address)
}

/** A note's Markdown. The only place of the interface where markup is set. Links cannot be followed by the browser. */
export const Markdown = ({ text, medium = 'screen', lang, titleOf, onLink }: MarkdownProps) => {
  // The names, not the function that knows them: it changes with every note that is saved.
  const titles = titleOf ? innerLinksIn(text).map(({ link }) => titleOf(link)).join('\0') : ''
  // oxlint-disable-next-line react/exhaustive-deps -- titles stand for the function that knows them
  const markup = useMemo(() => ({ __html: renderMarkdown(text, medium, titleOf) }), [text, medium, titles])
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
