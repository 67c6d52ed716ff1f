import { deflateSync } from 'node:zlib'

export interface PdfFileOptions {
  /** Content of each page. */
  readonly pages: readonly string[]
  /** Objects from number 10 on, as they are written. */
  readonly objects?: readonly string[]
  /** More of each page's resources, and of the catalogue. */
  readonly resources?: string
  readonly catalogue?: string
}

/** A stream object around bytes that are packed with zlib. */
export const packedStream = (data: string | Uint8Array, more = ''): string => {
  const packed = deflateSync(data)
  return `<< /Length ${packed.length} /Filter /FlateDecode ${more} >>\nstream\n${packed.toString('latin1')}\nendstream`
}

/** Writes a PDF with Helvetica as F1 and, as F2, a Chinese font that is not in the file and is known by a table only. */
export const pdfFile = ({ pages, objects = [], resources = '', catalogue = '' }: PdfFileOptions): Uint8Array => {
  const first = 10 + objects.length
  const all = new Map<number, string>([
    [1, `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`],
    [2, `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${first + at * 2} 0 R`).join(' ')}] >>`],
    [3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'],
    [4, '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [5 0 R] >>'],
    [5, '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 6 0 R /DW 1000 >>'],
    [6, '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>'],
  ])
  objects.forEach((object, at) => all.set(10 + at, object))
  pages.forEach((content, at) => {
    all.set(first + at * 2, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents ${first + at * 2 + 1} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> ${resources} >> >>`)
    all.set(first + at * 2 + 1, `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`)
  })
  let written = '%PDF-1.7\n'
  const offsets = new Map<number, number>()
  for (const [number, object] of all) {
    offsets.set(number, written.length)
    written += `${number} 0 obj\n${object}\nendobj\n`
  }
  const size = first + pages.length * 2
  const rows = Array.from({ length: size }, (_, number) =>
    offsets.has(number) ? `${String(offsets.get(number)).padStart(10, '0')} 00000 n \n` : '0000000000 65535 f \n')
  return Uint8Array.from(Buffer.from(`${written}xref\n0 ${size}\n${rows.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${written.length}\n%%EOF\n`, 'latin1'))
}

/** A line of Latin text at a place from the lower left corner, in pt. */
export const showText = (text: string, x: number, y: number, size = 10): string => `BT /F1 ${size} Tf ${x} ${y} Td (${text}) Tj ET\n`

/** A line of Chinese text in GBK codes. */
export const showHex = (codes: string, x: number, y: number, size = 10): string => `BT /F2 ${size} Tf ${x} ${y} Td <${codes}> Tj ET\n`
