import type { SearchFilters, SearchKind } from '../../preload/contract/search.ts'
import { partsOf, type Fold } from '../../preload/text/fold.ts'
import { pinyinLetters } from './pinyin.ts'

/** One of the words or phrases that must all stand in a line or a note. */
export interface Term {
  /** Folded, and divided at its white space. */
  readonly parts: readonly string[]
  /** The letters that it may be read by; null when it is no pinyin. */
  readonly pinyin: string | null
}

/** Each filter is folded; several of one sort allow either, those of different sorts are all kept to. */
export interface Query {
  readonly terms: readonly Term[]
  /** Ids of documents or parts of their titles. */
  readonly documents: readonly string[]
  /** Ids of sections or parts of their headings. */
  readonly sections: readonly string[]
  readonly tags: readonly string[]
  readonly kinds: readonly SearchKind[]
  /** The only text that is searched; null for all. */
  readonly only: string | null
}

/** Terms beyond these are left out. */
const mostTerms = 16

/** Folded names of the filters, so that both scripts are understood. */
const filterNames: Readonly<Record<string, 'documents' | 'sections' | 'tags' | 'kinds'>> = {
  in: 'documents', text: 'documents', 在: 'documents', 文: 'documents', 文本: 'documents',
  section: 'sections', 节: 'sections', 章: 'sections',
  tag: 'tags', 标签: 'tags',
  kind: 'kinds', 类: 'kinds', 种类: 'kinds',
}

const kindNames: Readonly<Record<string, SearchKind>> = {
  text: 'text', 正文: 'text', 文: 'text',
  heading: 'heading', headings: 'heading', title: 'heading', 标题: 'heading',
  highlight: 'highlight', highlights: 'highlight', 划线: 'highlight', 画线: 'highlight', 高亮: 'highlight', 标记: 'highlight',
  note: 'note', notes: 'note', 笔记: 'note',
  tag: 'tag', tags: 'tag', 标签: 'tag',
}

const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”', '「': '」', '『': '』', '＂': '＂' }

interface Piece {
  /** What stands before a colon; null without one. */
  readonly name: string | null
  readonly value: string
  readonly quoted: boolean
}

/** Divides what was typed at white space outside quotes. A quote that is not closed goes on to the end. */
const piecesOf = (typed: string): Piece[] => {
  const pieces: Piece[] = []
  let name: string | null = null
  let value = ''
  const finish = (quoted: boolean): void => {
    if (value.trim() !== '' || name !== null) pieces.push({ name, value, quoted })
    name = null
    value = ''
  }
  for (let at = 0; at < typed.length; at += 1) {
    const character = typed.charAt(at)
    const close = closing[character]
    if (close !== undefined && value === '') {
      const end = typed.indexOf(close, at + 1)
      value = typed.slice(at + 1, end === -1 ? typed.length : end)
      at = end === -1 ? typed.length : end
      finish(true)
    } else if (/\s/.test(character)) finish(false)
    else if (name === null && (character === ':' || character === '：') && value !== '') {
      name = value
      value = ''
    } else value += character
  }
  finish(false)
  return pieces
}

/** Reads what was typed in the box. What is no filter is looked for as it stands, colon and all. */
export const parseQuery = (fold: Fold, typed: string): Query => {
  const filters = { documents: new Set<string>(), sections: new Set<string>(), tags: new Set<string>(), kinds: new Set<SearchKind>() }
  const terms: Term[] = []
  const addTerm = (words: string, quoted: boolean): void => {
    const parts = partsOf(fold.fold(words).key)
    if (parts.length > 0 && terms.length < mostTerms) terms.push({ parts, pinyin: quoted ? null : pinyinLetters(words) })
  }
  for (const { name, value, quoted } of piecesOf(typed)) {
    const filter = name === null ? undefined : filterNames[fold.fold(name).key]
    const folded = fold.fold(value).key.trim()
    const kind = kindNames[folded]
    if (filter === 'kinds' && kind !== undefined) filters.kinds.add(kind)
    else if (filter !== undefined && filter !== 'kinds') {
      const wanted = filter === 'tags' ? folded.replace(/^#/, '') : folded
      if (wanted !== '') filters[filter].add(wanted)
    } else if (name === null) addTerm(value, quoted)
    else if (value !== '') addTerm(`${name}:${value}`, true)
    else addTerm(filter === 'kinds' ? '' : `${name}:`, true)
  }
  return {
    terms,
    documents: [...filters.documents],
    sections: [...filters.sections],
    tags: [...filters.tags],
    kinds: [...filters.kinds],
    only: null,
  }
}

/** A query that keeps to what is chosen beside it too: a choice takes the place of words of its sort. */
export const narrowed = (fold: Fold, query: Query, { documentId, sectionId, kind, tag }: SearchFilters): Query => ({
  ...query,
  only: documentId,
  sections: sectionId === null ? query.sections : [sectionId],
  kinds: kind === null ? query.kinds : [kind],
  tags: tag === null ? query.tags : [fold.fold(tag).key.trim()],
})
