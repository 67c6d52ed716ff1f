import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { pdfPageLimit, readPdf } from '../../../main/formats/pdf.ts'
import { AppError } from '../../../preload/contract/wire.ts'
import { packedStream, pdfFile, showHex, showText } from './pdf-file.ts'

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../../fixtures/formats', name))
const withoutSpace = (text: string): string => text.replace(/[^\S\n]+/gu, '').trim()
const failure = async (bytes: Uint8Array): Promise<{ code: string; message: string }> => {
  try {
    await readPdf(bytes)
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('It was read.')
}

describe('printed pages', () => {
  it.each(['book.pdf', 'columns.pdf', 'vertical.pdf'])('of %s come back as the paragraphs that were printed', async (name) => {
    const { text, headings, title, warnings } = await readPdf(fixture(name))
    expect(withoutSpace(text).split('\n')).toEqual(withoutSpace(fixture('pdf-text.txt').toString()).split('\n'))
    expect(text).toContain('wit.')
    expect(text).toContain('maketh a full man; conference a ready man; and writing')
    expect(headings.map(({ start, end, level }) => `${level} ${withoutSpace(text.slice(start, end))}`)).toEqual(
      ['一', '二', '三'].flatMap((number) => [`1 第${number}章讀法之${number}`, '2 一、條目之1', '2 二、條目之2']),
    )
    expect(title).toBe('論閱讀')
    expect(text).not.toMatch(/叢書|dú|- \d -/u)
    expect(warnings.join()).toMatch(/Running heads and page numbers.*Small text above lines/u)
  })

  it('of a word processor keep its numbers', async () => {
    const { text, headings } = await readPdf(fixture('libreoffice.pdf'))
    expect(text).toContain('第一章 標題1\n正文1說的是實業與國計民生。\n（一）小節1之1\n')
    expect(text).toContain('壹、要點1\n貳、要點2\n1. 子一\n2. 子二\n參、要點3')
    expect(headings).toHaveLength(16)
    expect(text).toContain('小節的正文〔3〕。')
    expect(text).toMatch(/^〔4〕\s?注112$/mu)
  })
})

describe('text as it stands on the page', () => {
  it('is read in fonts that are not in the file', async () => {
    const { text } = await readPdf(pdfFile({ pages: [showHex('D1D0B6C1B3A4CEC4', 50, 500) + showHex('D2BBD7D6B2BBC2D2', 50, 480)] }))
    expect(text).toBe('研读长文\n一字不乱')
  })

  it('is joined over line ends by its language', async () => {
    const lines = ['The quick brown fox jumps over the lazy dog again and a-', 'gain, well-', 'known to all who read the books of typing, and it goes', 'on.', 'Short.']
    const page = lines.map((line, at) => showText(line, 50, 500 - at * 14)).join('')
    const { text } = await readPdf(pdfFile({ pages: [page] }))
    expect(text.split('\n')[0]).toContain('again and again')
    expect(text).toContain('who read the books of typing, and it goes on.')
  })

  it('keeps the lines of a table of contents apart, without their pages', async () => {
    const entries = ['Chapter one', 'Chapter two', 'Chapter three'].map((entry, at) =>
      showText(`${entry} ${'.'.repeat(90 - entry.length * 2)} ${at + 1}`, 50, 500 - at * 14)).join('')
    expect((await readPdf(pdfFile({ pages: [entries] }))).text).toBe('Chapter one\nChapter two\nChapter three')
  })

  it('is without heads and page numbers, but keeps what only looks like them', async () => {
    const body = (page: number): string =>
      Array.from({ length: 20 }, (_, at) => showText(`Line ${page} ${at} of text that is as wide as all others are, more or less.`, 50, 540 - at * 14)).join('')
    const pages = [1, 2, 3, 4].map((page) => showText('A Book of Lines', 150, 580, 8) + body(page) + showText(`${page}`, 198, 20, 8))
    const { text } = await readPdf(pdfFile({ pages }))
    expect(text).not.toContain('A Book of Lines')
    expect(text).not.toMatch(/^\d$/mu)
    expect(text.match(/Line \d \d+ of/gu)).toHaveLength(80)
    const one = await readPdf(pdfFile({ pages: [showText('1984', 50, 500) + showText('is the title of a book', 50, 400)] }))
    expect(one.text).toContain('1984')
  })
})

describe('hostile PDFs', () => {
  it('are refused in plain words', async () => {
    expect(await failure(Buffer.from('%PDF-1.7 nothing'))).toEqual({ code: 'bad-input', message: 'The PDF is damaged and cannot be read.' })
    expect(await failure(pdfFile({ pages: ['q Q'] }))).toEqual({ code: 'bad-input', message: expect.stringContaining('only pictures') })
    const locked = Buffer.from(pdfFile({ pages: [showText('secret', 50, 50)] })).toString('latin1')
      .replace('/Root 1 0 R', `/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'00'.repeat(32)}> /U <${'11'.repeat(32)}> >>`)
    expect(await failure(Buffer.from(locked, 'latin1'))).toEqual({ code: 'bad-input', message: expect.stringContaining('password') })
  })

  it('cannot unpack without end', async () => {
    const bomb = packedStream(Buffer.alloc(40 * 1024 ** 2, ' '))
    expect(await failure(pdfFile({ pages: [showText('a', 50, 50)], objects: [bomb] }))).toMatchObject({ code: 'too-large' })
    const inner = deflateSync(Buffer.alloc(1000))
    const twice = `<< /Filter [/FlateDecode /FlateDecode] /Length 1 >>\nstream\n${deflateSync(inner).toString('latin1')}\nendstream`
    expect(await failure(pdfFile({ pages: [showText('a', 50, 50)], objects: [twice] }))).toMatchObject({ code: 'too-large', message: expect.stringContaining('several times over') })
    const fine = packedStream(showText('packed', 50, 500))
    expect((await readPdf(pdfFile({ pages: [showText('plain text', 50, 50)], objects: [fine] }))).text).toBe('plain text')
  })

  it('have only so many pages', async () => {
    const file = pdfFile({ pages: Array.from({ length: pdfPageLimit + 1 }, () => 'q Q') })
    expect(await failure(file)).toMatchObject({ code: 'too-large', message: expect.stringContaining('5000 pages') })
  })

  it('run nothing and fetch nothing', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('fetched'))
    const { text } = await readPdf(
      pdfFile({
        pages: [showText('plain text', 50, 500)],
        objects: ['<< /S /JavaScript /JS (globalThis.hacked = true) >>', '<< /S /URI /URI (http://nowhere.invalid/) >>', '<< /Type /XObject /Subtype /Form /Ref << /F (http://nowhere.invalid/a.pdf) >> /BBox [0 0 1 1] /Length 0 >>\nstream\n\nendstream'],
        catalogue: '/OpenAction 10 0 R /AA << /WC 10 0 R >> /AcroForm << /XFA 11 0 R >>',
        resources: '/XObject << /X 12 0 R >>',
      }),
    )
    expect(text).toBe('plain text')
    expect('hacked' in globalThis).toBe(false)
    expect(fetch).not.toHaveBeenCalled()
    fetch.mockRestore()
  })

  it('of any damage give a text or an AppError', async () => {
    const whole = fixture('columns.pdf')
    const survives = async (bytes: Uint8Array): Promise<void> => {
      try {
        expect((await readPdf(bytes)).text.isWellFormed()).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(AppError)
      }
    }
    for (let part = 0; part < 12; part += 1) await survives(whole.subarray(0, Math.floor((whole.length * part) / 12)))
    for (let round = 0; round < 24; round += 1) {
      const bytes = Uint8Array.from(whole)
      for (let flip = 0; flip < 20; flip += 1) {
        const at = (round * 7919 + flip * 104_729) % bytes.length
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (flip % 8))
      }
      await survives(bytes)
    }
  }, 60_000)
})

describe('long work', () => {
  it('tells how far it is and stops when it is told to', async () => {
    const shares: number[] = []
    await readPdf(fixture('book.pdf'), (share) => shares.push(share))
    expect(shares.length).toBeGreaterThan(2)
    expect(shares.at(-1)).toBe(1)
    const stop = new AbortController()
    const reading = readPdf(fixture('book.pdf'), () => stop.abort(), stop.signal)
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
    await expect(readPdf(fixture('book.pdf'), undefined, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
  })
})
