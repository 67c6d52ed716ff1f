import { describe, expect, it } from 'vitest'
import { noChoices, type EditionChoices } from '../../../preload/contract/imports.ts'
import { checkEdition, EditionFile, type Edition } from '../../../main/editions/edition.ts'
import { editionReport, importReport } from '../../../main/editions/edition-report.ts'
import { makeEditions } from '../../../main/editions/make-edition.ts'
import { receiveText, type MarkedHeading, type ReceivedText } from '../../../main/editions/received.ts'

const prose = '河邊的路是新修的，兩旁種了柳樹。傍晚的時候，人們在這裡散步，說些家常，直到天色全黑。'
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Reads '#' lines as marked headings, as Markdown would, and takes the signs away. */
const marked = (markdown: string, format: ReceivedText['format'] = 'markdown', title: string | null = null): ReceivedText => {
  const headings: MarkedHeading[] = []
  let text = ''
  for (const line of markdown.split('\n')) {
    const signs = /^(#+) /.exec(line)
    const words = signs === null ? line : line.slice(signs[0].length)
    if (signs !== null) headings.push({ start: text.length, end: text.length + words.length, level: signs[1]?.length ?? 1 })
    text += `${words}\n`
  }
  return { ...receiveText(encode(text)), format, headings, title }
}

const make = async (received: ReceivedText, choices: readonly EditionChoices[] = []): Promise<Edition[]> => {
  const editions = await makeEditions(received, { documentId: 'sample', fileName: 'source.md', bytes: encode(received.text) }, choices)
  for (const edition of editions) {
    const { part } = edition.source
    const points = Array.from(received.text)
    const source = part === undefined ? received.text : points.slice(part.start, part.end).join('')
    expect(checkEdition(edition, source)).toEqual([])
    expect(EditionFile.safeParse(edition).error).toBe(undefined)
  }
  return editions
}
const makeOne = async (received: ReceivedText, choices: Partial<EditionChoices> = {}): Promise<Edition> => {
  const [edition, ...more] = await make(received, [{ ...noChoices, ...choices }])
  expect(more).toEqual([])
  if (edition === undefined) throw new Error('no edition')
  return edition
}
/** Level, heading and the beginning of the text of each section. */
const outline = (edition: Edition): string[] =>
  editionReport(edition).sections.map(({ level, heading, text }) => `${level} ${heading}${text === '' ? '' : ` | ${text.slice(0, 4)}`}`)

describe('headings that the file marks', () => {
  it('become sections, a single top one the title', async () => {
    const edition = await makeOne(marked(`# 河邊\n${prose}\n## 春\n${prose}\n### 柳\n${prose}\n## 夏\n${prose}`))
    expect(edition.title).toBe('河邊')
    expect(outline(edition)).toEqual(['1 春 | 河邊的路', '2 柳 | 河邊的路', '1 夏 | 河邊的路'])
    expect(edition.parts.map(({ kind }) => kind)).toEqual(['title', 'preamble', 'body'])
  })

  it('have levels by nesting and markers of their own', async () => {
    const edition = await makeOne(marked(`河邊的四季\n### 第一章 春\n${prose}\n##### 一、柳\n${prose}\n### 第二章 夏\n${prose}`))
    expect(edition.title).toBe('河邊的四季')
    expect(outline(edition)).toEqual(['1 第一章 春 | 河邊的路', '2 一、柳 | 河邊的路', '1 第二章 夏 | 河邊的路'])
    expect(edition.sections.map(({ marker }) => marker)).toEqual(['第一章', '一、', '第二章'])
  })

  it('have typed headings below them', async () => {
    const edition = await makeOne(
      marked(`# 春\n（一）柳\n${prose}\n（二）燕\n${prose}\n# 夏\n一是防曬。${prose}\n二是防雨。${prose}`),
    )
    expect(outline(edition)).toEqual([
      '1 春', '2 （一）柳 | 河邊的路', '2 （二）燕 | 河邊的路', '1 夏', '2 一是防曬 | 河邊的路', '2 二是防雨 | 河邊的路',
    ])
  })

  it('is called as the file says where it has no line for it', async () => {
    const edition = await makeOne(marked(`# 春\n${prose}\n# 夏\n${prose}`, 'html', '河邊的四季'))
    expect(edition).toMatchObject({ title: '河邊的四季', titleSet: '河邊的四季' })
  })

  it('keep their place when the text before and in them is repaired', async () => {
    const table = (text: string): string => text.replaceAll('學', '學(xué)').replaceAll('書', '書(shū)').replaceAll('館', '館(guǎn)')
    const body = '圖書館裡的學生都在看書，看書的學生不說話。館員把書放回書架，學生走出館門。'
    const sound = `# 圖書館\n${body.repeat(3)}\n## 學生\n${body.repeat(3)}\n## 書架\n${body.repeat(3)}`
    const edition = await makeOne(marked(table(sound)))
    expect(edition.restored).toBe(marked(sound).text)
    expect(edition.title).toBe('圖書館')
    expect(outline(edition)).toEqual(['1 學生 | 圖書館裡', '1 書架 | 圖書館裡'])
  })
})

describe('a file of several texts', () => {
  const letter = (topic: string): string => `尊敬的老师：\n${topic}是我写的第一篇文章，请您看看。${prose.repeat(2)}\n此致\n敬礼\n`
  it.each<[string, string, readonly string[]]>([
    ['第一篇：', `学生作文三篇\n第一篇：我的家乡\n${letter('家乡')}第二篇：我的老师\n${letter('老师')}第三篇：我的学校\n${letter('学校')}`, ['我的家乡', '我的老师', '我的学校']],
    ['篇一', `工作总结篇一\n${prose.repeat(3)}\n工作总结篇二\n${prose.repeat(3)}\n`, ['工作总结篇一', '工作总结篇二']],
    ['篇1：', `读后感(共2篇)\n篇1：读《边城》有感\n${prose.repeat(3)}\n篇2：读《活着》有感\n${prose.repeat(3)}\n`, ['读《边城》有感', '读《活着》有感']],
    ['【篇一】', `【篇一】\n${prose.repeat(3)}\n【篇二】\n${prose.repeat(3)}\n`, ['【篇一】', '【篇二】']],
    ['范文一', `范文一\n秋天的田野\n${prose.repeat(3)}\n范文二\n冬天的田野\n${prose.repeat(3)}\n`, ['秋天的田野', '冬天的田野']],
  ])('gives an edition each: %s', async (_form, text, titles) => {
    const editions = await make(receiveText(encode(text)))
    expect(editions.map(({ title }) => title)).toEqual(titles)
    expect(editions.map(({ documentId }) => documentId)).toEqual(titles.map((_, at) => `sample-${at + 1}`))
    let end = 0
    for (const [index, { source }] of editions.entries()) {
      expect(source.part).toMatchObject({ index, count: titles.length, start: end })
      end = source.part?.end ?? 0
    }
    expect(end).toBe(Array.from(text).length)
    expect(importReport(editions)).toMatchObject({ documents: titles.map((title, index) => ({ title, part: { index } })) })
  })

  it.each([
    ['a book with chapters', `第一章 春\n${prose}\n第二章 夏\n${prose}\n第三章 秋\n${prose}`],
    ['a treatise in parts', `第一篇 总论\n第一章 目的\n${prose}\n第二章 方法\n${prose}\n第二篇 分论\n第三章 水\n${prose}\n第四章 土\n${prose}`],
    ['a book whose parts are called 篇', `河邊四季\n第一篇 春日\n${prose.repeat(3)}\n第二篇 夏夜\n${prose.repeat(3)}`],
  ])('is not %s', async (_, text) => {
    const editions = await make(receiveText(encode(text)))
    expect(editions).toHaveLength(1)
    expect(importReport(editions)).toMatchObject({ format: 'text' })
  })
})

describe('what the reader decides', () => {
  const text = `河邊\n一、春\n${prose}\n二、夏\n（一）早\n${prose}\n（二）晚\n${prose}\n雨\n${prose}\n三、秋\n${prose}\n`
  const at = (words: string): number => Array.from(text.slice(0, text.indexOf(words))).length
  const choice = (words: string, change: Partial<EditionChoices['headings'][number]>) => ({
    at: at(words), heading: true, level: null, name: null, ...change,
  })
  const received = receiveText(encode(text))

  it('is nothing at first', async () => {
    const edition = await makeOne(received)
    expect(outline(edition)).toEqual(['1 一、春 | 河邊的路', '1 二、夏', '2 （一）早 | 河邊的路', '2 （二）晚 | 河邊的路', '1 三、秋 | 河邊的路'])
    expect(edition.choices).toBe(undefined)
  })

  it.each<[string, EditionChoices['headings'], string[]]>([
    ['a name', [choice('二、夏', { name: '盛夏' })], ['1 一、春', '1 二、夏', '2 （一）早', '2 （二）晚', '1 三、秋']],
    ['another level, what is below goes along', [choice('二、夏', { level: 2 })], ['1 一、春', '2 二、夏', '3 （一）早', '3 （二）晚', '1 三、秋']],
    ['no heading', [choice('二、夏', { heading: false })], ['1 一、春', '2 （一）早', '2 （二）晚', '1 三、秋']],
    ['a new heading', [choice('雨\n', { level: 2 })], ['1 一、春', '1 二、夏', '2 （一）早', '2 （二）晚', '2 雨', '1 三、秋']],
  ])('is kept: %s', async (_, headings, expected) => {
    const before = await makeOne(received)
    const edition = await makeOne(received, { headings })
    expect(outline(edition).map((line) => line.replace(/ \|.*/u, ''))).toEqual(expected)
    expect(edition.choices?.headings).toEqual(headings)
    expect(edition.revision).not.toBe(before.revision)
    expect(await makeOne(received, { headings })).toEqual(edition)
  })

  it('names a section and the text', async () => {
    const edition = await makeOne(received, { title: '四季', headings: [choice('三、秋', { name: '金秋' })] })
    expect(edition).toMatchObject({ title: '四季', titleSet: '四季' })
    expect(edition.sections.map(({ name }) => name)).toEqual([undefined, undefined, undefined, undefined, '金秋'])
  })

  it('undoes a class of repairs or a single one, and the rest stays as it was', async () => {
    const spaced = receiveText(encode(`河邊\n${'河邊的路是新修的， 兩旁種了柳樹。 傍晚的時候， 人們在這裡散步， 說些家常， 直到天色全黑。 '.repeat(4)}\n`))
    const before = await makeOne(spaced)
    const spaces = before.edits.filter((edit) => edit.class === 'stray-space')
    expect(spaces.length).toBeGreaterThan(4)
    const undone = await makeOne(spaced, { undoneClasses: ['stray-space'] })
    expect(undone.edits.filter((edit) => edit.class === 'stray-space')).toEqual([])
    const [, second] = spaces
    if (second === undefined) throw new Error('no repair')
    const place = { start: second.start, end: second.end, class: second.class }
    const single = await makeOne(spaced, { undoneEdits: [place] })
    expect(single.edits.map(({ start }) => start)).toEqual(before.edits.map(({ start }) => start).filter((start) => start !== second.start))
    expect(single.revision).not.toBe(before.revision)
    expect(single.choices?.undoneEdits).toEqual([place])
  })

  it('takes a notice for the author’s words: it stays and is no gap', async () => {
    const cut = receiveText(encode(`河邊\n${prose}\n……(某站省略820字,會員可閱讀)……\n${prose}\n`))
    const before = await makeOne(cut)
    expect(before.gaps.map(({ kind }) => kind)).toContain('paywall-cut-middle')
    const after = await makeOne(cut, { undoneClasses: ['site-notice'] })
    expect(after.gaps.map(({ kind }) => kind)).not.toContain('paywall-cut-middle')
    expect(after.restored).toContain('省略820字')
  })
})
