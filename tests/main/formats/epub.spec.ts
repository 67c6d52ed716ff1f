import { describe, expect, it } from 'vitest'
import { readEpub } from '../../../main/formats/epub.ts'
import { openArchive } from '../../../main/formats/archive.ts'
import { readSource } from '../../../main/formats/read-source.ts'
import { AppError } from '../../../preload/contract/wire.ts'
import { epubFile, item, spineOf, xhtml, type EpubParts } from './epub-file.ts'
import { zipFile } from './zip-file.ts'

const prose = '河邊的路是新修的，兩旁種了柳樹，人們在這裡散步。'
const read = async (parts: EpubParts) => {
  const { text, headings, title, warnings } = await readEpub(epubFile(parts))
  return { lines: text.split('\n').slice(0, -1), headings: headings.map(({ start, end, level }) => [text.slice(start, end), level]), title, warnings }
}

const nav = (list: string) => xhtml(`<nav epub:type="toc"><h1>目錄</h1>${list}</nav><nav epub:type="landmarks" hidden=""><ol><li><a href="a.xhtml">正文</a></li></ol></nav>`)
const navItem = item('nav', 'nav.xhtml', ' properties="nav"')

const epub3: EpubParts = {
  files: {
    'nav.xhtml': nav(`<ol><li><a href="text/a.xhtml">第一部</a><ol><li><a href="text/a.xhtml#c1">第一章 泥路</a></li><li><a href="text/b.xhtml">第二章 修路</a></li></ol></li>
      <li><span>第二部</span><ol><li><a href="text/c.xhtml#x%20y">第三章</a></li></ol></li></ol>`),
    'text/cover.xhtml': xhtml('<div><img src="cover.jpg" alt="封面"/></div>'),
    'text/a.xhtml': xhtml(`<section epub:type="part"><h1>第一部</h1><p>${prose}</p><section id="c1"><h2>第一章<br/>泥路</h2><p>${prose}<span epub:type="pagebreak">12</span></p><h3>小節</h3><p><ruby>漢<rt>hàn</rt></ruby>字𠀀</p></section></section>`),
    'text/b.xhtml': xhtml(`<div class="kicker"><p>第二章</p><p>修路</p></div><p>${prose}</p><h4>又一節</h4><p>${prose}</p>`),
    'text/c.xhtml': xhtml(`<p>卷首語</p><div id="x y"><img src="title.png"/></div><p>${prose}</p>`),
    'text/note.xhtml': xhtml('<p>註一</p>'),
  },
  manifest: navItem + item('cv', 'text/cover.xhtml') + item('n', 'text/note.xhtml') + item('a', 'text/a.xhtml') + item('b', 'text/b.xhtml') + item('c', 'text/c.xhtml'),
  spine: '<spine><itemref idref="cv"/><itemref idref="nav"/><itemref idref="n" linear="no"/><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine>',
  more: '<guide><reference type="cover" href="text/cover.xhtml"/></guide>',
}

const epub2: EpubParts = {
  version: '2.0',
  files: {
    'toc.ncx': `<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>
      <navPoint id="p1" playOrder="1"><navLabel><text>第一章</text></navLabel><content src="../OEBPS/Text/%E4%B8%80.html"/><navPoint id="p2"><navLabel><text>一、起</text></navLabel><content src="Text/%E4%B8%80.html#s1"/></navPoint></navPoint>
      <navPoint id="p3"><navLabel><text>第二章</text></navLabel><content src="Text/b.HTML"/></navPoint></navMap></ncx>`,
    'Text/一.html': xhtml(`<p class="t"><b>第一章</b></p><p>${prose}</p><p><a id="s1"></a>一、起</p><p>${prose}</p>`),
    'Text/b.html': xhtml(`<h2>第二章</h2><p>${prose}</p>`),
    'Text/toc.html': xhtml('<h1>目录</h1><p><a href="%E4%B8%80.html">第一章</a></p><p><a href="b.html">第二章</a></p><p><a href="b.html#x">其他</a></p>'),
  },
  manifest: '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>' + item('t', 'Text/toc.html') + item('a', 'Text/%E4%B8%80.html') + item('b', 'Text/b.html'),
  spine: spineOf('t', 'a', 'b'),
}

