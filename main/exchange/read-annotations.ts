import { z } from 'zod/mini'
import { contextLimit, quoteLimit, type Anchor } from '../../preload/contract/anchors.ts'
import { Id } from '../../preload/contract/define.ts'
import { noteBodyLimit, NoteColor, Tag, tagLimit } from '../../preload/contract/notes.ts'
import { parsePassageLink } from '../../preload/contract/passage-link.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { sumOf } from '../backups/kept-file.ts'

/** An annotation as a note can be made of it. */
export interface ReadAnnotation {
  /** Of the annotation itself: the note it once was, else one that the same annotation always gets. */
  readonly noteId: string
  /** Null for an annotation of something that is no text of Yandu. */
  readonly documentId: string | null
  /** Null where the annotation does not say. */
  readonly sectionId: string | null
  readonly body: string
  readonly tags: readonly string[]
  readonly color: NoteColor | null
  readonly anchor: Anchor | null
  /** Milliseconds since 1970; null where the annotation does not say. */
  readonly createdAt: number | null
  readonly updatedAt: number | null
}

export interface ReadAnnotations {
  readonly annotations: readonly ReadAnnotation[]
  /** Things in the file that are no annotations one could read. */
  readonly unreadable: number
}

const fileLimit = 100_000_000
const countLimit = 500_000
/** The revision of a passage that was not marked in an edition of Yandu: it is looked for by its words. */
const foreignRevision = 'imported'

const oneOrMany = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

const Fields = z.record(z.string(), z.unknown())
type Fields = z.infer<typeof Fields>

const fieldsOf = (value: unknown): Fields | null => {
  const fields = Fields.safeParse(value)
  return fields.success ? fields.data : null
}
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value.toWellFormed() : null)
const isOf = (fields: Fields, type: string): boolean => oneOrMany(fields['type'] ?? fields['@type']).includes(type)
const idOf = (value: unknown): string | null => {
  const fields = fieldsOf(value)
  return fields === null ? textOf(value) : textOf(fields['id'] ?? fields['@id'])
}

/** Annotations of a collection, a page, a list, or one alone. */
const itemsOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value
  const fields = fieldsOf(value)
  if (fields === null) return []
  if (isOf(fields, 'AnnotationCollection')) return oneOrMany(fields['first']).flatMap(itemsOf)
  if (isOf(fields, 'AnnotationPage')) return oneOrMany(fields['items'])
  return [fields]
}

const cut = (text: string, limit: number, fromEnd = false): string => {
  const characters = Array.from(text)
  return (fromEnd ? characters.slice(-limit) : characters.slice(0, limit)).join('')
}

const Position = z.object({ start: z.int().check(z.nonnegative()), end: z.int().check(z.nonnegative(), z.lte(1_000_000_000)) })

const anchorOf = (selectors: readonly unknown[], revision: string): Anchor | null => {
  const fields = selectors.map(fieldsOf).filter((one) => one !== null)
  const quote = fields.find((one) => isOf(one, 'TextQuoteSelector'))
  const exact = textOf(quote?.['exact']) ?? ''
  if (quote === undefined || exact === '') return null
  const characters = Array.from(exact)
  if (characters.length > quoteLimit) return null
  const position = Position.safeParse(fields.find((one) => isOf(one, 'TextPositionSelector'))).data
  const fits = position !== undefined && position.end - position.start === characters.length
  return {
    // A position that does not fit the words is not trusted with a revision.
    revision: fits ? revision : foreignRevision,
    range: fits ? { start: position.start, end: position.end } : { start: 0, end: characters.length },
    quote: {
      exact,
      prefix: cut(textOf(quote['prefix']) ?? '', contextLimit, true),
      suffix: cut(textOf(quote['suffix']) ?? '', contextLimit),
    },
  }
}

const bodiesOf = (value: unknown): { body: string; tags: string[] } => {
  const words: string[] = []
  const tags: string[] = []
  for (const one of oneOrMany(value)) {
    const fields = fieldsOf(one)
    const text = textOf(fields === null ? one : (fields['value'] ?? fields['@value']))
    if (text === null || text === '') continue
    if (fields !== null && oneOrMany(fields['purpose']).includes('tagging')) {
      const tag = text.replace(/[,，\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
      if (Tag.safeParse(tag).success && !tags.includes(tag) && tags.length < tagLimit.tags) tags.push(tag)
    } else if (fields === null || fields['value'] !== undefined) words.push(text)
  }
  return { body: words.join('\n\n').slice(0, noteBodyLimit).toWellFormed(), tags }
}

const timeOf = (value: unknown): number | null => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isFinite(time) && time >= 0 ? time : null
}

const ownText = /^urn:yandu:text:([a-z0-9-]{1,64})(?::([a-z0-9]{1,64}))?$/
const ownNote = /^urn:yandu:note:([a-z0-9-]{1,64}):([a-z0-9-]{1,64})$/

const readOne = (value: unknown): ReadAnnotation | null => {
  const fields = fieldsOf(value)
  if (fields === null || !isOf(fields, 'Annotation')) return null
  const target = oneOrMany(fields['target'])[0]
  const resource = fieldsOf(target) ?? {}
  const [, textId, revision] = ownText.exec(idOf(resource['source'] ?? target) ?? '') ?? []
  const links = [resource['scope'], resource['source'], target].map(idOf)
  const link = links.map((one) => (one === null ? null : parsePassageLink(one))).find((one) => one !== null) ?? null
  const documentId = textId ?? link?.documentId ?? null
  const [, , own] = ownNote.exec(idOf(fields) ?? '') ?? []
  const selectors = oneOrMany(resource['selector'])
  const anchor = anchorOf(selectors, revision ?? foreignRevision)
  const { body, tags } = bodiesOf(fields['body'] ?? fields['bodyValue'])
  if (anchor === null && body === '' && tags.length === 0) return null
  const createdAt = timeOf(fields['created'])
  return {
    noteId: Id.safeParse(own).data ?? `w3c-${sumOf(idOf(fields) ?? JSON.stringify(value)).slice(0, 24)}`,
    documentId: Id.safeParse(documentId).data ?? null,
    sectionId: link?.sectionId ?? null,
    body,
    tags,
    color: NoteColor.safeParse(oneOrMany(resource['styleClass'])[0]).data ?? (anchor === null ? null : 'yellow'),
    anchor,
    createdAt,
    updatedAt: timeOf(fields['modified']) ?? createdAt,
  }
}

/** Reads annotations in JSON-LD that may come from anywhere. Throws AppError('damaged-file' | 'too-large'). */
export const readAnnotations = (bytes: Uint8Array): ReadAnnotations => {
  if (bytes.length > fileLimit) throw new AppError('too-large', 'the file is too large', { bytes: bytes.length })
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new AppError('damaged-file', 'the file is no JSON', {}, error)
  }
  const items = itemsOf(value)
  if (items.length > countLimit) throw new AppError('too-large', 'the file holds too many annotations', { count: items.length })
  const annotations = items.flatMap((item) => readOne(item) ?? [])
  if (annotations.length === 0) throw new AppError('damaged-file', 'the file holds no annotations and is no export of Yandu')
  return { annotations, unreadable: items.length - annotations.length }
}
