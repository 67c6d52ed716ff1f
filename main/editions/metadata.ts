/** What a text says about itself, as far as it stands in lines of its own at the top or the end. */
export interface Metadata {
  readonly author: boolean
  readonly date: boolean
  readonly source: boolean
}

const author =
  /^[ \u3000]*[【[（(]?(?:作[ \u3000]*者|撰[ \u3000]*文|撰稿|[记記]者|[编編]者|著者|署名|文[ ]?[／/|｜])[^\n。]{0,4}?[】\])）]?[ \u3000]*[:：／/|｜ \u3000][ \u3000]*\S|[（(]作者[^）)\n]{0,20}[:：系係是为為]/u
const date =
  /(?:1[89]|20)\d\d[ ]?[年\-/.][ ]?\d{1,2}[ ]?[月\-/.]|[一二][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月|^[ \u3000]*(?:[发發][布表佈](?:[时時][间間]|日期)|日期|[时時][间間])[ \u3000]*[:：][ \u3000]*\S/u
const source =
  /^[ \u3000]*[【[（(]?(?:[来來]源|出[处處]|[转轉][自载載]|原[载載]|原文(?:[地网網]址|[链鏈連]接)|[网網]址|URL)[^\n。]{0,6}?[】\])）]?[ \u3000]*[:：][ \u3000]*\S|^[ \u3000]*https?:\/\/\S+[ \u3000]*$/iu
const oneLine = /(?:[来來]源|出[处處])[ \u3000]*[:：][ \u3000]*\S/u

const longestLine = 120

/** The first and last lines of a text as far as they are short enough to be about it. */
export const linesAbout = (text: string): string[] => {
  const lines = text.slice(0, 20_000).split('\n').slice(0, 20)
  const last = text.slice(-4_000).split('\n').slice(-8)
  return [...lines, ...last].filter((line) => line.trim() !== '' && line.length <= longestLine)
}

/** Whether a line can be one that only gives a date. */
export const isShort = (line: string): boolean => line.length <= 60 && !/[。！？]$/u.test(line.trim())

/** Looks for author, date and source in the first and last lines of a text. */
export const readMetadata = (text: string): Metadata => {
  const candidates = linesAbout(text)
  const short = candidates.filter(isShort)
  return {
    author: candidates.some((line) => author.test(line)),
    date: short.some((line) => date.test(line)),
    source: candidates.some((line) => source.test(line) || (line.length <= 80 && oneLine.test(line))),
  }
}

/** Whether a line holds such data and is therefore no title. */
export const isMetadataLine = (line: string): boolean =>
  author.test(line) || source.test(line) || (line.length <= 40 && date.test(line))
