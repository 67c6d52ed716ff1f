import { createDraw } from './encoders.ts'

/** One way in which texts get damaged: what it does to a clean text, and how the restored one may differ from that. */
export interface Damage {
  readonly name: string
  /** Null where the text offers no place for it. */
  readonly apply: (text: string, draw: (limit: number) => number) => string | null
}

const han = /\p{Script=Han}/u

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')

/** Fills lines to a width in columns as mail programs do; marks that may not begin a line stay at the end of theirs. */
const wrap = (paragraph: string, columns: number): string[] => {
  const wrapped: string[] = []
  let line = ''
  let width = 0
  for (const character of paragraph) {
    const own = (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1
    if (width + own > columns && !/[，。、；：？！”」）]/u.test(character)) {
      wrapped.push(line)
      line = ''
      width = 0
    }
    line += character
    width += own
  }
  return [...wrapped, line]
}

const insideSentences = (text: string): number[] =>
  [...text.matchAll(/(?<=\p{Script=Han}{3})(?=\p{Script=Han}{3})/gu)].map(({ index }) => index).filter((at) => text.lastIndexOf('\n', at) > 0)

const insert = (text: string, pieces: readonly (readonly [at: number, piece: string])[]): string => {
  let damaged = text
  for (const [at, piece] of pieces.toSorted((a, b) => b[0] - a[0])) damaged = damaged.slice(0, at) + piece + damaged.slice(at)
  return damaged
}

/** Line ends behind paragraphs, the last one aside. */
const lineEnds = (text: string): number[] =>
  [...text.matchAll(/\n(?=.)/gu)].map(({ index }) => index).slice(1)

const betweenLines = (name: string, piece: string): Damage => ({
  name,
  apply: (text, draw) => {
    const places = lineEnds(text)
    const at = places[draw(places.length)]
    return at === undefined ? null : insert(text, [[at, `\n${piece}`]])
  },
})

const insideSentence = (name: string, piece: string): Damage => ({
  name,
  apply: (text, draw) => {
    const places = insideSentences(text)
    const at = places[draw(places.length)]
    return at === undefined ? null : insert(text, [[at, piece]])
  },
})

const lineCode = (code: string): Damage => ({
  name: `line ends written ${JSON.stringify(code)}`,
  apply: (text) => `${text.trimEnd().replaceAll('\n', code)}\n`,
})

const entities: Readonly<Record<string, string>> = { '“': '&ldquo;', '”': '&rdquo;', '—': '&mdash;', '…': '&hellip;', '·': '&middot;' }

export const damages: readonly Damage[] = [
  lineCode('x0dx0a'),
  lineCode('_x000D_\n'),
  lineCode('\\r\\n'),
  lineCode('\\n'),
  lineCode('<br>'),
  lineCode('<br />\n'),
  lineCode('^p'),
  lineCode('||'),
  lineCode('\u2028'),
  lineCode('\n\f'),
  { name: 'paragraph tags', apply: (text) => `${lines(text).map((line) => `<p>${line}</p>`).join('\n')}\n` },
  { name: 'entities of quotes', apply: (text) => (/[“”]/u.test(text) ? text.replace(/[“”—…·]/gu, (mark) => entities[mark] ?? mark) : null) },
  { name: 'numeric entities', apply: (text) => text.replace(/\p{Script=Han}/gu, (one) => `&#${one.codePointAt(0) ?? 0};`) },
  { name: 'hexadecimal entities here and there', apply: (text, draw) => text.replace(/\p{Script=Han}/gu, (one) => (draw(20) === 0 ? `&#x${(one.codePointAt(0) ?? 0).toString(16)};` : one)) },
  { name: 'indents of no-break spaces', apply: (text) => `${lines(text).map((line) => `&nbsp;&nbsp;&nbsp;&nbsp;${line}`).join('\n')}\n` },
  {
    name: 'quoted-printable mail',
    apply: (text) => {
      const encoded = [...new TextEncoder().encode(text)].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase()}`)).join('')
      return encoded.split('\n').map((line) => (line.match(/(?:=[0-9A-F]{2}|[^=]){1,24}/gu) ?? []).join('=\n')).join('\n')
    },
  },
  { name: 'a space between all characters', apply: (text) => text.split('\n').map((line) => Array.from(line).join(' ')).join('\n') },
  { name: 'a space between Han characters', apply: (text) => text.replace(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu, ' ') },
  { name: 'spaces here and there', apply: (text, draw) => text.replace(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu, () => (draw(8) === 0 ? ' ' : '')) },
  { name: 'lost no-break spaces before paragraphs', apply: (text) => `${lines(text).map((line, at) => (at === 0 ? line : `? ? ? ? ${line}`)).join('\n')}\n` },
  ...[56, 72, 76].map((columns): Damage => ({
    name: `paragraphs filled to ${columns} columns`,
    apply: (text) => `${lines(text).map((line) => wrap(line, columns).join('\n')).join('\n\n')}\n`,
  })),
  { name: 'filled lines of a quoted mail', apply: (text) => `${lines(text).flatMap((line) => [...wrap(line, 70), '']).slice(0, -1).map((line) => `> ${line}`.trimEnd()).join('\n')}\n` },
  { name: 'filled lines that flow', apply: (text) => `${lines(text).map((line) => wrap(line, 64).join(' \n')).join('\n\n')}\n` },
  {
    name: 'sentences broken in two lines',
    apply: (text, draw) => {
      const places = insideSentences(text)
      const chosen = new Set([places[draw(places.length)], places[draw(places.length)]].filter((at) => at !== undefined))
      return insert(text, [...chosen].map((at) => [at, '\n'] as const))
    },
  },
  betweenLines('a call for the next page', '本章未完，请点击下一页继续阅读'),
  betweenLines('a line for phones', '手机用户请浏览m.example.com阅读，更优质的阅读体验。'),
  betweenLines('a line about the newest chapters', '最新章节请到www.example.com阅读'),
  betweenLines('a call for votes', '求月票，求推荐票！'),
  betweenLines('navigation', '上一章 目录 下一章'),
  betweenLines('a line about bookmarks', '天才一秒记住本站地址：www.example.com。最快更新！无广告！'),
  betweenLines('a note about copies', '轉載請註明出處：www.example.com'),
  betweenLines('a page number with its total', '第 3 页 共 9 页'),
  { name: 'page numbers between dashes', apply: (text) => insert(text, lineEnds(text).slice(0, 3).map((at, index) => [at, `\n- ${index + 2} -`] as const)) },
  { name: 'page numbers of a total', apply: (text) => insert(text, lineEnds(text).slice(0, 3).map((at, index) => [at, `\n${index + 1}/9`] as const)) },
  insideSentence('a spliced credit', '本文来自http://www.example.com/a/1.html'),
  insideSentence('a spliced address', 'www.example.com'),
  insideSentence('a spliced count of pages', '第 3 页 共 9 页'),
  { name: 'signs that cannot be seen', apply: (text, draw) => text.replace(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu, () => (draw(10) === 0 ? (['\u200b', '\u200d', '\ufeff', '\u00ad', '\u200e', '\u0007', '\u2060'][draw(7)] ?? '') : '')) },
  {
    name: 'quotes moved by one character',
    apply: (text, draw) => {
      const left = draw(2) === 0
      const damaged = left ? text.replace(/(\p{Script=Han})([“”「」])(?=\p{Script=Han})/gu, '$2$1') : text.replace(/(?<=\p{Script=Han})([“”「」])(\p{Script=Han})/gu, '$2$1')
      return damaged === text ? null : damaged
    },
  },
  {
    name: 'UTF-8 read as Windows-1252',
    apply: (text) => new TextDecoder('windows-1252').decode(new TextEncoder().encode(text)),
  },
  {
    name: 'a paragraph of UTF-8 read as Latin-1',
    apply: (text) => {
      const all = text.split('\n')
      const at = all.findIndex((line, index) => index > 0 && line.length > 40)
      return at < 0 ? null : all.with(at, Buffer.from(all[at] ?? '', 'utf8').toString('latin1')).join('\n')
    },
  },
]

/** Whether a text has a Han character at all: what a damage turned into nothing would not be tested. */
export const hasHan = (text: string): boolean => han.test(text)
export { createDraw }
