import type { Doubt } from './doubt.ts'

/** A blanked word in the restored text; offsets are UTF-16 units. */
export interface Blank {
  readonly start: number
  readonly end: number
}

const cjk = '[\\p{Script=Han}，。、；：？！“”‘’「」『』《》（）]'
const word = '[\\p{Script=Han}，。、“‘「『《]'
const blank = new RegExp(
  [
    `(?<![A-Za-z0-9_＿])(?<=${cjk})[_＿]{1,3}(?![A-Za-z_＿])`,
    `(?<![A-Za-z0-9_＿])[_＿]{1,3}(?=${cjk})`,
    `(?<=\\p{Script=Han})[_＿]{4,}(?=\\p{Script=Han})`,
    `(?<=\\d)_{1,4}(?=\\p{Script=Han})`,
    `(?<=${word})□+(?=${cjk})`,
    `(?<=${word})[■█▇▆]{1,20}(?=${cjk})`,
    `(?<=\\p{Script=Han})[*＊]{2,12}(?=${cjk}|$)`,
    `(?<=[，。、；：“「『（])[*＊]{2,12}(?=\\p{Script=Han})`,
    `(?<=${cjk})[\\[【（(](?:已?屏蔽|敏感[词詞]|和[谐諧]|[过過][滤濾]|[删刪]除|此[处處](?:屏蔽|[删刪]除)|[数數]据[删刪]除|河蟹)[\\]】）)](?=${cjk})`,
  ].join('|'),
  'gu',
)
/** Addresses, paths and names of files, in which an underline is a character like any other. */
const addresses = [
  '(?:https?:\\/\\/|www\\.)[^\\s，。；！？“”「」]+',
  '(?<![\\w.~-])[\\w.~-]*\\/[^\\s，。；！？“”「」]+',
  '(?<![\\p{Script=Han}\\w.-])[\\p{Script=Han}\\w.-]{1,120}\\.[A-Za-z]\\w{1,4}(?!\\w)',
].map((pattern) => new RegExp(pattern, 'gu'))
/** An identifier: on a line that holds one, an underline between characters belongs to a name, too. */
const identifier = /[A-Za-z0-9]_[A-Za-z0-9]|[A-Za-z]_\p{Script=Han}|\p{Script=Han}_[A-Za-z]/u

/** Four and more in a row are room to write in; after figures (20____年) they can be a masked date. */
const longRun = /(?<![\d_＿])[_＿]{4,}/gu
const emptyDate = /(?<!\d)[_＿]+年[_＿]+月|(?<!\d)[_＿]+月[_＿]+日/u
const numbered = /^[ \u3000\t]*(?:[（(]?\d{1,3}[.、．）)]|[①-⑳])/u

/** Behind a family name stars hide the given name: that is how a text keeps people unnamed. */
const familyNames = new Set(
  '李王张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文某',
)

/** Stars are a mask where they are no emphasis: not in pairs around words, not behind a family name. */
const isMask = (line: string, run: string, index: number, emphasised: boolean): boolean => {
  if (!/[*＊]/u.test(run)) return true
  if (familyNames.has(line.charAt(index - 1))) return false
  if (run.length !== 2 || run.includes('＊')) return /[\p{Script=Han}]/u.test(line.charAt(index - 1))
  return !emphasised
}

/** Whether a line is part of a form or an exercise: its blanks are room for the reader to write in. */
const isForm = (line: string): boolean => {
  if (emptyDate.test(line)) return true
  const runs = [...line.matchAll(longRun)]
  if (runs.length >= 2 || (runs.length > 0 && numbered.test(line))) return true
  const atSide = runs.some(
    ({ 0: run, index }) =>
      /[:：]\s*$/u.test(line.slice(0, index)) || /^[\s。？！；）)]*$/u.test(line.slice(index + run.length)),
  )
  return atSide || (numbered.test(line) && line.includes('□')) || (line.match(/(?<!□)□(?!□)/gu)?.length ?? 0) >= 2
}

const signs = /[_＿□■█▇▆]|[*＊]{2}|屏蔽|敏感|和[谐諧]|[过過][滤濾]|[删刪]除|河蟹/u

/**
 * Finds words that were blanked out: an underline, a box, stars or a filter's remark inside Chinese text. Blanks to be filled in, boxes to
 * be ticked and the underlines of addresses, files and identifiers are none.
 */
export const findBlanks = (text: string): Blank[] => {
  const found: Blank[] = []
  let from = 0
  for (const line of text.split('\n')) {
    if (/[_＿□■█▇▆*＊[【（(]/u.test(line) && signs.test(line) && !isForm(line)) {
      const names = addresses.flatMap((address) =>
        [...line.matchAll(address)].map(({ 0: name, index }) => ({ start: index, end: index + name.length })),
      )
      const inName = (at: number): boolean => names.some(({ start, end }) => at >= start && at < end)
      const emphasised = (line.match(/(?<!\*)\*\*(?!\*)/gu)?.length ?? 0) % 2 === 0
      const hasIdentifier = identifier.test(line)
      for (const { 0: run, index } of line.matchAll(blank)) {
        const end = index + run.length
        const joins = /\p{Script=Han}/u.test(line.charAt(index - 1)) && /\p{Script=Han}/u.test(line.charAt(end))
        if (!isMask(line, run, index, emphasised) || inName(index) || (hasIdentifier && joins && !run.includes('□'))) continue
        found.push({ start: from + index, end: from + end })
      }
    }
    from += line.length + 1
  }
  return found
}

/** 口口: two mouths in a row outside the words that have them can stand for two boxes. */
export const findCensoredMouths = (text: string): Doubt[] =>
  text.includes('口口')
    ? [...text.matchAll(/(?<=[\p{Script=Han}，。“])(?<!口)口{2,}(?![声聲相称稱皆径徑是都])(?=[\p{Script=Han}，。”])/gu)].map(({ index }) => ({
        offset: index,
        what: '口口 may stand for a word that was blanked out',
      }))
    : []
