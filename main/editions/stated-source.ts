import { StatedSource } from '../../preload/contract/bibliography.ts'
import { isShort, linesAbout } from './metadata.ts'

const labels = {
  author: /作[ \u3000]*者|撰[ \u3000]*文|撰稿|[记記]者|著者|署名/u,
  date: /(?:[发發][布表佈]|出版|刊[发發]|更新)?(?:[时時][间間]|日期)/u,
  publication: /(?:文章|稿件|[资資]料|信息)?(?:[来來]源|出[处處])|[转轉](?:[载載])?自|原[载載]/u,
  address: /原文(?:[地网網]址|[链鏈連][接結结])|[网網]址|URL/iu,
  // What stands beside the others on such lines and ends their values.
  other: /(?:[责責]任)?[编編][辑輯]|[责責][编編]|校[对對]|[审審]核|[点點][击擊]|[浏瀏][览覽]|[阅閱][读讀]|[评評][论論]|字[体體号號]|打印/u,
} as const

type Label = keyof typeof labels

/** Labels stand at the start of a line, behind a blank or a bracket, or right behind a date. */
const anyLabel = new RegExp(
  `(?<=^|[\\s\\u3000\\d【[（(|｜／])(${Object.entries(labels)
    .map(([name, { source }]) => `(?<${name}>${source})`)
    .join('|')})(?:者|人)?[】\\])）]?[ \\u3000]*[:：／/|｜][ \\u3000]*`,
  'giu',
)

interface Statement {
  readonly label: Label
  readonly value: string
}

/** What stands behind the labels of a line, each up to the next label or a wide blank. */
const statementsOf = (line: string): Statement[] => {
  const found = [...line.matchAll(anyLabel)]
  if (/[。！？]$/u.test(line.trim()) && line.slice(0, found[0]?.index).trim() !== '') return []
  return found.flatMap((match, index) => {
    const label = (Object.keys(labels) as Label[]).find((name) => match.groups?.[name] !== undefined)
    const rest = line.slice(match.index + match[0].length, found[index + 1]?.index)
    const value = (/^(.*?)(?:[ \u00a0]{2,}|\t|\u3000|$)/u.exec(rest)?.[1] ?? '').replace(/[【[（(|｜／]\s*$/u, '')
    return label === undefined ? [] : [{ label, value: value.replace(/[\s|｜]+$/u, '').replace(/^[\s]+/u, '') }]
  })
}

/** 「文／張三」 and 「作者 張三」 on a line of their own. */
const byline = /^[ \u3000]*(?:文[ ]?[／/|｜]|作[ \u3000]*者[ \u3000]+)[ ]?(\S{2,20})[ \u3000]*$/u

const digits = '〇一二三四五六七八九'

/** A number in Chinese digits up to 99, or a year digit by digit. */
const chineseNumber = (text: string): number => {
  const plain = text.replace(/[零○]/gu, '〇')
  if (!plain.includes('十')) return Number([...plain].map((sign) => digits.indexOf(sign)).join(''))
  const [tens = '', ones = ''] = plain.split('十')
  return (tens === '' ? 1 : digits.indexOf(tens)) * 10 + (ones === '' ? 0 : digits.indexOf(ones))
}

const western = /(?<!\d)((?:1[89]|20)\d\d)[ ]?[年\-/.][ ]?(\d{1,2})(?:[ ]?[月\-/.][ ]?(?:(\d{1,2})(?:日|号|號)?)?)?(?!\d)/u
const chinese = /([一二][〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})[日号號])?/u

/** The first date in some words as YYYY-MM-DD or YYYY-MM, and what is left of the words without it. */
const dateIn = (words: string): { readonly date: string; readonly rest: string } | null => {
  const match = western.exec(words) ?? chinese.exec(words)
  if (match === null) return null
  const read = (part: string | undefined): number | null =>
    part === undefined ? null : /^\d/.test(part) ? Number(part) : chineseNumber(part)
  const [year, month, day] = [read(match[1]), read(match[2]), read(match[3])]
  if (year === null || month === null || month < 1 || month > 12) return null
  const two = (value: number): string => String(value).padStart(2, '0')
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (day !== null && (day < 1 || day > length)) return null
  const rest = words.slice(0, match.index) + words.slice(match.index + match[0].length)
  return { date: `${year}-${two(month)}${day === null ? '' : `-${two(day)}`}`, rest }
}

const beside = /\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|星期[一二三四五六日天]|[周週][一二三四五六日]|[\s\p{P}]/gu

/** A date without a label counts only where hardly anything else stands on its line, such as the name of a site. */
const mostBeside = 12

const address = /https?:\/\/[^\s\u3000，。；、）)】」》"'<>]+/iu

const isName = (value: string): boolean =>
  value !== '' && value.length <= 60 && !/[。！？!?]/u.test(value) && !/^(?:佚名|不[详詳]|未知|匿名|[无無])$/u.test(value)

/**
 * Author, date, site and address as the text gives them in its first and last lines; empty where it says nothing. A
 * date is made YYYY-MM-DD, everything else stays as it stands there.
 */
export const readStatedSource = (text: string): StatedSource => {
  const lines = linesAbout(text)
  const statements = lines.flatMap(statementsOf)
  const first = (label: Label, fits: (value: string) => boolean): string =>
    statements.find((one) => one.label === label && fits(one.value))?.value ?? ''

  const named = first('author', isName)
  const author = named === '' ? (lines.map((line) => byline.exec(line)?.[1] ?? '').find(isName) ?? '') : named

  const dated = statements.flatMap(({ label, value }) => (label === 'date' ? [dateIn(value)?.date ?? ''] : []))
  const bare = lines.filter(isShort).flatMap((line) => {
    const found = dateIn(line)
    return found !== null && found.rest.replace(beside, '').length <= mostBeside ? [found.date] : []
  })
  const date = [...dated, ...bare].find((found) => found !== '') ?? ''

  const source = first('publication', (value) => value !== '' && !address.test(value) && value.length <= 60)
  const addresses = [
    ...statements.flatMap(({ label, value }) => (label === 'address' || label === 'publication' ? [value] : [])),
    ...lines.filter((line) => /^[\s\u3000]*https?:\/\/\S+[\s\u3000]*$/iu.test(line)),
  ]
  const found = addresses.flatMap((value) => address.exec(value)?.[0] ?? [])[0] ?? ''
  const stated = { author, date, publication: source.replace(/^《([^》]+)》$/u, '$1'), address: found.slice(0, 2048) }
  const checked = StatedSource.safeParse(stated)
  return checked.success ? checked.data : { author: '', date: '', publication: '', address: '' }
}
