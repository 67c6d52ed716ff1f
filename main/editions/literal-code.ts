import type { Finding } from './draft.ts'
import { isHan } from './characters.ts'
import { proseScore } from './decode.ts'

const cjk = '\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uffef“”‘’…—·'
/** Ends a sentence or a quotation: behind it a line may end. */
const sentenceEnd = '。！？；：”」』）!?…'

/** A text that speaks about codes and markup keeps them. */
const aboutCodes =
  /HTML|XML|CSS|JavaScript|Python|Java\b|C\+\+|字符实体|字元實體|[转轉跳][义義脫]字|[转轉]义|轉義|[换換]行(?:符|字元)|[转轉]成(?:代[码碼]|字符)|正[则則]表|[回歸]车符|歸位字元|制表符|[编編]程[语語]|程式[语語碼]|console\.|printf|\bfunction\b|=>|&&|\);|[{}]|<\/?(?:html|script|style|head|body|table|tr|td|ul|li|pre|code)\b/iu

const named: Readonly<Record<string, string>> = {
  nbsp: '\u00a0', ensp: ' ', emsp: '\u3000', thinsp: '', lt: '<', gt: '>', amp: '&', quot: '"', apos: "'",
  ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’', hellip: '…', mdash: '—', ndash: '–', middot: '·', bull: '•',
  times: '×', divide: '÷', deg: '°', plusmn: '±', yen: '¥', copy: '©', reg: '®', trade: '™', permil: '‰', laquo: '«',
  raquo: '»', sect: '§', para: '¶', zwnj: '', zwj: '', shy: '', Prime: '″', prime: '′', larr: '←', rarr: '→', uarr: '↑', darr: '↓',
}

const finding = (start: number, end: number, after: string, basis: string, confidence = 0.98): Finding => ({
  start,
  end,
  after,
  class: 'literal-code',
  confidence,
  basis,
})

const lineBasis = (code: string): string =>
  `“${code}” is the code of a line end that a program wrote out as letters; it stands between lines of Chinese text.`

/** Codes of line ends: always a machine's where they are spelt so, and where the lines around them are Chinese. */
const certainLineCode = new RegExp(
  `[ \\t\\u3000]*(?:_x000D_[ ]?(?:\\n|_x000A_)?|_x000A_|(?:\\\\?x0d\\\\?x0a|0x0d0x0a|x0dx0a|%0D%0A|&#13;&#10;|&#xD;&#xA;|&#10;|&#xA;|&#13;|&#xD;))+`,
  'giu',
)
/** The same as programmers write them, and those of Word and of forms: only where a sentence ends before them. */
const writtenLineCode = /(?:\\r\\n|\\n\\r|\\r|\\n|\/r\/n|\/n(?![A-Za-z])|\^p|\^l|\|\|)+/gu

const isLineCodePlace = (text: string, start: number, end: number): boolean => {
  const before = text.charAt(start - 1)
  const after = text.slice(end, end + 6)
  const behindSentence = start === 0 || before === '\n' || new RegExp(`[${sentenceEnd}]`, 'u').test(before)
  const beforeLine = after === '' || new RegExp(`^[ \\u3000\\t\\n]*[${cjk}\\d（(]`, 'u').test(after)
  return behindSentence && beforeLine
}

