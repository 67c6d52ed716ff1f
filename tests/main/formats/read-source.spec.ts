import { describe, expect, it } from 'vitest'
import { readSource } from '../../../main/formats/read-source.ts'
import { importLimit } from '../../../preload/contract/imports.ts'
import { AppError } from '../../../preload/contract/wire.ts'
import { encodeLegacy } from './legacy-bytes.ts'
import { samplePages } from './pages.ts'
import { zipFile } from './zip-file.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const prose = '河邊的路是新修的，兩旁種了柳樹。傍晚的時候，人們在這裡散步，說些家常，也有人坐在石階上看水。'
const page = `<html><head><title>路</title></head><body><h1>路</h1><p>${prose}</p></body></html>`

describe('what kind a file is', () => {
  it.each([
    ['a page by its name', 'a.HTM', `<h1>路</h1><p>${prose}`, 'html', `路\n${prose}\n`],
    ['a page by its content', 'a.txt', `\ufeff<!-- x -->\n<!DOCTYPE html>${page}`, 'html', `路\n${prose}\n`],
    ['a page in XML', 'a', `<?xml version="1.0" encoding="utf-8"?>${page}`, 'html', `路\n${prose}\n`],
    ['a text that speaks of pages', 'a.txt', `標籤 <html> 在最前面。\n${page}`, 'text', `標籤 <html> 在最前面。\n${page}`],
    ['a text that is called a page', 'a.html', `第一行\n第二行 a < b\n`, 'text', '第一行\n第二行 a < b\n'],
    ['Markdown', 'a.MD', '# 路\n\n**文**\n', 'markdown', '路\n文\n'],
    ['a text with a number sign', 'a.txt', '# 路\n\n**文**\n', 'text', '# 路\n\n**文**\n'],
    ['Markdown that begins with a tag', 'a.markdown', '<div align=center>路</div>\n\n文\n', 'markdown', '路\n文\n'],
  ])('%s', async (_, name, content, format, text) => {
    expect(await readSource(bytes(content), name)).toMatchObject({ format, text })
  })

  it.each([
    ['empty.txt', new Uint8Array(0), /empty\.txt is empty/],
    ['blank.md', bytes(' \n\u3000\n'), /white space/],
    ['blank.html', bytes('<html><body><script>1</script> &nbsp; </body></html>'), /no text/],
    ['a.zip', zipFile([{ name: 'a.txt', data: prose }]), /a ZIP archive; an import takes/],
    ['a.xlsx', zipFile([{ name: 'xl/workbook.xml', data: '<x/>' }]), /a spreadsheet/],
    ['a.odt', zipFile([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' }, { name: 'content.xml', data: '<x/>' }]), /an OpenDocument file/],
    ['a.doc', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2), /an old Office file/],
    ['a.rtf', bytes('{\\rtf1 x}'), /an RTF file/],
    ['a.html', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d), /a picture/],
    ['a.mht', bytes('From: <Saved by X>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x\r\n'), /a web archive/],
    ['a.html', Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 29), /not text/],
    ['a.epub', Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3), /a\.epub: .*damaged/],
  ])('%s is refused in plain words', async (name, content, words) => {
    await expect(readSource(content, name)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(words) })
  })

  it('more than 200 MB, and what was cancelled', async () => {
    await expect(readSource({ length: importLimit + 1 } as Uint8Array, 'a')).rejects.toMatchObject({ code: 'too-large' })
    await expect(readSource(bytes(prose), 'a', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('the encoding', () => {
  it('is what the reader says, in text, Markdown and pages', async () => {
    const big5 = encodeLegacy(prose, 'big5')
    for (const [name, content] of [['a.txt', big5], ['a.md', big5], ['a.html', encodeLegacy(`<meta charset=utf-8>${page}`, 'big5')]] as const) {
      const read = await readSource(content, name, { encoding: 'Big5' })
      expect(read.text, name).toContain(prose)
      expect(read).toMatchObject({ encoding: 'Big5', encodingConfidence: 1 })
      // A wrong choice shows what it makes of the bytes; it is the reader's to take back.
      expect((await readSource(content, name, { encoding: 'GB18030' })).text).not.toContain(prose)
    }
  })

  it.each([
    ['declared rightly', 'big5', 'big5', 'Big5'],
    ['declared as what it once was', 'gb2312', 'big5', 'Big5'],
    ['declared by a name nobody knows', 'x-unknown', 'big5', 'Big5'],
    ['not declared', '', 'big5', 'Big5'],
    ['simplified, declared rightly', 'gb2312', 'gb18030', 'GB18030'],
    ['simplified, declared wrongly', 'utf-8', 'gb18030', 'GB18030'],
  ] as const)('of a page, %s', async (_, charset, written, encoding) => {
    const sample = samplePages.find(({ name }) => name.includes(written === 'big5' ? '2005' : 'serial'))?.html ?? ''
    const declared = charset === '' ? sample.replace(/<meta[^>]*charset[^>]*>/i, '') : sample.replace(/charset=("?)[\w-]+/, `charset=$1${charset}`)
    const read = await readSource(encodeLegacy(declared, written), 'a.html')
    expect(read.encoding).toBe(encoding)
    expect(read.encodingConfidence).toBeGreaterThanOrEqual(0.8)
    expect(read.text).toContain(written === 'big5' ? '河邊的路' : '近日，记者')
  })

  it('a short page that declares its encoding is read by it', async () => {
    expect(await readSource(encodeLegacy('<meta charset=big5><p>路', 'big5'), 'a.html')).toMatchObject({ text: '路\n', encoding: 'Big5' })
    expect(await readSource(encodeLegacy('<meta http-equiv="Content-Type" content="text/html; charset=gbk"><p>路', 'gb18030'), 'a.html')).toMatchObject({ text: '路\n', encoding: 'GB18030' })
  })
})

describe('marks that turn the direction of text', () => {
  it.each(['a.txt', 'a.md', 'a.html'])('are kept and told of: %s', async (name) => {
    const read = await readSource(bytes(`<p>𠀀${prose}\u202e倒\u202c</p>`), name)
    expect(read.text).toContain('\u202e倒\u202c')
    expect(read.warnings).toEqual([expect.stringMatching(/bidi controls\): 2, the first at character \d+ /)])
    const at = Number(/character (\d+)/.exec(read.warnings[0] ?? '')?.[1])
    expect(Array.from(read.text)[at]).toBe('\u202e')
  })
})

describe('damage', () => {
  it('of any byte gives a text or an error with words', async () => {
    const files: readonly (readonly [string, Uint8Array])[] = [
      ['a.html', encodeLegacy(samplePages[0]?.html ?? '', 'big5')],
      ['a.html', bytes(samplePages[4]?.html ?? '')],
      ['a.md', bytes(`---\ntitle: 路\n---\n# 路\n\n1. ${prose}\n\n| a | b |\n|---|---|\n| **c** | [d](e) |\n`)],
      ['a.txt', encodeLegacy(prose, 'big5')],
    ]
    let refused = 0
    for (const [name, whole] of files) {
      for (let at = 0; at < whole.length; at += 41) {
        for (const content of [whole.slice(0, at), Uint8Array.from(whole, (byte, index) => (index === at ? byte ^ (1 << (at % 8)) : byte))]) {
          const result = await readSource(content, name).catch((error: unknown) => error)
          if (result instanceof Error) {
            expect(result, String(result.stack)).toBeInstanceOf(AppError)
            refused += 1
          } else expect(result).toHaveProperty('text')
        }
      }
    }
    expect(refused).toBeGreaterThan(0)
  })
})
