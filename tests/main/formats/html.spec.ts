import { describe, expect, it, vi } from 'vitest'
import { pageText } from '../../../main/formats/html.ts'
import { depthLimit, tagLimit, tameMarkup } from '../../../main/formats/tame-markup.ts'
import { readSource } from '../../../main/formats/read-source.ts'
import { encodeLegacy } from './legacy-bytes.ts'
import { samplePages } from './pages.ts'

const prose = '河邊的路是新修的，兩旁種了柳樹。傍晚的時候，人們在這裡散步，說些家常，也有人坐在石階上看水。'
const body = (inside: string) => pageText(`<!DOCTYPE html><html><body><p>${prose}</p>${inside}</body></html>`).text.slice(prose.length + 1)

const headingsOf = ({ text, headings }: ReturnType<typeof pageText>) =>
  headings.map(({ start, end, level }) => [text.slice(start, end), level])

describe('the main text of a page', () => {
  it.each(samplePages.map((page) => [page.name, page] as const))('%s', (_, page) => {
    const read = pageText(page.html)
    expect(read.text).toBe(page.text.map((line) => `${line}\n`).join(''))
    expect(read.title ?? '').toBe(page.title)
    expect(headingsOf(read)).toEqual([...(page.title === '' ? [] : [[page.title, 1]]), ...page.headings])
  })

  it.each(samplePages.map((page) => [page.name, page] as const))('the same in any encoding: %s', async (_, page) => {
    const charsets = [
      ['utf-8', (text: string) => new TextEncoder().encode(text)],
      ['utf-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
      ...(/[这们路时]/.test(page.text.join('').slice(0, 400)) || page.html.includes('gbk')
        ? [['gbk', (text: string) => encodeLegacy(text, 'gb18030')] as const]
        : [['big5', (text: string) => encodeLegacy(text, 'big5')] as const]),
    ] as const
    const html = page.html.replaceAll('›', '&gt;')
    for (const [charset, encode] of charsets) {
      const declared = html.replace(/charset=("?)[\w-]+/, `charset=$1${charset}`)
      // Many pages declare what they once were in.
      for (const written of [declared, html, html.replace(/charset=("?)[\w-]+/, 'charset=$1gb2312')]) {
        let bytes: Uint8Array
        try {
          bytes = encode(written)
        } catch {
          continue
        }
        const read = await readSource(bytes, 'page.html')
        expect(read.text, charset).toBe(page.text.map((line) => `${line}\n`).join(''))
      }
    }
  })

  it('keeps what a site says of what it left out, and not what it says of itself', () => {
    const read = pageText(`<body><div class=content><h1>題</h1><p>${prose}</p><div class="vip-share"><a href=x>登錄後閱讀全文</a></div><p>${prose}</p>
      <div class="share">分享到：<a href=a>微博</a></div></div><div class=tip>以下內容隱藏，購買會員後可見</div></body>`)
    expect(read.text).toBe(`題\n${prose}\n登錄後閱讀全文\n${prose}\n以下內容隱藏，購買會員後可見\n`)
  })

  it.each([
    ['hidden by style', `<p style="color:red; display: none">${prose}</p>`],
    ['hidden by an attribute', `<div hidden><p>${prose}</p></div>`],
    ['hidden from readers', `<div aria-hidden="true">密</div>`],
    ['a script', `<script>document.write("<p>${prose}</p>")</script>`],
    ['a style', `<style>p::after{content:"${prose}"}</style>`],
    ['a template', `<template><p>${prose}</p></template>`],
    ['a comment', `<!-- <p>${prose}</p> -->`],
    ['what a form holds', `<form><select><option>${prose}</select><textarea>${prose}</textarea><button>好</button></form>`],
    ['a frame', `<iframe src="//example.org"><p>${prose}</p></iframe>`],
    ['the way back', `<p><a href=a>上一篇：河</a></p><p>【列印本頁】【關閉視窗】</p>`],
  ])('leaves out %s', (_, inside) => {
    expect(body(inside)).toBe('')
  })

  it('shows a text that only a script would show', () => {
    expect(pageText(`<body style="opacity:0"><div style="display:none"><p>${prose}</p><p>${prose}</p></div><p>載入中</p></body>`).text).toContain(prose)
  })

  it.each([
    ['base of ruby only', '<p><ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字</p>', '漢字\n'],
    ['lines and paragraphs', '一行<br>二行<br /><br/>三行<p>四行</p>五行', '一行\n二行\n三行\n四行\n五行\n'],
    ['a hard wrap', '<p>文字\n   續行 and\n words</p>', '文字續行 and words\n'],
    ['a wrap between elements', '<p><span>來源：晚報</span>\n<span>記者：王</span></p>', '來源：晚報 記者：王\n'],
    ['kept lines', '<pre>  一\n    二\n</pre>', '  一\n    二\n'],
    ['kept lines by style', '<div style="white-space: pre-wrap">一\n二</div>', '一\n二\n'],
    ['cells of data', '<table><tr><th>年</th><th>數</th></tr><tr><td><p>一</p></td><td>二</td></tr></table>', '年\t數\n一\t二\n'],
    ['references', '<p>&nbsp;&nbsp;A&amp;B &lt;i&gt; &#20013;&#x6587;&hellip;&mdash; &unknown; &copy</p>', 'A&B <i> 中文…— &unknown; ©\n'],
    ['a character as a picture', '<p>姓<img src="x.gif" alt="龘">名<img alt="一張照片"></p>', '姓龘名\n'],
    ['quotes', '<p>他說<q>好</q>。</p>', '他說“好”。\n'],
    ['letters and Roman numbers', '<ol type=I start=4><li>甲<li>乙</ol><ol type=a start=27><li>丙</ol>', 'IV. 甲\nV. 乙\naa. 丙\n'],
    ['Chinese numbers', '<ol style="list-style: cjk-ideographic inside" start=19><li>甲<li>乙<li>丙</ol>', '十九、甲\n二十、乙\n二十一、丙\n'],
    ['numbers backwards and none', '<ol reversed><li>甲<li>乙</ol><ol style="list-style-type:none"><li>丙</ol>', '2. 甲\n1. 乙\n丙\n'],
    ['numbers that were typed', '<ol><li>1. 甲<li>2、乙</ol>', '1. 甲\n2、乙\n'],
    ['a stray sign', '<p>若 a < b 且 c<d， 則', '若 a < b 且 c'],
  ])('as a browser shows it: %s', (_, inside, text) => {
    expect(body(inside).startsWith(text)).toBe(true)
  })

  it('headings have their levels, and places in a text beyond the BMP', () => {
    const read = pageText(`<title>𠀀書 - 站</title><body><h1>𠀀書</h1><p>${prose}𠀀</p><h2>一章<br>𠀁</h2><p>${prose}</p><h4>小節</h4><p>${prose}</p></body>`)
    expect(headingsOf(read)).toEqual([['𠀀書', 1], ['一章 𠀁', 2], ['小節', 4]])
    expect(read.title).toBe('𠀀書')
  })

  it('a site is named in the title only where the page shows that it is', () => {
    expect(pageText(`<title>河邊的路 - 鄉土文學網</title><body><p>${prose}</p></body>`).title).toBe('河邊的路 - 鄉土文學網')
    expect(pageText(`<title>河邊的路 - 鄉土文學網</title><body><div><b>河邊的路</b></div><p>${prose}</p></body>`).title).toBe('河邊的路')
    const blog = `<div id=header><h1>鄉土筆記本</h1></div><div id=main><h2>河邊的路</h2><p>〔清〕李田</p><div class=entry><p>${prose}</p><p>${prose}</p></div><a href=#>展開全文</a></div>`
    for (const name of ['河邊的路 | 鄉土筆記本', '鄉土筆記本 » 散文 » 河邊的路']) {
      expect(pageText(`<title>${name}</title><body>${blog}</body>`)).toMatchObject({ title: '河邊的路', text: `河邊的路\n〔清〕李田\n${prose}\n${prose}\n` })
    }
    expect(pageText(`<title>路_河_站</title><body><h1>路_河</h1><p>${prose}</p></body>`).title).toBe('路_河')
  })
})

describe('hostile pages', () => {
  it('nothing is run and nothing fetched', () => {
    const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no'))
    const marker = globalThis as { harmed?: boolean }
    const read = pageText(`<html><head><base href="https://example.org/"><link rel=stylesheet href=a.css><script>globalThis.harmed = true</script></head>
      <body onload="globalThis.harmed=true"><img src=x onerror="globalThis.harmed=true"><svg onload="globalThis.harmed=true"><script>globalThis.harmed=true</script></svg>
      <object data=x></object><custom-thing is="x">${prose}</custom-thing><a href="javascript:globalThis.harmed=true">鏈</a><iframe srcdoc="<script>1</script>"></iframe></body></html>`)
    expect(read.text).toContain(prose)
    expect(marker.harmed).toBeUndefined()
    expect(fetched).not.toHaveBeenCalled()
    fetched.mockRestore()
  })

  it('deep nesting is bounded, and the text stays', () => {
    for (const name of ['div', 'b', 'table><tr><td', 'ul><li', 'blockquote', 'ruby', 'svg', 'p']) {
      const deep = `<${name}>`.repeat(100_000)
      let depth = 0
      let deepest = 0
      for (const [tag] of tameMarkup(deep, { xml: false }).markup.matchAll(/<\/?/g)) {
        depth += tag === '<' ? 1 : -1
        deepest = Math.max(deepest, depth)
      }
      expect(deepest).toBeLessThanOrEqual(depthLimit)
      expect(depth).toBe(0)
      expect(pageText(`<body>${deep}<p>深</p>${prose}`).text, name).toContain(name === 'svg' ? '' : prose)
    }
    expect(pageText(`${'<div>'.repeat(100_000)}${prose}${'</div>'.repeat(100_000)}<p>${prose}`).text).toBe(`${prose}\n${prose}\n`)
  })

  it('a line of ten million characters, a huge attribute, NUL, lone surrogates', async () => {
    expect(pageText(`<p>${'文'.repeat(10_000_000)}</p>`).text.length).toBe(10_000_001)
    expect(pageText(`<p class="${'x'.repeat(5_000_000)}" title='${'y'.repeat(5_000_000)}'>${prose}</p>`).text).toBe(`${prose}\n`)
    const read = await readSource(new TextEncoder().encode(`<html><p>${prose}&#xD800;&#0;&#x110000;\0</p>`), 'a.html')
    expect(read.text.isWellFormed()).toBe(true)
    expect(read.text).not.toContain('\0')
    expect(read.text.startsWith(prose)).toBe(true)
  })

  it('more tags than any page has are refused', () => {
    expect(() => pageText('<b>'.repeat(tagLimit + 1))).toThrow(expect.objectContaining({ code: 'too-large' }))
  })

  it('entities are not expanded, however they are declared', () => {
    const bomb = `<!DOCTYPE html [<!ENTITY a "${'文'.repeat(1000)}"><!ENTITY b "&a;&a;&a;&a;">]><html><body><p>${prose}&b;&b;</p></body></html>`
    expect(pageText(bomb).text).toBe(`${prose}&b;&b;\n`)
  })

  it('what is cut off or damaged anywhere gives a text and throws nothing', () => {
    for (const { html } of samplePages.slice(0, 4)) {
      for (let at = 0; at < html.length; at += 37) expect(typeof pageText(html.slice(0, at)).text).toBe('string')
      for (let at = 0; at < html.length; at += 53) {
        const flipped = html.slice(0, at) + '<>"\'&/=!-'.charAt(at % 9) + html.slice(at + 1)
        const { text, headings } = pageText(flipped)
        for (const { start, end } of headings) expect(start < end && end <= text.length && !text.slice(start, end).includes('\n')).toBe(true)
      }
    }
  })
})

it('headings stay whatever their anchors are called', () => {
  expect(body(`<div class="section"><h3 class="title"><a id="_administration_tools"/>一、管理工具</h3><p>${prose}</p></div><div class="section"><h3><a name="unix_like_files"></a>二、文件</h3><p>${prose}</p></div>`)).toBe(
    `一、管理工具\n${prose}\n二、文件\n${prose}\n`,
  )
})
