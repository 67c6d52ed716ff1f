import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { readDocx } from '../../../main/formats/docx.ts'
import { AppError } from '../../../preload/contract/wire.ts'
import { abstractList, docxFile, inList, list, paragraph, run, style, type DocxParts } from './docx-file.ts'
import { zipFile } from './zip-file.ts'

const read = (parts: DocxParts) => readDocx(docxFile(parts))
const lines = (parts: DocxParts): string[] => read(parts).text.split('\n')
const headings = (parts: DocxParts): string[] => {
  const { text, headings: marked } = read(parts)
  return marked.map(({ start, end, level }) => `${level} ${text.slice(start, end)}`)
}
const styled = (text: string, id: string): string => paragraph(text, `<w:pStyle w:val="${id}"/>`)
const failure = (bytes: Uint8Array): { code: string; message: string } => {
  try {
    readDocx(bytes)
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('It was read.')
}

describe('text', () => {
  it('is one paragraph a line, with what runs hold', () => {
    expect(
      read({
        body: [
          paragraph(run('研讀') + run('長文𠀀')),
          paragraph(`<w:r><w:t> a </w:t><w:t xml:space="preserve"> b</w:t><w:tab/><w:t>c</w:t><w:br/><w:t>d</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>e</w:t></w:r>`, '<w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs>'),
          paragraph(''), paragraph(''), paragraph(''),
          paragraph('<w:hyperlink r:id="x"><w:r><w:t>鏈接</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>標籤</w:t></w:r></w:smartTag><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>'),
          paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="宋体" w:char="4E00"/><w:sym w:font="Symbol" w:char="F061"/></w:r>'),
          paragraph(''),
        ].join(''),
      }).text,
    ).toBe('研讀長文𠀀\na b\tc\nd\u2011e\n\n鏈接標籤控件\n☑一α')
  })

  it('has tables row by row, and cells of several paragraphs line by line', () => {
    const cell = (inner: string): string => `<w:tc>${inner}</w:tc>`
    const row = (...cells: string[]): string => `<w:tr>${cells.map(cell).join('')}</w:tr>`
    expect(
      lines({
        styles: style('1', 'heading 1'),
        body: `<w:tbl>${row(paragraph('年'), paragraph(''), paragraph('月'))}${row(paragraph('甲') + paragraph('乙'), paragraph('丙'))}${row(paragraph(''), paragraph(''))}${row(`<w:tbl>${row(paragraph('內'), paragraph('裏'))}</w:tbl>${paragraph('')}`)}${row(styled('章', '1'), paragraph('丁'))}</w:tbl>${paragraph('後')}`,
      }),
    ).toEqual(['年\t\t月', '甲', '乙', '丙', '內\t裏', '章', '丁', '後'])
  })

  it('has text boxes once, behind the paragraph they hang on', () => {
    const box = (text: string): string => `<w:txbxContent>${paragraph(text)}</w:txbxContent>`
    const anchored = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>${box('框')}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box('框')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
    expect(lines({ body: paragraph(run('前') + anchored + run('後')) + paragraph(anchored) + paragraph('末') })).toEqual(['前後', '框', '框', '末'])
    const emoji = '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx xmlns:w16se="x"/></mc:Choice><mc:Fallback><w:t>😊</w:t></mc:Fallback></mc:AlternateContent></w:r>'
    expect(lines({ body: paragraph(emoji) })).toEqual(['😊'])
  })

  it('has the characters, not the readings over them', () => {
    const ruby = `<w:r><w:ruby><w:rubyPr/><w:rt>${run('dú')}</w:rt><w:rubyBase>${run('讀')}</w:rubyBase></w:ruby></w:r>`
    const field = (code: string): string => `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
    expect(lines({ body: paragraph(run('研') + ruby + field('EQ \\* jc2 \\o\\ad(\\s\\up 9(shū),書)') + field('EQ \\o\\ac(○,3)') + field('EQ \\f(1,2)')) })).toEqual(['研讀書③'])
  })

  it('has what came of fields, not what they say', () => {
    const field = (code: string, result: string): string =>
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
    expect(
      lines({
        body:
          paragraph(run('見第') + field('REF a', run('三')) + run('節') + '<w:fldSimple w:instr="PAGE"><w:r><w:t>5</w:t></w:r></w:fldSimple>') +
          paragraph(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>${field('MERGEFIELD x', run('藏'))}<w:r><w:instrText> = 1</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('顯')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`) +
          // A field that never ends takes nothing with it.
          paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run('仍在')) + paragraph('也在'),
      }),
    ).toEqual(['見第三節5', '顯', '仍在', '也在'])
  })

  it('has tracked changes as accepted', () => {
    const { text, warnings } = read({
      body:
        paragraph(`${run('留')}<w:del><w:r><w:delText>刪</w:delText></w:r></w:del><w:ins>${run('加')}</w:ins><w:moveFrom>${run('移')}</w:moveFrom>`) +
        paragraph(`<w:moveTo>${run('移')}</w:moveTo>`) +
        paragraph('前半', '<w:rPr><w:del w:id="1"/></w:rPr>') + paragraph('後半') +
        `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>${paragraph('舊')}</w:tc></w:tr><w:tr><w:trPr><w:ins/></w:trPr><w:tc>${paragraph('新')}</w:tc></w:tr></w:tbl>`,
    })
    expect(text).toBe('留加\n移\n前半後半\n新')
    expect(warnings).toEqual(['The document holds tracked changes; they were read as accepted.'])
  })

  it('leaves hidden text out and says so', () => {
    const { text, warnings } = read({
      styles: style('h', 'Hidden', '<w:rPr><w:vanish/></w:rPr>', 'character') + style('p', 'Secret', '<w:rPr><w:vanish/></w:rPr>'),
      body:
        paragraph(run('明') + run('暗', '<w:vanish/>') + run('暗', '<w:rStyle w:val="h"/>') + run('明', '<w:rStyle w:val="h"/><w:vanish w:val="0"/>')) +
        paragraph(run('暗', '<w:vanish/>'), '<w:rPr><w:vanish/></w:rPr>') +
        styled('暗', 'p') + paragraph('末'),
    })
    expect(text).toBe('明明\n\n末')
    expect(warnings).toEqual(['The document holds hidden text, which was left out.'])
  })

  it('has notes at its end, behind the mark that stands in the text', () => {
    const note = (kind: string, id: number, text: string): string => `<w:${kind} w:id="${id}"><w:p><w:r><w:${kind}Ref/></w:r>${run(` ${text}`)}</w:p></w:${kind}>`
    const parts: DocxParts = {
      footnotes: `<w:footnote w:type="separator" w:id="-1">${paragraph('線')}</w:footnote>${note('footnote', 5, '甲')}${note('footnote', 7, '乙')}${note('footnote', 9, '無人引')}`,
      endnotes: note('endnote', 1, '尾'),
      body: paragraph(`${run('一')}<w:r><w:footnoteReference w:id="7"/></w:r>${run('二')}<w:r><w:endnoteReference w:id="1"/></w:r>`) + paragraph(`${run('三')}<w:r><w:footnoteReference w:id="5"/></w:r>`),
    }
    expect(read(parts).text).toBe('一〔1〕二〔i〕\n三〔2〕\n\n〔1〕乙\n〔i〕尾\n〔2〕甲')
    expect(read(parts).warnings).toEqual(['Notes stand at the end of the text: 3.'])
    expect(lines({ ...parts, settings: '<w:footnotePr><w:numFmt w:val="chineseCountingThousand"/></w:footnotePr>' })[0]).toBe('一〔一〕二〔i〕')
  })

  it('leaves out prompts, pictures and what it brings in from elsewhere', () => {
    const { text, warnings } = read({
      body:
        paragraph('甲') +
        `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${paragraph('單擊此處')}</w:sdtContent></w:sdt>` +
        paragraph('<w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r>') +
        '<w:altChunk r:id="chunk"/>' +
        paragraph('<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>'),
    })
    expect(text).toBe('甲\n\n1/2')
    expect(warnings).toEqual(['Pictures were left out: 1.', 'Formulas were written on a line as text: 1.', 'Other documents that the document brings in were left out: 1.'])
  })
})

