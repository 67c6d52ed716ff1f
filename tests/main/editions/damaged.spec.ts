import { describe, expect, it } from 'vitest'
import { checkEdition, type Edition } from '../../../main/editions/edition.ts'
import { withLineFeeds } from '../../../main/editions/line-end.ts'
import { makeEdition } from '../../../main/editions/make-edition.ts'
import { annotateBytes } from './byte-damage.ts'

const edit = async (text: string): Promise<Edition> => {
  const edition = await makeEdition(new TextEncoder().encode(text), { documentId: 'sample', fileName: 'sample.txt' })
  expect(checkEdition(edition, withLineFeeds(text))).toEqual([])
  return edition
}
const classes = (edition: Edition): string[] => [...new Set(edition.edits.map((one) => one.class))].toSorted()

const library = `圖書館的夜班
圖書館的夜班從八點開始。燈一盞一盞亮起來，書架之間的過道變得很長。讀者漸漸少了，留下來的多半是準備考試的學生。
館員把還回來的書放在車上，按編號送回書架。學生們寫字的聲音很輕，像蠶在吃葉子。
到了十點，鈴聲響了。讀者收起書和筆，向館員點頭，走進夜裡。館員關上燈，最後看一眼書架，把門鎖好。
第二天早上，圖書館的門又開了，學生和讀者又回來了，書架還是老樣子。
`
const small = { 圖: 'tú', 書: 'shū', 館: 'guǎn', 學: 'xué', 讀: 'dú', 燈: 'dēng', 員: 'yuán' }
const large = {
  ...small,
  門: 'mén',
  後: 'hòu',
  準: 'zhǔn',
  備: 'bèi',
  試: 'shì',
  寫: 'xiě',
  聲: 'shēng',
  過: 'guò',
  變: 'biàn',
}

describe('readings inserted by a machine', () => {
  it.each([
    ['a small table', small],
    ['a larger table', large],
  ])('are taken out: %s', async (_, table) => {
    const damaged = annotateBytes(library, table)
    expect(damaged).not.toBe(library)
    const edition = await edit(damaged)
    expect(edition.restored).toBe(library)
    expect(classes(edition)).toEqual(['pinyin-annotation'])
    expect(edition.edits.every((one) => one.basis.includes('occurrences'))).toBe(true)
  })

  it('are taken out of simplified text, and an author’s glosses stay', async () => {
    const text = `春天的集市
集市开在河边。卖花的、卖药的、卖旧书的，从桥头一直摆到码头。人们说话的声音和河水的声音混在一起。
有人卖一种古书，书名里有两个怪字：魍(wǎng)魉(liǎng)。老板说：“银行的行，也可以读作行(háng)。”大家都笑他。
到了中午，集市最热闹，卖花的姑娘声音最响。过了桥，就听不见集市的声音了。
`
    const damaged = text
      .replaceAll('声', '声(shēng)')
      .replaceAll('卖', '卖(mài)')
      .replaceAll('桥', '桥(qiáo)')
      .replaceAll('书', '书(shū)')
    const edition = await edit(damaged)
    expect(edition.restored).toBe(text)
    expect(classes(edition)).toEqual(['pinyin-annotation'])
  })
})

describe('bytes straddled by an inserted reading', () => {
  it('are put back when the words are known', async () => {
    const text = `學校的變化
三年來，這所普通學校變為普通學校裡的榜樣。老師們優先考慮學生的需要，優秀的學生越來越多，校風優良。
校長說，優點要保持，缺點要改正。學生的成績優秀，老師的工作優秀，這是大家努力的結果。
學校還請了工人修操場，工人師傅手藝優良，學生和老師都很感謝。
`
    const table = { 優: 'yōu', 學: 'xué', 師: 'shī', 說: 'shuō', 場: 'chǎng' }
    const damaged = annotateBytes(text, table)
    expect(damaged).toMatch(/\?y/)
    const edition = await edit(damaged)
    const straddle = edition.edits.find((one) => one.class === 'gbk-byte-straddle')
    expect(straddle?.after).toContain('為')
    expect(edition.restored).toBe(text)
    expect(edition.warnings).toEqual([])
  })

  it('are left and reported when nothing speaks for a reading', async () => {
    const damaged = annotateBytes(library, small).replace('館(guǎn)員(yuán)關上', '館(guǎn)員(yuán)鼉?yuán)齉x上')
    const edition = await edit(damaged)
    expect(edition.edits.some((one) => one.class === 'gbk-byte-straddle')).toBe(false)
    expect(edition.restored).toContain('鼉?yuán)齉x上')
    expect(edition.warnings).toHaveLength(1)
  })
})

