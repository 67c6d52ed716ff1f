import type { NoteCard } from './cards.ts'

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\t', '&#9;')

const toHtml = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>')

/** Anki divides tags at spaces. */
export const ankiTag = (tag: string): string => tag.replace(/\s+/gu, '_')

/** One field of a header line: no tab and no line end. */
const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim()

export const ankiBack = (card: Pick<NoteCard, 'kind' | 'back'>): string =>
  card.kind === 'cloze' ? toHtml(card.back).replace(/==(?!\s)([^=]+)(?<!\s)==/gu, '<u>$1</u>') : toHtml(card.back)

/**
 * Cards in Anki's text format: one row each with the card's id as guid, so that importing again updates instead of adding.
 * No field needs quotes: quotes, tabs and line ends are written as HTML.
 */
export const ankiText = (title: string, cards: readonly NoteCard[]): string => {
  const head = [
    '#separator:tab',
    '#html:true',
    '#notetype:Basic',
    `#deck:Yandu::${plain(title).replaceAll('::', ' ')}`,
    '#guid column:1',
    '#tags column:4',
  ]
  const rows = cards.map((card) =>
    [card.id, toHtml(card.front), ankiBack(card), card.note.tags.map((tag) => escapeHtml(ankiTag(tag))).join(' ')].join('\t'),
  )
  return [...head, ...rows, ''].join('\n')
}

export interface AnkiRow {
  readonly guid: string
  /** Text, with `==` around what was underlined. */
  readonly front: string
  readonly back: string
  /** Null when the file has no column of tags. */
  readonly tags: readonly string[] | null
}

const separators: { readonly [name: string]: string } = {
  tab: '\t', comma: ',', semicolon: ';', pipe: '|', colon: ':', space: ' ',
}

/** Rows of separated values with double quotes, as Anki writes and reads them. */
const parseRows = (text: string, separator: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let field = ''
    if (text[at] === '"') {
      at += 1
      for (;;) {
        const close = text.indexOf('"', at)
        field += text.slice(at, close < 0 ? text.length : close)
        at = close < 0 ? text.length : close + 1
        if (close < 0 || text[at] !== '"') break
        field += '"'
        at += 1
      }
    }
    const rest = at
    while (at < text.length && text[at] !== separator && text[at] !== '\n') at += 1
    row.push(field + text.slice(rest, at).replace(/\r$/, ''))
    const ended = text[at] !== separator
    at += 1
    if (!ended) {
      if (at >= text.length) row.push('')
      else continue
    }
    rows.push(row)
    row = []
  }
  return rows
}

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const decodeEntity = (whole: string, name: string): string => {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole
  const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole
}

/** Anki's HTML as text. Markup is dropped, but for line ends and underlining. */
const fromHtml = (html: string, underlined: boolean): string =>
  html
    .replace(/\r?\n/g, ' ')
    .replace(/<(?:br\s*\/?|\/div|\/p|\/li)>/gi, '\n')
    .replace(/<(\/?)u(?:\s[^<>]*)?>/gi, underlined ? '==' : '')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(#?\w{1,10});/g, decodeEntity)
    .trim()

const number = (value: string | undefined): number | null => {
  const column = Number(value)
  return Number.isInteger(column) && column > 0 ? column - 1 : null
}

/** The rows of a text that Anki has exported, or that `ankiText` has made. Rows without an id of the right kind are left out. */
export const parseAnkiText = (input: string, isCloze: (guid: string) => boolean): readonly AnkiRow[] => {
  const lines = input.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const headers = new Map<string, string>()
  let at = 0
  while (lines[at] === '#') {
    const end = lines.indexOf('\n', at)
    const line = lines.slice(at + 1, end < 0 ? lines.length : end)
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
    at = end < 0 ? lines.length : end + 1
  }
  const guidColumn = number(headers.get('guid column')) ?? 0
  const tagsColumn = number(headers.get('tags column'))
  const special = new Set([guidColumn, tagsColumn, number(headers.get('notetype column')), number(headers.get('deck column'))])
  const html = headers.get('html')?.toLowerCase() !== 'false'
  const named = headers.get('separator') ?? 'tab'
  const separator = separators[named.toLowerCase()] ?? (named.length === 1 ? named : '\t')
  return parseRows(lines.slice(at), separator).flatMap((row): AnkiRow[] => {
    const guid = row[guidColumn]?.trim() ?? ''
    if (!/^[a-z0-9]{6,32}$/.test(guid)) return []
    const [front = '', back = ''] = row.filter((_, column) => !special.has(column))
    const text = (field: string, underlined: boolean): string => (html ? fromHtml(field, underlined) : field.trim())
    const tags = tagsColumn === null ? null : (row[tagsColumn] ?? '').split(/\s+/u).filter((tag) => tag !== '')
    return [
      {
        guid,
        front: text(front, false),
        back: text(back, isCloze(guid)),
        tags: tags === null ? null : [...new Set(html ? tags.map((tag) => fromHtml(tag, false)) : tags)],
      },
    ]
  })
}