describe('headings', () => {
  it('are known by outline level, however a style is called, and by the names of styles', () => {
    expect(
      headings({
        styles:
          style('a1', 'heading 1') + style('2', '标题 2') + style('x3', '標題 3') + style('MyHead', '我的', '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>') +
          style('Child', '子', '<w:basedOn w:val="MyHead"/>') + style('Loop', '環', '<w:basedOn w:val="Loop"/>') + style('b', 'TOC Heading', '<w:basedOn w:val="a1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
        body:
          styled('第一章𠀀', 'a1') + styled('二', '2') + styled('三', 'x3') + styled('自定', 'MyHead') + styled('子式', 'Child') + styled('目錄', 'b') + styled('環', 'Loop') +
          paragraph('直接', '<w:outlineLvl w:val="3"/>') + paragraph('正文', '<w:pStyle w:val="a1"/><w:outlineLvl w:val="9"/>') + styled('', 'a1') + styled('句'.repeat(201), 'a1') +
          paragraph('<w:r><w:t>分兩</w:t><w:br/><w:t>行</w:t></w:r>', '<w:pStyle w:val="a1"/>'),
      }),
    ).toEqual(['1 第一章𠀀', '2 二', '3 三', '2 自定', '2 子式', '4 直接', '1 分兩行'])
  })

  it('are not changed by the properties a paragraph had before', () => {
    expect(headings({ styles: style('1', 'heading 1'), body: paragraph('正文', '<w:pPrChange><w:pPr><w:pStyle w:val="1"/><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>') })).toEqual([])
  })

  it('give the title: one is the name of the text, several are parts above the headings', () => {
    const styles = style('T', 'Title') + style('1', 'heading 1')
    const one = { styles, title: '屬性', body: styled('總題', 'T') + styled('章', '1') + paragraph('文') }
    expect([read(one).title, headings(one)]).toEqual(['總題', ['1 章']])
    const two = { styles, title: '屬性 &amp; 題', body: styled('上', 'T') + styled('章', '1') + styled('下', 'T') + styled('章', '1') }
    expect([read(two).title, headings(two)]).toEqual(['屬性 & 題', ['1 上', '2 章', '1 下', '2 章']])
    for (const title of ['', 'Microsoft Word - 文档1', '文档1', 'a.docx']) expect(read({ title, body: paragraph('文') }).title).toBeNull()
  })

  it('are not the lines of a table of contents, which lose their pages', () => {
    const parts = {
      styles: style('T1', 'toc 1', '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>') + style('1', 'heading 1'),
      body: styled('', '1') + paragraph('<w:r><w:t>一、</w:t><w:tab/><w:t>總則</w:t><w:tab/><w:t>1</w:t></w:r>', '<w:pStyle w:val="T1"/>') + paragraph('<w:r><w:t>1.</w:t><w:tab/><w:t>總則</w:t><w:tab/><w:t>12</w:t></w:r>', '<w:pStyle w:val="T1"/>') + styled('總則', '1'),
    }
    expect(lines(parts)).toEqual(['一、總則', '1. 總則', '總則'])
    expect(headings(parts)).toEqual(['1 總則'])
  })
})

describe('numbers that Word puts before paragraphs', () => {
  const chinese = abstractList(0, [
    { format: 'chineseCountingThousand', text: '第%1章', more: '<w:suff w:val="space"/>' },
    { format: 'chineseCountingThousand', text: '（%2）' },
    { format: 'decimal', text: '%3.' },
    { format: 'decimalEnclosedCircleChinese', text: '%4', more: '<w:suff w:val="nothing"/>' },
    { format: 'decimal', text: '%1.%2.%5', more: '<w:isLgl/>' },
  ])
  const numbered = (levels: readonly (readonly [list: number, level: number])[]): string =>
    levels.map(([id, level]) => paragraph('文', inList(id, level))).join('')

  it('count on, start anew below what goes on, and show the levels above', () => {
    expect(
      lines({
        numbering: chinese + list(1, 0),
        body: numbered([[1, 0], [1, 1], [1, 1], [1, 2], [1, 3], [1, 3], [1, 4], [1, 0], [1, 1], [1, 2], [1, 4]]),
      }),
    ).toEqual(['第一章 文', '（一）文', '（二）文', '1. 文', '①文', '②文', '1.2.1 文', '第二章 文', '（一）文', '1. 文', '2.1.1 文'])
  })

  it('are right for as long as a list goes on', () => {
    const labels = lines({ numbering: chinese + list(1, 0), body: numbered(Array.from({ length: 111 }, () => [1, 0] as const)) })
    expect([0, 9, 10, 19, 20, 98, 99, 100, 109, 110].map((at) => labels[at])).toEqual(
      ['一', '十', '十一', '二十', '二十一', '九十九', '一百', '一百零一', '一百一十', '一百一十一'].map((number) => `第${number}章 文`),
    )
  })

  it('go on in another list of the same kind, unless that starts anew', () => {
    const numbering =
      abstractList(0, [{ format: 'decimal', text: '%1.' }, { format: 'lowerLetter', text: '%2)' }]) +
      list(1, 0) + list(2, 0) + list(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>') +
      list(4, 0, '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>')
    expect(lines({ numbering, body: numbered([[1, 0], [1, 0], [2, 0], [3, 0], [3, 0], [3, 1], [1, 0], [4, 0]]) }).map((line) => line.split(' ')[0])).toEqual(['1.', '2.', '3.', '5.', '6.', 'a)', '7.', 'VIII)'])
  })

  it('start anew only where a list says', () => {
    const levels = (restart: number): string =>
      abstractList(0, [{ format: 'decimal', text: '%1' }, { format: 'decimal', text: '%2' }, { format: 'decimal', text: '%3', more: `<w:lvlRestart w:val="${restart}"/>` }]) + list(1, 0)
    const body = numbered([[1, 0], [1, 1], [1, 2], [1, 2], [1, 1], [1, 2], [1, 0], [1, 2]])
    const third = (restart: number): string[] => lines({ numbering: levels(restart), body }).filter((_, at) => [2, 3, 5, 7].includes(at)).map((line) => line.split(' ')[0] ?? '')
    expect(third(0)).toEqual(['1', '2', '3', '4'])
    expect(third(1)).toEqual(['1', '2', '3', '1'])
    expect(third(2)).toEqual(['1', '2', '1', '1'])
  })

  it('come through styles, with the level at which a style is', () => {
    const parts = {
      numbering: abstractList(0, [
        { format: 'chineseCountingThousand', text: '%1、', more: '<w:pStyle w:val="1"/>' },
        { format: 'chineseCountingThousand', text: '（%2）', more: '<w:pStyle w:val="2"/>' },
      ]) + list(3, 0),
      styles:
        style('1', 'heading 1', '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>') +
        style('2', 'heading 2', '<w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>') +
        style('u', '附錄', '<w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'),
      body: styled('總則', '1') + styled('目的', '2') + styled('範圍', '2') + styled('分則', '1') + styled('目的', '2') + styled('附錄', 'u') + paragraph('無', `<w:pStyle w:val="1"/>${inList(0)}`),
    }
    expect(headings(parts)).toEqual(['1 一、總則', '2 （一）目的', '2 （二）範圍', '1 二、分則', '2 （一）目的', '1 附錄', '1 無'])
  })

  it('come through styles of lists', () => {
    expect(
      lines({
        styles: style('L', '列表', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', 'numbering') + style('M', '環', '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>', 'numbering'),
        numbering: abstractList(0, [{ format: 'ideographTraditional', text: '%1、' }], '<w:styleLink w:val="L"/>') + abstractList(1, [], '<w:numStyleLink w:val="L"/>') + abstractList(2, [], '<w:numStyleLink w:val="M"/>') + list(1, 0) + list(2, 1) + list(3, 2),
        body: numbered([[2, 0], [2, 0], [3, 0]]),
      }),
    ).toEqual(['甲、文', '乙、文', '文'])
  })

  it('are signs, nothing, or hidden, as the level says', () => {
    expect(
      lines({
        numbering:
          abstractList(0, [{ format: 'bullet', text: '\uf0b7', more: '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>' }]) + abstractList(1, [{ format: 'bullet', text: '–' }]) +
          abstractList(2, [{ format: 'none', text: '' }]) + abstractList(3, [{ format: 'none', text: '附' }]) + abstractList(4, [{ format: 'decimal', text: '%1', more: '<w:rPr><w:vanish/></w:rPr>' }]) +
          [1, 2, 3, 4, 5].map((id) => list(id, id - 1)).join(''),
        body: numbered([[1, 0], [2, 0], [3, 0], [4, 0], [5, 0], [99, 0]]),
      }),
    ).toEqual(['• 文', '– 文', '文', '附 文', '文', '文'])
  })

  it('do not count what is deleted or hidden', () => {
    expect(
      lines({
        numbering: chinese + list(1, 0),
        body:
          numbered([[1, 0]]) + paragraph('<w:del><w:r><w:delText>刪</w:delText></w:r></w:del>', `${inList(1)}<w:rPr><w:del/></w:rPr>`) +
          paragraph(run('暗', '<w:vanish/>'), `${inList(1)}<w:rPr><w:vanish/></w:rPr>`) + numbered([[1, 0]]),
      }),
    ).toEqual(['第一章 文', '第二章 文'])
  })
})

describe('documents of real writers', () => {
  const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, '../../fixtures/formats', name))

  it('keep the numbers of LibreOffice: chapters, sections, points and notes', () => {
    const { text, headings: marked, title } = readDocx(fixture('libreoffice.docx'))
    const shown = marked.map(({ start, end, level }) => `${level} ${text.slice(start, end)}`)
    expect(shown.filter((_, at) => [0, 1, 2, 3, 11, 12, 14].includes(at))).toEqual([
      '1 第一章 標題1', '2 （一）小節1之1', '2 （二）小節1之2', '1 第二章 標題2', '1 第十章 標題10', '1 第十一章 標題11', '2 （二）小節11之2',
    ])
    expect(shown.at(-1)).toBe('1 第十二章 標題12')
    expect(text).toContain('壹、要點1\n貳、要點2\n1. 子一\n2. 子二\n參、要點3')
    expect(text).toContain('壹拾貳、要點12\n\n〔1〕注11\n〔2〕注12')
    expect(title).toBe('論實業')
  })

  it('keep the headings, lists and tables of python-docx', () => {
    const { text, headings: marked, title } = readDocx(fixture('python-docx.docx'))
    expect(text).toBe('中国的未来\n总则\n正文一。\n细则\n1. 条目\n2. 条目二\n• 点\n甲\t乙\n丙\t丁')
    expect(marked.map(({ start, end, level }) => `${level} ${text.slice(start, end)}`)).toEqual(['1 总则', '2 细则'])
    expect(title).toBe('中国的未来')
  })
})

describe('hostile documents', () => {
  const plain = { body: paragraph('一二三'), styles: style('1', 'heading 1'), numbering: abstractList(0, [{ format: 'decimal', text: '%1.' }]) + list(1, 0) }

  it('are refused in plain words', () => {
    expect(failure(new TextEncoder().encode('no ZIP')).code).toBe('bad-input')
    expect(failure(zipFile([{ name: 'a.txt', data: 'a' }])).message).toBe('The file is a ZIP archive, but no Word document.')
    expect(failure(docxFile({ body: '' })).message).toBe('The document holds no text.')
    expect(failure(zipFile([{ name: 'word/document.xml', data: '<workbook/>' }])).message).toBe('The file is an Office file, but no Word document.')
    expect(failure(zipFile([{ name: 'word/document.xml', data: '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }])).message).toContain('entities')
    expect(failure(docxFile({ body: `<w:p>${'<w:sdt><w:sdtContent>'.repeat(10_000)}` })).code).toBe('bad-input')
    expect(failure(docxFile({ ...plain, styles: '<w:style>' })).code).toBe('bad-input')
  })

  it('fetch nothing and look at nothing outside', () => {
    const fetch = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('fetched'))
    const { text } = read({
      ...plain,
      body: paragraph('文') + '<w:altChunk r:id="out"/>',
      relations:
        '<Relationship Id="out" Type="http://x/aFChunk" Target="http://nowhere.invalid/a.html" TargetMode="External"/>' +
        '<Relationship Id="t" Type="http://x/attachedTemplate" Target="file:///etc/passwd" TargetMode="External"/>' +
        '<Relationship Id="f" Type="http://x/footnotes" Target="../../../../etc/passwd"/>' +
        '<Relationship Id="s" Type="http://x/settings" Target="http://nowhere.invalid/settings.xml" TargetMode="External"/>',
    })
    expect(text).toBe('文')
    expect(fetch).not.toHaveBeenCalled()
    fetch.mockRestore()
  })

  it('cannot make a text grow without end', () => {
    const numbering = abstractList(0, [{ format: 'upperLetter', text: '%1'.repeat(10_000), start: 780 }]) + list(1, 0)
    expect(lines({ numbering, body: paragraph('文', inList(1)) })[0]?.length).toBeLessThan(1000)
  })

  it('may be long in every place', () => {
    const many = Array.from({ length: 150_000 }, (_, at) => paragraph(`第${(at * 7919) % 150_001}段`)).join('')
    expect(lines({ body: `<w:tbl><w:tr><w:tc>${many}</w:tc></w:tr></w:tbl>` })).toHaveLength(150_000)
    const joined = Array.from({ length: 50_000 }, (_, at) => `<!-- ${(at * 7919) % 50_021} -->${paragraph('長', '<w:rPr><w:del/></w:rPr>')}`).join('')
    expect(lines({ body: joined + paragraph('末') })[0]).toHaveLength(50_001)
  })

  const whole = docxFile({ ...plain, body: paragraph('一', inList(1)) + `<w:tbl><w:tr><w:tc>${paragraph('二')}</w:tc></w:tr></w:tbl>` })
  const survives = (bytes: Uint8Array): void => {
    try {
      expect(readDocx(bytes).text.isWellFormed()).toBe(true)
    } catch (error) {
      expect(error).toBeInstanceOf(AppError)
    }
  }

  it('of any damage give a text or an AppError', () => {
    for (let length = 0; length < whole.length; length += 7) survives(whole.subarray(0, length))
    for (let at = 0; at < whole.length; at += 3) {
      const bytes = Uint8Array.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
      survives(bytes)
    }
  })

  it('of any elements in any order give a text or an AppError', () => {
    const names = ['p', 'r', 't', 'pPr', 'rPr', 'numPr', 'ilvl', 'numId', 'tbl', 'tr', 'tc', 'txbxContent', 'del', 'ins', 'sdt', 'sdtContent', 'fldChar', 'instrText', 'footnoteReference', 'footnote', 'ruby', 'rt', 'trPr', 'vanish', 'framePr', 'sym']
    const element = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        fc.constant('一'),
        fc.tuple(fc.constantFrom(...names), fc.constantFrom('', ' w:val="1"', ' w:fldCharType="begin"', ' w:fldCharType="end"', ' w:id="1"', ' w:char="D800"'), fc.array(tie('node'), { maxLength: 4 })).map(
          ([name, attribute, inner]) => `<w:${name}${attribute}>${inner.join('')}</w:${name}>`,
        ),
      ),
    })).node
    fc.assert(fc.property(element, (body) => survives(docxFile({ ...plain, body, footnotes: body }))), { numRuns: 300 })
  })
})
