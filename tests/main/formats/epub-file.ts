import { zipFile, type ZipEntry } from './zip-file.ts'

export interface EpubParts {
  /** By name in the folder OEBPS; what begins with a slash lies at the top. */
  readonly files: Readonly<Record<string, string | Uint8Array>>
  readonly metadata?: string
  readonly manifest: string
  readonly spine: string
  readonly more?: string
  readonly version?: '2.0' | '3.0'
}

export const xhtml = (body: string, head = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/>${head}</head><body>${body}</body></html>`

/** Packs a book of these parts as publishers do. */
export const epubFile = ({ files, metadata = '<dc:title>河邊的路</dc:title>', manifest, spine, more = '', version = '3.0' }: EpubParts): Uint8Array => {
  const opf = `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="${version}" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier>${metadata}<meta name="cover" content="c"/></metadata><manifest>${manifest}</manifest>${spine}${more}</package>`
  const named = Object.entries(files).map(([name, data]): ZipEntry => ({ name: name.startsWith('/') ? name.slice(1) : `OEBPS/${name}`, data }))
  return zipFile([
    { name: 'mimetype', data: 'application/epub+zip', stored: true },
    {
      name: 'META-INF/container.xml',
      data: '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    },
    ...(named.some(({ name }) => name === 'OEBPS/content.opf') ? [] : [{ name: 'OEBPS/content.opf', data: opf }]),
    ...named,
  ])
}

export const item = (id: string, href: string, more = ''): string => `<item id="${id}" href="${href}" media-type="application/xhtml+xml"${more}/>`
export const spineOf = (...ids: string[]): string => `<spine toc="ncx">${ids.map((id) => `<itemref idref="${id}"/>`).join('')}</spine>`
