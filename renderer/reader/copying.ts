/** The same words for programs that take plain text and for those that take more. */
export interface Flavours {
  readonly plain: string
  readonly html: string
}

export interface CitedPassage {
  /** The words, one line a paragraph; empty where only the link is copied. */
  readonly words: string
  /** BCP 47 tag of the words. */
  readonly language: string
  /** One line; null without a citation. */
  readonly citation: string | null
  readonly link: string | null
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Passage, citation and link as they are put on the clipboard. */
export const flavoursOf = ({ words, language, citation, link }: CitedPassage): Flavours => {
  const lang = escaped(language)
  const paragraphs = words === '' ? '' : words.split('\n').map((line) => `<p>${escaped(line)}</p>`).join('')
  const quote = citation === null ? `<div lang="${lang}">${paragraphs}</div>` : `<blockquote lang="${lang}">${paragraphs}</blockquote>`
  const about = [
    citation === null ? '' : `<cite>${escaped(citation)}</cite>`,
    link === null ? '' : `<a href="${escaped(link)}">${escaped(link)}</a>`,
  ].filter((part) => part !== '')
  const plainAbout = [citation, link].filter((part) => part !== null).join('\n')
  return {
    plain: [words, plainAbout].filter((part) => part !== '').join('\n\n'),
    html: `${paragraphs === '' ? '' : quote}${about.length === 0 ? '' : `<p>${about.join('<br>')}</p>`}`,
  }
}

/**
 * Puts words on the clipboard by a copy event, which needs no permission, only that the reader has just done something;
 * false when the browser does not let it. Never reads what is there.
 */
export const copyFlavours = ({ plain, html }: Flavours): boolean => {
  let copied = false
  const onCopy = (event: ClipboardEvent) => {
    if (!event.clipboardData) return
    event.clipboardData.setData('text/plain', plain)
    event.clipboardData.setData('text/html', html)
    event.preventDefault()
    event.stopImmediatePropagation()
    copied = true
  }
  // Without a selection the browser copies only for a page that says that it has something of its own.
  const allow = (event: Event) => event.preventDefault()
  document.addEventListener('copy', onCopy, true)
  document.addEventListener('beforecopy', allow, true)
  try {
    return document.execCommand('copy') && copied
  } finally {
    document.removeEventListener('copy', onCopy, true)
    document.removeEventListener('beforecopy', allow, true)
  }
}