describe('a site’s notices', () => {
  it('inside a paragraph become a gap with the count they state', async () => {
    const edition = await edit(
      '旧城墙\n城墙是明代修的，砖上刻着工匠的名字。……此处隐藏4180个字……后来城墙拆了一半，砖都搬去修了水渠。\n',
    )
    expect(edition.restored).toBe('旧城墙\n城墙是明代修的，砖上刻着工匠的名字。后来城墙拆了一半，砖都搬去修了水渠。\n')
    expect(classes(edition)).toEqual(['site-notice'])
    expect(edition.gaps[0]).toMatchObject({ kind: 'paywall-cut-middle', declared: 4180, offset: 22, section: '0' })
  })

  it('on their own lines go with the line, and totals are compared with what is shown', async () => {
    const edition = await edit(`茶山
茶山在雾里。采茶的人天不亮就上山，太阳出来以前要采满一篓。
（省略约1,200字，登录后可阅读全文）
傍晚的时候，炒茶的锅还是热的。
……（未完，全文共2000字，目前仅显示70字，请购买会员）
`)
    expect(edition.restored).toBe(`茶山
茶山在雾里。采茶的人天不亮就上山，太阳出来以前要采满一篓。
傍晚的时候，炒茶的锅还是热的。
`)
    expect(edition.gaps.slice(0, 2)).toMatchObject([
      { kind: 'paywall-cut-middle', declared: 1200 },
      { kind: 'paywall-cut-end', declaredTotal: 2000, declaredShown: 70, estimated: 730 },
    ])
  })
})

describe('an outline at the top', () => {
  const body = `果园管理手册
果园的收成看天，也看人。
第一部分 选地
果园要选向阳的坡地，土层要厚，排水要好。
第二部分 种植
一是挖坑。坑要在冬天挖好，让土晒一晒太阳，冻一冻。二是施肥。肥料放在坑底，盖一层土再放树苗。
……（此处省略900字，会员可以阅读）……
剪下来的枝条要烧掉。
第四部分 采收
采收要在早晨，果子凉的时候不容易碰伤。
`
  it('gives the sections, also those that were cut', async () => {
    const edition = await edit(`文章提纲：……
第一部分 选地
第二部分 种植
一是挖坑
二是施肥
三是浇水
第三部分 修剪
第四部分 采收
……
${body}`)
    expect(edition.title).toBe('果园管理手册')
    expect(edition.sections.map(({ id, status, heading }) => [id, status, heading])).toEqual([
      ['1', 'present', '第一部分 选地'],
      ['2', 'partial', '第二部分 种植'],
      ['2.1', 'present', '一是挖坑'],
      ['2.2', 'partial', '二是施肥'],
      ['2.3', 'missing', '三是浇水'],
      ['3', 'partial', '第三部分 修剪'],
      ['4', 'present', '第四部分 采收'],
    ])
    expect(
      edition.sections.map(
        (section) => section.range && edition.restored.slice(section.range.start, section.range.end),
      ),
    ).toEqual([
      '果园要选向阳的坡地，土层要厚，排水要好。',
      null,
      '坑要在冬天挖好，让土晒一晒太阳，冻一冻。',
      '肥料放在坑底，盖一层土再放树苗。',
      null,
      '剪下来的枝条要烧掉。',
      '采收要在早晨，果子凉的时候不容易碰伤。',
    ])
    expect(edition.gaps.map((gap) => gap.kind)).toEqual(['paywall-cut-middle', 'outline-extract', 'metadata-missing'])
    expect(edition.gaps[0]?.affects).toEqual(['2', '2.2', '2.3', '3'])
  })

  it('is not needed: headings in the body are enough', async () => {
    const edition = await edit(body)
    expect(edition.sections.map((section) => section.heading)).toEqual([
      '第一部分 选地',
      '第二部分 种植',
      '一是挖坑',
      '二是施肥',
      '第四部分 采收',
    ])
  })
})

describe('words taken out or spelled to pass a filter', () => {
  it('a blank stays a gap', async () => {
    const edition = await edit(
      '往事\n那一年，城里来了一支_，住在学校里。校长□□说，不要出门。20__年的事，没有人再提。\n',
    )
    expect(edition.edits).toEqual([])
    expect(
      edition.gaps.filter((gap) => gap.kind === 'censored-word').map(({ notice, length }) => [notice, length]),
    ).toEqual([
      ['_', 1],
      ['□□', 2],
      ['__', 2],
    ])
  })

  it('a syllable is read when the word stands elsewhere', async () => {
    const edition = await edit(
      '水电站\n水电站的发电能力很强，附近的居民不再用煤。工程师说，发电能li还会提高，明年再装两台机组。\n',
    )
    expect(edition.restored).toContain('发电能力还会提高')
    expect(classes(edition)).toEqual(['pinyin-substitution'])
  })
})

