import type { Emit, Input } from '../../preload/contract/index.ts'
import { Tag, type Note } from '../../preload/contract/notes.ts'
import type { AnkiImport, Study } from '../../preload/contract/study.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { ankiTag, ankiText, parseAnkiText } from '../study/anki-text.ts'
import { cardsOf, markCard, rewriteCard, type NoteCard } from '../study/cards.ts'
import type { StudyLogs } from '../study/open-study.ts'
import { replay, scheduleOf } from '../study/replay.ts'
import type { createNoteService } from './notes.ts'

export interface StudyServiceOptions {
  readonly logs: StudyLogs
  readonly notes: Pick<ReturnType<typeof createNoteService>, 'list' | 'save'>
  /** Throws AppError('not-found') for an unknown document. */
  readonly outline: (input: { documentId: string }) => Promise<{ readonly titleSet: string }>
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly emit: Emit
}

/** What was read, and recall of one's own notes. Cards are read out of the notes; only their ids are written there. */
export const createStudy = ({ logs, notes, outline, now, emit }: StudyServiceOptions) => {
  const cards = async (documentId: string): Promise<readonly NoteCard[]> => cardsOf(await notes.list({ documentId }))

  const get = async ({ documentId }: Input<'study.get'>): Promise<Study> => {
    await outline({ documentId })
    const log = await logs.document(documentId)
    const { read, reviews, last } = replay(log.events(), log.ceiling())
    const time = now()
    return {
      documentId,
      readOnly: log.readOnly,
      now: time,
      read: [...read].sort(),
      cards: (await cards(documentId)).map(({ id, note, kind, front, back }) => {
        const { stage, due, reviews: count, recalled, intervals } = scheduleOf(reviews.get(id) ?? [], time)
        return {
          id, noteId: note.id, sectionId: note.sectionId, kind, front, back, tags: note.tags,
          stage, due, reviews: count, recalled, intervals: intervals && [...intervals],
        }
      }),
      last: last(logs.deviceId),
    }
  }
  const changed = async (documentId: string): Promise<Study> => {
    emit('study.changed', { documentId })
    return get({ documentId })
  }
  const saveBody = (note: Note, body: string): Promise<Note> =>
    notes.save({ documentId: note.documentId, noteId: note.id, sectionId: note.sectionId, body, base: note.version })

  /** Writes the ids of these cards into their notes where they are not there yet. */
  const keepIds = async (unwritten: readonly NoteCard[]): Promise<void> => {
    const byNote = Map.groupBy(unwritten.filter(({ id, mark }) => id !== mark), ({ note }) => note)
    for (const [note, own] of byNote) {
      await saveBody(note, own.reduce((body, card) => markCard(body, card, card.id), note.body))
    }
  }

  return {
    get,
    /** The sections that are marked as read; none for a document that nobody has read in. */
    readSections: async (documentId: string): Promise<ReadonlySet<string>> => {
      const log = await logs.document(documentId)
      return replay(log.events(), log.ceiling()).read
    },
    markRead: async ({ documentId, sectionId, read }: Input<'study.markRead'>): Promise<Study> => {
      await outline({ documentId })
      await (await logs.document(documentId)).append({ kind: 'section', sectionId, read })
      return changed(documentId)
    },
    review: async ({ documentId, cardId, grade }: Input<'study.review'>): Promise<Study> => {
      const card = (await cards(documentId)).find(({ id }) => id === cardId)
      if (!card) throw new AppError('not-found', `there is no card ${cardId}`, { cardId })
      const log = await logs.document(documentId)
      if (log.readOnly) throw new AppError('read-only', 'the study log of this document cannot be written')
      await keepIds([card])
      await log.append({ kind: 'review', cardId, grade, at: Math.max(0, Math.floor(now())) })
      return changed(documentId)
    },
    undo: async ({ documentId, version }: Input<'study.undo'>): Promise<Study> => {
      await outline({ documentId })
      await (await logs.document(documentId)).append({ kind: 'undo', review: version })
      return changed(documentId)
    },
    exportAnki: async ({ documentId }: Input<'study.exportAnki'>) => {
      const { titleSet } = await outline({ documentId })
      const all = await cards(documentId)
      if (!(await logs.document(documentId)).readOnly) await keepIds(all)
      return { fileName: `${documentId}-anki.txt`, text: ankiText(titleSet, all), cards: all.length }
    },
    importAnki: async ({ documentId, text }: Input<'study.importAnki'>): Promise<AnkiImport> => {
      await outline({ documentId })
      const known = new Map((await cards(documentId)).map((card) => [card.id, card]))
      const rows = new Map(parseAnkiText(text, (id) => known.get(id)?.kind === 'cloze').map((row) => [row.guid, row]))
      // Tags belong to the note: it gets those of all its cards, so that reading the file again changes nothing.
      const given = new Map<string, string[]>()
      for (const { guid, tags } of rows.values()) {
        const noteId = known.get(guid)?.note.id
        if (noteId !== undefined && tags !== null) given.set(noteId, [...(given.get(noteId) ?? []), ...tags])
      }
      const result = { updated: 0, unchanged: 0, unknown: 0, refused: [] as string[] }
      for (const row of rows.values()) {
        // Asked anew for each: the row before may have changed the same note.
        const card = (await cards(documentId)).find(({ id }) => id === row.guid)
        if (!card) {
          result.unknown += 1
          continue
        }
        const tags = tagsFrom(given.get(card.note.id) ?? null, card.note.tags)
        const sameTags = tags.join('\n') === card.note.tags.join('\n')
        const sameWords = row.back === card.back && (card.kind === 'cloze' || row.front === card.front)
        const body = sameWords ? card.note.body : rewriteCard(card.note.body, card, card.id, row.front, row.back)
        if (body === null) result.refused.push(card.id)
        else if (sameTags && sameWords) result.unchanged += 1
        else {
          const { id, sectionId, version } = card.note
          await notes.save({ documentId, noteId: id, sectionId, body, base: version, tags: [...tags] })
          result.updated += 1
        }
      }
      if (result.updated > 0) emit('study.changed', { documentId })
      return result
    },
  }
}

/** The note's own spelling of each tag, in its own order; then what is new. */
const tagsFrom = (given: readonly string[] | null, known: readonly string[]): readonly string[] => {
  if (given === null) return known
  const kept = known.filter((tag) => given.includes(ankiTag(tag)))
  const fresh = [...new Set(given)].filter((tag) => known.every((one) => ankiTag(one) !== tag) && Tag.safeParse(tag).success)
  return [...kept, ...fresh].slice(0, 64)
}
