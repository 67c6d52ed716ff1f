import { describe, expect, it } from 'vitest'
import { markdownText } from '../../../main/formats/markdown.ts'

const headingsOf = ({ text, headings }: ReturnType<typeof markdownText>) =>
  headings.map(({ start, end, level }) => [text.slice(start, end), level])
const under = (source: string) => markdownText(`# 題\n\n${source}\n`).text.slice('題\n'.length)

describe('the words of Markdown', () => {
  it('headings of both kinds have their levels, beyond the BMP too', () => {
    const read = markdownText('𠀀書\n===\n\n𠀀前言\n\n## 第一章 *緣起* ##\n文\n\n次節\n---\n\n###### 末\n\n#不是標題\n')
    expect(read.text).toBe('𠀀書\n𠀀前言\n第一章 緣起\n文\n次節\n末\n#不是標題\n')
    expect(headingsOf(read)).toEqual([['𠀀書', 1], ['第一章 緣起', 2], ['次節', 2], ['末', 6]])
  })

  it.each([
    ['emphasis', '這是**重點**，*斜體*，***都是***，~~刪去~~，__底線__ 。', '這是重點，斜體，都是，刪去，底線 。\n'],
    ['emphasis in words', 'a **b** c, _d_ and snake_case_name, 5*3*2', 'a b c, d and snake_case_name, 5*3*2\n'],
    ['links and pictures', '見[這裡](https://a.b/c_(d) "題")、![圖](x.png)、<https://a.b>、[文][r]、[r]。\n\n[r]: https://a.b', '見這裡、圖、https://a.b、文、r。\n'],
    ['code', '用 `a*b` 和 `` ` ``。\n\n```js\n  x = **1**\n```', '用 a*b 和 `。\n  x = **1**\n'],
    ['escapes and references', '\\*不是\\* &amp; &lt;b&gt; &#20013; &unknown;', '*不是* & <b> 中 &unknown;\n'],
    ['hard and soft line ends', '第一行\n第二行 and\nwords  \n三\\\n四<br>五', '第一行第二行 and words\n三\n四\n五\n'],
    ['lists', '- 甲\n- 乙\n    1. 子\n    2. 丑\n\n3) 丙\n4) 丁', '- 甲\n- 乙\n1. 子\n2. 丑\n3) 丙\n4) 丁\n'],
    ['lists numbered alike', '1. 甲\n1. 乙\n1. 丙', '1. 甲\n2. 乙\n3. 丙\n'],
    ['a loose list', '* 甲\n\n  續\n\n* 乙', '* 甲\n續\n* 乙\n'],
    ['a table', '| 年 | 數 |\n|:--|--:|\n| 一 | **二** |\n| 三 | |', '年\t數\n一\t二\n三\n'],
    ['quotes', '> 引文\n> 續\n>\n> > 裡面', '引文續\n裡面\n'],
    ['HTML', '<div align="center">\n<b>塊</b><br>二\n</div>\n\n行<sup>上</sup>與<ruby>漢<rt>hàn</rt></ruby>，a <T> b', '塊\n二\n行上與漢，a <T> b\n'],
    ['scripts', '<script>\nalert(1)\n</script>\n\n文<script>alert(1)</script>完', '文完\n'],
    ['notes', '正文[^1]。\n\n[^1]: 註文。', '正文[1]。\n[1] 註文。\n'],
    ['a rule', '上\n\n* * *\n\n下', '上\n下\n'],
    ['an aside in brackets', '[註](見下文)和[註]: 也是\n\n[註]: 說明', '[註](見下文)和[註]: 也是\n[註]: 說明\n'],
    ['lines with marks of outlines', '一、總則\n本規約如下。\n二、範圍\n凡本村的路。\n　　縮排的一段。', '一、總則\n本規約如下。\n二、範圍\n凡本村的路。\n縮排的一段。\n'],
  ])('%s', (_, source, text) => {
    expect(under(source)).toBe(text)
  })

  it('what stands in front is no text, and names it', () => {
    const read = markdownText('---\ntitle: "河邊的路"\nauthor: 李田\ntags:\n  - 散文\n---\n\n# 一\n\n文\n')
    expect(read).toMatchObject({ title: '河邊的路', text: '一\n文\n' })
    expect(markdownText('---\n王說：好。\n---\n\n# 一\n').text).toContain('王說：好。')
  })
})

describe('words that were hidden stay hidden', () => {
  it.each([
    '王**說得對，李**也同意。',
    '他叫王*明，在**局工作。',
    '20__年，在_社會_的_工作，___說。',
    '張**和劉**都來了。',
    '某市□□局，__年__月。',
    '甲_、乙_；丙__。',
  ])('%s', (line) => {
    expect(under(line)).toBe(`${line}\n`)
  })

  it('emphasis next to them is still read where it is certain', () => {
    expect(under('王**說，李**聽。**全是重點。**')).toBe('王**說，李**聽。全是重點。\n')
    expect(under('王**說 **重點** 。')).toBe('王**說 重點 。\n')
  })

  it('plain text that is only called Markdown stays as it is', () => {
    const plain = '關於道路的說明\n\n1. 第一條\n2. 第二條\n　　20__年，王**說過，\n___\n（一）某某#1\n***\n5 * 3 _ 2\n'
    expect(markdownText(plain)).toEqual({ text: plain, headings: [], title: null, warnings: [] })
    expect(markdownText(plain.replaceAll('\n', '\r\n')).text).toBe(plain)
  })
})

describe('hostile Markdown', () => {
  it.each([
    ['quotes', '>'.repeat(100_000)],
    ['lists', '- '.repeat(100_000)],
    ['numbers', '1. '.repeat(100_000)],
    ['both', '> - '.repeat(50_000)],
    ['indented lists', Array.from({ length: 300 }, (_, depth) => `${'  '.repeat(depth)}- 甲`).join('\n')],
  ])('nested without end: %s', (_, source) => {
    const read = markdownText(`# 題\n\n${source}文\n`)
    expect(read.text).toContain('文')
    expect(read.warnings).toEqual([expect.stringContaining('nested too deeply')])
  })

  it.each(['[', '![', '[a](', '*a ', '**', '_', '`', '``a', '<a ', '<!--', '~~a', '&#', '\\', '| ', '| a |\n|-|\n', '[^', '[a]: b\n', '#', '# \n', '    '])(
    'a hundred thousand of %j',
    (sign) => {
      const { text, headings } = markdownText(`# 題\n\n${sign.repeat(100_000)}`)
      for (const { start, end } of headings) expect(end <= text.length && start < end).toBe(true)
    },
  )

  it('a line of ten million characters', () => {
    expect(markdownText(`# 題\n\n${'文'.repeat(1_000_000)}\n`)).toMatchObject({ text: `題\n${'文'.repeat(1_000_000)}\n`, warnings: [] })
    const long = `# 題\n\n${'文'.repeat(10_000_000)}\n`
    expect(markdownText(long).text).toBe(long)
  })

  it('what is cut off anywhere gives a text', () => {
    const source = '---\ntitle: a\n---\n# 題\n\n1. **甲**[乙](丙 "丁")\n   > `戊` ![己](庚)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<div><p>辛</div>\n[^1]: 壬\n```\n癸\n```\n'
    for (let at = 0; at <= source.length; at += 1) {
      expect(typeof markdownText(source.slice(0, at)).text).toBe('string')
      for (const sign of '*_[`<\n') markdownText(source.slice(0, at) + sign + source.slice(at + 1))
    }
  })
})