describe('spaces and lines', () => {
  it('spaces behind the marks of running text go, and a line broken behind a comma is joined', async () => {
    const edition = await edit(`河上的桥
这座桥是石头砌的，桥洞有七个。 夏天涨水的时候，最低的两个桥洞会被淹没， 船只能从中间过。 桥头有一棵老树，树下总有人下棋，从早上下到天黑，
谁输了谁就去买茶。 桥修好以后，老人们每天都来走一走。 他们说，桥好了，路就近了，河那边的亲戚也常来。 来的人多了，桥头就热闹了。
`)
    expect(edition.restored).toBe(`河上的桥
这座桥是石头砌的，桥洞有七个。夏天涨水的时候，最低的两个桥洞会被淹没，船只能从中间过。桥头有一棵老树，树下总有人下棋，从早上下到天黑，谁输了谁就去买茶。桥修好以后，老人们每天都来走一走。他们说，桥好了，路就近了，河那边的亲戚也常来。来的人多了，桥头就热闹了。
`)
    expect(classes(edition)).toEqual(['broken-line', 'stray-space'])
  })

  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['CRLF', '\r\r\n'],
  ])('how the file ends its lines is no damage: %s', async (newline, end) => {
    const edition = await edit(`早晨${end}雾散了，船也开了。${end}`)
    expect(edition.restored).toBe('早晨\n雾散了，船也开了。\n')
    expect(edition.edits).toEqual([])
    expect(edition.source.newline).toBe(newline)
  })
})

describe('spelling left by a character table', () => {
  it('is set in L2 where it is the rule', async () => {
    const text =
      '養蜂人的筆記\n由于天氣轉暖，蜂群開始活動。最后一場雪以后，養蜂人采集了第一批蜜。他說，關于蜜蜂，書上寫得太少；規范的做法，是從老師傅那里學來的。\n'
    const edition = await edit(text)
    expect(edition.restored).toBe(text)
    expect(edition.set).toBe(
      text
        .replaceAll('由于', '由於')
        .replaceAll('后', '後')
        .replace('采集', '採集')
        .replace('關于', '關於')
        .replace('規范', '規範')
        .replace('那里', '那裡'),
    )
    expect(classes(edition)).toEqual(['one-to-many'])
  })
})

describe('remarks of a site in other words', () => {
  const before = '旧城\n城墙是明代修的，砖上刻着工匠的名字，风吹雨打几百年。'
  const after = '后来城墙拆了一半，砖都搬去修了水渠。\n'
  it.each([
    '……此处隐藏4180个字……',
    '...此处省略4,180字...',
    '（省略4180字）',
    '［本站省略４１８０字，正式会员可阅读］',
    '<此处省略4180字，请登录>',
    '【剩余4180字，展开全文】',
    '……还有4180字未显示，点击阅读全文……',
  ])('%s', async (remark) => {
    const edition = await edit(before + remark + after)
    expect(edition.restored).toBe(before + after)
    expect(edition.gaps[0]).toMatchObject({ kind: 'paywall-cut-middle', declared: 4180 })
  })

  it('without brackets or dots never takes the author’s sentences with it', async () => {
    const text = `${before}此处省略4180字，请登录后阅读。${after}`
    const edition = await edit(text)
    expect(edition.restored).toBe(text)
  })
})

describe('readings other than the usual one', () => {
  it('go with a table of traditional forms, also where they stand once', async () => {
    const text = library.replace('第二天早上', '館員還要調查借書的人數，為讀者服務。第二天早上')
    const damaged = annotateBytes(text, { ...large, 調: 'diào', 為: 'wéi' })
    expect(damaged).toContain('調(diào)')
    const edition = await edit(damaged)
    expect(edition.restored).toBe(text)
  })
})

describe('bytes paired one too early or too late', () => {
  it('an outline marker and a full stop are read again', async () => {
    const edition = await edit(
      '總結\n各項工作取得成效?，F(xiàn)將情況報告如下。\n?。ㄒ唬?加強領導\n要抓緊落實，一刻也不能放鬆。\n?。ǘ?完善制度\n要認真執行，做到有據可查。\n',
    )
    expect(edition.restored).toBe(
      '總結\n各項工作取得成效。現將情況報告如下。\n（一）加強領導\n要抓緊落實，一刻也不能放鬆。\n（二）完善制度\n要認真執行，做到有據可查。\n',
    )
    expect(classes(edition)).toEqual(['gbk-byte-straddle'])
    expect(edition.sections.map((section) => section.heading)).toEqual(['（一）加強領導', '（二）完善制度'])
  })

  it('is left and reported where nothing proves a reading', async () => {
    const text = '總結\n這項技術得到廣泛應用?；诖耍覈r業發展很快。\n'
    const edition = await edit(text)
    expect(edition.restored).toBe(text)
    expect(edition.warnings).toHaveLength(1)
  })
})

describe('long monotonous texts', () => {
  const length = 100_000
  it.each(['字_', ' ', 'a_', '(省略821字', '一、甲乙丙\n'])('of %j take their time in proportion', async (piece) => {
    const text = `目錄/提綱：……\n${piece.repeat(Math.ceil(length / piece.length))}`
    const start = performance.now()
    await makeEdition(new TextEncoder().encode(text), { documentId: 'sample', fileName: 'sample.txt' })
    expect(performance.now() - start).toBeLessThan(8_000)
  }, 60_000)
})