describe('a book', () => {
  it('EPUB 3: spine order, navigation in levels, headings it does not name, no cover, no contents, what is apart last', async () => {
    expect(await read(epub3)).toEqual({
      title: '河邊的路',
      lines: ['第一部', prose, '第一章 泥路', prose, '小節', '漢字𠀀', '第二章 修路', prose, '又一節', prose, '卷首語', '第二部', '第三章', prose, '註一'],
      headings: [['第一部', 1], ['第一章 泥路', 2], ['小節', 3], ['第二章 修路', 2], ['又一節', 3], ['第二部', 1], ['第三章', 2]],
      warnings: [],
    })
  })

  it('EPUB 2: NCX, names in another case and escaped, a page of contents left out', async () => {
    expect(await read(epub2)).toEqual({
      title: '河邊的路',
      lines: ['第一章', prose, '一、起', prose, '第二章', prose],
      headings: [['第一章', 1], ['一、起', 2], ['第二章', 1]],
      warnings: [],
    })
  })

  it('without navigation its own headings count, and without a spine the order of its list', async () => {
    const book = await read({ files: { 'a.xhtml': xhtml(`<h1>甲</h1><p>${prose}</p><h3>乙</h3><p>文</p>`) }, manifest: item('a', 'a.xhtml'), spine: '' })
    expect(book.headings).toEqual([['甲', 1], ['乙', 3]])
  })

  it('pages that are not well-formed are read as a browser would', async () => {
    const files = { 'a.xhtml': `<html><body><p>甲&nbsp;乙<br>丙<p>丁 & 戊 < 己<b>庚</p></div>辛` }
    expect((await read({ files, manifest: item('a', 'a.xhtml'), spine: spineOf('a') })).lines).toEqual(['甲 乙', '丙', '丁 & 戊 < 己庚', '辛'])
  })

  it('a damaged page is told of, and the others are read', async () => {
    const bytes = epubFile({ files: { 'a.xhtml': xhtml(`<p>${prose}</p>`), 'b.xhtml': xhtml(`<p>${'壞'.repeat(300)}${Array.from({ length: 900 }, (_, index) => String.fromCodePoint(0x4e00 + index * 7)).join('')}</p>`) }, manifest: item('a', 'a.xhtml') + item('b', 'b.xhtml'), spine: spineOf('a', 'b') })
    const at = Buffer.from(bytes).indexOf('OEBPS/b.xhtml') + 200
    bytes.set([0, 0xff, 0, 0xff, 0], at)
    const { text, warnings } = await readEpub(bytes)
    expect(text).toBe(`${prose}\n`)
    expect(warnings).toEqual([expect.stringMatching(/damaged.*: 1\./)])
  })
})

describe('what books must not do', () => {
  const encryption = (algorithm: string, uri: string) =>
    `<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><enc:EncryptedData xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptionMethod Algorithm="${algorithm}"/><enc:CipherData><enc:CipherReference URI="${uri}"/></enc:CipherData></enc:EncryptedData></encryption>`
  const plain = { manifest: item('a', 'a.xhtml'), spine: spineOf('a') }

  it('an encrypted one is refused in plain words, one with encrypted fonts is read', async () => {
    const files = { 'a.xhtml': xhtml(`<p>${prose}</p>`) }
    const locked = epubFile({ ...plain, files: { ...files, '/META-INF/encryption.xml': encryption('http://www.w3.org/2001/04/xmlenc#aes128-cbc', 'OEBPS/a.xhtml') } })
    await expect(readSource(locked, 'book.epub')).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/book\.epub.*encrypted.*DRM/) })
    const fonts = epubFile({ ...plain, files: { ...files, '/META-INF/encryption.xml': encryption('http://www.idpf.org/2008/embedding', 'OEBPS/f.otf') } })
    expect((await readSource(fonts, 'book.epub')).text).toBe(`${prose}\n`)
  })

  it('names that lead out of the archive lead nowhere', async () => {
    const files = { 'a.xhtml': xhtml(`<p>${prose}</p>`), 'nav.xhtml': nav('<ol><li><a href="../../../etc/passwd">甲</a></li><li><a href="https://example.org/">乙</a></li><li><a href="file:///etc/passwd">丙</a></li></ol>') }
    const manifest = navItem + item('a', 'a.xhtml') + item('b', '../../../../etc/passwd') + item('c', 'http://example.org/x.xhtml') + item('d', '..\\..\\x.xhtml')
    expect(await read({ files, manifest, spine: spineOf('b', 'c', 'd', 'a') })).toMatchObject({ lines: [prose], headings: [] })
  })

  it('entities are not expanded', async () => {
    const bomb = `<!DOCTYPE html [<!ENTITY a "${'文'.repeat(500)}"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>甲&b;&x;</p></body></html>`
    expect((await read({ files: { 'a.xhtml': bomb }, ...plain })).lines).toEqual(['甲&b;&x;'])
  })

  it('levels of contents and of markup without end', async () => {
    const deep = '<ol><li><a href="a.xhtml">甲</a>'.repeat(6_000)
    const book = await read({ files: { 'nav.xhtml': nav(deep), 'a.xhtml': xhtml(`${'<div>'.repeat(100_000)}${prose}`) }, manifest: navItem + item('a', 'a.xhtml'), spine: spineOf('a') })
    expect(book.lines.at(-1)).toBe(prose)
    expect(Math.max(...book.headings.map(([, level]) => Number(level)))).toBeLessThanOrEqual(16)
  })

  it('damage of any byte gives a text or an error with words', async () => {
    const whole = epubFile(epub2)
    for (let at = 0; at < whole.length; at += 11) {
      for (const bytes of [whole.slice(0, at), Uint8Array.from(whole, (byte, index) => (index === at ? byte ^ (1 << (at % 8)) : byte))]) {
        const result = await readSource(bytes, 'a.epub').catch((error: unknown) => error)
        if (result instanceof Error) expect(result, String(result.stack)).toBeInstanceOf(AppError)
        else expect(result).toHaveProperty('text')
      }
    }
  })

  it('a book can be cancelled', async () => {
    const abort = new AbortController()
    const shares: number[] = []
    const onProgress = (share: number) => {
      shares.push(share)
      abort.abort()
    }
    await expect(readSource(epubFile(epub3), 'a.epub', { signal: abort.signal, onProgress })).rejects.toMatchObject({ code: 'cancelled' })
    expect(shares).toHaveLength(1)
  })
})

it('is read when it was packed with its folder around it', async () => {
  const archive = openArchive(epubFile(epub3))
  const packed = zipFile(archive.names.map((name) => ({ name: `book/${name}`, data: archive.read(name) })))
  const plain = await readSource(epubFile(epub3), 'a.epub')
  expect(await readSource(packed, 'a.epub')).toEqual(plain)
  expect(plain.headings.length).toBeGreaterThan(3)
})
