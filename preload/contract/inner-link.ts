import { Id, SectionId } from './define.ts'

/** A link from a note to a section of the same document or to another note, in its stable written form. */
export type InnerLink =
  | { readonly kind: 'section'; readonly sectionId: string }
  | { readonly kind: 'note'; readonly noteId: string }

/** The longest written form: a note's id has 64 characters at most, a section's path 95. */
const written = /\[\[([0-9a-z:.-]{1,100})\]\]/g

const linkTo = (target: string): InnerLink | null => {
  if (SectionId.safeParse(target).success) return { kind: 'section', sectionId: target }
  const noteId = target.startsWith('note:') ? target.slice(5) : ''
  return Id.safeParse(noteId).success ? { kind: 'note', noteId } : null
}

/** Reads "[[2.3.1]]" or "[[note:<id>]]"; null for anything else. */
export const parseInnerLink = (text: string): InnerLink | null =>
  text.startsWith('[[') && text.endsWith(']]') ? linkTo(text.slice(2, -2)) : null

export const formatInnerLink = (link: InnerLink): string =>
  link.kind === 'section' ? `[[${link.sectionId}]]` : `[[note:${link.noteId}]]`

export interface PlacedInnerLink {
  /** UTF-16 units of the text. */
  readonly start: number
  readonly end: number
  readonly link: InnerLink
}

/** The links written in a text, in order. Markdown is not read: one inside code counts too. */
export const innerLinksIn = (text: string): PlacedInnerLink[] => {
  if (!text.includes('[[')) return []
  return [...text.matchAll(written)].flatMap((found) => {
    const link = linkTo(found[1] ?? '')
    return link === null ? [] : [{ start: found.index, end: found.index + found[0].length, link }]
  })
}

/** A text with each of its links replaced by the name of what it leads to; a link without a name stays as it is written. */
export const nameInnerLinks = (text: string, nameOf: (link: InnerLink) => string | null): string => {
  let named = ''
  let at = 0
  for (const { start, end, link } of innerLinksIn(text)) {
    named += text.slice(at, start) + (nameOf(link) ?? text.slice(start, end))
    at = end
  }
  return named + text.slice(at)
}