const findLineCodes = (text: string, isCode: boolean): Finding[] => {
  const findings: Finding[] = []
  const lineEnd = (start: number, end: number, code: string): void => {
    const atLineEnd = text.charAt(end) === '\n' || end === text.length || start === 0 || text.charAt(start - 1) === '\n'
    findings.push(finding(start, end, atLineEnd || code.endsWith('\n') && text.charAt(end) === '\n' ? '' : '\n', lineBasis(code.trim())))
  }
  if (/x0d|x000d|x000a|%0d%0a|&#(?:x?[ad]|1[03]);/i.test(text)) {
    const places = [...text.matchAll(certainLineCode)].filter(({ 0: code, index }) => {
      const before = text.charAt(index - 1)
      const after = text.charAt(index + code.length)
      return !/[A-Za-z0-9\\]/.test(before) && !/[A-Za-z\\]/.test(after.replace(/^[ \t]*/, ''))
    })
    const proven = places.length >= 2 || places.some(({ 0: code, index }) => isLineCodePlace(text, index, index + code.length))
    if (proven && !isCode) for (const { 0: code, index } of places) lineEnd(index, index + code.length, code)
  }
  if (!isCode && /\\[rn]|\/r\/n|\^[pl]|\|\|/.test(text)) {
    const byKind = new Map<string, { start: number; end: number; placed: boolean }[]>()
    for (const { 0: code, index } of text.matchAll(writtenLineCode)) {
      const kind = code.startsWith('\\') ? '\\' : code.slice(0, 2)
      const end = index + code.length
      const before = text.charAt(index - 1)
      const apart = before === '' || before === '\n' || new RegExp(`[${cjk}\\d)]`, 'u').test(before)
      const list = byKind.get(kind) ?? []
      list.push({ start: index, end, placed: apart && isLineCodePlace(text, index, end) })
      byKind.set(kind, list)
    }
    for (const list of byKind.values()) {
      const placed = list.filter((one) => one.placed)
      if (placed.length < 2 || placed.length * 4 < list.length) continue
      for (const { start, end } of list) {
        const title = new RegExp(`[${cjk}]$`, 'u').test(text.slice(Math.max(0, start - 1), start))
        const goesOn = end === text.length || new RegExp(`^[\\s${cjk}\\d（(]`, 'u').test(text.slice(end, end + 1))
        if (title && goesOn) lineEnd(start, end, text.slice(start, end))
      }
    }
  }
  return findings
}

const character = (entity: string): string | null => {
  const numeric = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(entity)
  if (numeric === null) return named[entity] ?? null
  const code = numeric[1] === undefined ? Number(numeric[2]) : Number.parseInt(numeric[1], 16)
  if (code === 0xa0) return '\u00a0'
  const isText = code >= 0x20 && code <= 0x10ffff && !(code >= 0x7f && code < 0xa0) && !(code >= 0xd800 && code <= 0xdfff) && (code & 0xfffe) !== 0xfffe
  return isText ? String.fromCodePoint(code) : null
}

const entity = /(?:&(?:amp;)?(#x[0-9a-f]{1,6}|#\d{1,7}|[A-Za-z]{2,6});)/giu
const spaces = /^(?:\u00a0| )+$/u

const findEntities = (text: string): Finding[] => {
  if (!text.includes('&')) return []
  const findings: Finding[] = []
  let run: { start: number; end: number; after: string } | null = null
  const close = (): void => {
    if (run === null) return
    const { start, end, after } = run
    const atLineStart = start === 0 || text.charAt(start - 1) === '\n'
    const atLineEnd = end === text.length || text.charAt(end) === '\n'
    const set = spaces.test(after) ? (atLineStart || atLineEnd ? '' : ' '.repeat(after.length)) : after.replaceAll('\u00a0', ' ')
    const code = text.slice(start, end)
    const what = set === '' || set.trim() === '' ? 'space' : `“${set.slice(0, 20)}”`
    findings.push(finding(start, end, set, `“${code.slice(0, 40)}” is how a web page writes ${what}; it was left in the text.`))
    run = null
  }
  for (const match of text.matchAll(entity)) {
    const read = character(match[1] ?? '')
    if (read === null) continue
    if (run !== null && run.end === match.index) run = { start: run.start, end: match.index + match[0].length, after: run.after + read }
    else {
      close()
      run = { start: match.index, end: match.index + match[0].length, after: read }
    }
  }
  close()
  // In an address "&amp;" belongs to it, and a lone "&lt;" between letters may be meant.
  return findings.filter(({ start, end, after }) => {
    const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
    if (/https?:\/\/[^\s，。；]*$/iu.test(line)) return false
    const beside = text.slice(Math.max(0, start - 1), start) + text.slice(end, end + 1)
    return Array.from(after).some(isHan) || after.trim() === '' || new RegExp(`[${cjk}]`, 'u').test(beside) || /^$|\n/.test(beside)
  })
}

const tag = /<(\/?)(br|p|div|span|b|strong|i|em|u|font|center|a|sup|sub|section|o:p)((?:\s[^<>\n]{0,300})?)\s*\/?>/giu
const blockTag = /^(?:br|p|div|section|center)$/i

const findTags = (text: string): Finding[] => {
  if (!/<\/?[a-z]/i.test(text)) return []
  const matches = [...text.matchAll(tag)]
  const opened = new Map<string, number>()
  for (const { 1: slash, 2: name = '' } of matches) {
    const key = name.toLowerCase()
    opened.set(key, (opened.get(key) ?? 0) + (slash === '' ? 1 : -1))
  }
  const findings: Finding[] = []
  for (const match of matches) {
    const name = (match[2] ?? '').toLowerCase()
    const balanced = name === 'br' || name === 'p' || Math.abs(opened.get(name) ?? 0) === 0
    if (!balanced) continue
    const start = match.index
    const end = start + match[0].length
    const last = findings.at(-1)
    const beginsLine = start === 0 || text.charAt(start - 1) === '\n' || (last !== undefined && last.end === start && (last.after === '\n' || last.basis.includes('beside')))
    const endsLine = end === text.length || text.charAt(end) === '\n'
    const breaks = blockTag.test(name) && !beginsLine && !endsLine
    const beside = blockTag.test(name) && !breaks ? ' beside a line end' : ''
    findings.push(finding(start, end, breaks ? '\n' : '', `“${match[0].slice(0, 60)}”${beside} is markup of a web page that was left in the text.`, 0.96))
  }
  return findings
}

const quotedPrintable = /(?:=(?:[0-9A-F]{2}|\n))*(?:=[0-9A-F]{2}){2}(?:=(?:[0-9A-F]{2}|\n))*/gu

const decodeBytes = (bytes: Uint8Array): string | null => {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (encoding === 'utf-8' || proseScore(text) >= 0.5) return text
    } catch {
      continue
    }
  }
  return null
}

/** "=E4=B8=AD" and the soft line ends "=" of mail. */
const findQuotedPrintable = (text: string): Finding[] => {
  if (!/=[89A-F][0-9A-F]=[0-9A-F]{2}/.test(text)) return []
  const findings: Finding[] = []
  for (const match of text.matchAll(quotedPrintable)) {
    const bytes = [...match[0].matchAll(/=([0-9A-F]{2})/gu)].map(([, code = '']) => Number.parseInt(code, 16))
    const read = decodeBytes(Uint8Array.from(bytes))
    if (read === null || !Array.from(read).some(isHan)) continue
    findings.push(finding(match.index, match.index + match[0].length, read.replace(/\r\n?/g, '\n'), 'Bytes written as mail writes them (quoted-printable); they read as Chinese text.'))
  }
  if (findings.length < 2) return findings.length === 1 && (findings[0]?.end ?? 0) - (findings[0]?.start ?? 0) >= 12 ? findings : []
  const taken = (at: number): boolean => findings.some(({ start, end }) => at >= start && at < end)
  const soft = [...text.matchAll(/=\n/gu)].filter(({ index }) => !taken(index))
  const single = [...text.matchAll(/=(20|3D|09|2C|3B|3A)(?![0-9A-F=])/gu)].filter(({ index }) => !taken(index))
  for (const { 0: code, 1: byte = '', index } of single) {
    findings.push(finding(index, index + code.length, String.fromCharCode(Number.parseInt(byte, 16)), 'A sign written as mail writes it (quoted-printable).'))
  }
  return [...findings, ...soft.map(({ index }) => finding(index, index + 2, '', 'A line end that mail put in and marked as none (“=”).'))]
}

const findUnicodeEscapes = (text: string): Finding[] => {
  if (!/(?:\\u[0-9a-f]{4}|%u[0-9a-f]{4}){2}/i.test(text)) return []
  return [...text.matchAll(/(?:(?:\\u|%u)[0-9a-f]{4})+/giu)].flatMap((match) => {
    const read = match[0].replace(/(?:\\u|%u)([0-9a-f]{4})/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    const good = read.isWellFormed() && Array.from(read).some(isHan) && /^[\p{Script=Han}\p{P}\p{S}\s]+$/u.test(read)
    return good ? [finding(match.index, match.index + match[0].length, read, 'Characters written as a program writes them (\\u4e2d); they read as Chinese text.')] : []
  })
}

/**
 * Codes that stand in the text for what they mean: line ends (x0dx0a, \n), entities and tags of web pages, the bytes of
 * mail. A text that speaks about such codes, or holds program code, keeps them.
 */
export const findLiteralCodes = (text: string): Finding[] => {
  if (!/[&<=\\^|%]|x0d|x000|0x0a|\/n/i.test(text)) return []
  const isCode = aboutCodes.test(text)
  const groups = [
    findLineCodes(text, isCode),
    isCode ? [] : findEntities(text),
    isCode ? [] : findTags(text),
    findQuotedPrintable(text),
    isCode ? [] : findUnicodeEscapes(text),
  ]
  const kept: Finding[] = []
  for (const one of groups.flat().toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one)
  }
  return kept
}
