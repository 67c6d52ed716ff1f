import { zipFile } from './zip-file.ts'

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const others =
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" ' +
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' +
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export interface DocxParts {
  /** Inside of w:body. */
  readonly body: string
  /** Inside of w:styles, w:numbering, w:footnotes, w:endnotes, w:settings. */
  readonly styles?: string
  readonly numbering?: string
  readonly footnotes?: string
  readonly endnotes?: string
  readonly settings?: string
  readonly title?: string
  /** More relationships of the document, and more files. */
  readonly relations?: string
  readonly files?: Readonly<Record<string, string>>
}

const part = (root: string, inner: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${root} ${word} ${others}>${inner}</w:${root}>`

/** Packs a Word file around the given XML. */
export const docxFile = (parts: DocxParts): Uint8Array => {
  const own = (['styles', 'numbering', 'footnotes', 'endnotes', 'settings'] as const).flatMap((name) => {
    const inner = parts[name]
    return inner === undefined ? [] : [{ name, inner }]
  })
  const relation = (name: string): string => `<Relationship Id="${name}" Type="${relationships}/${name}" Target="${name}.xml"/>`
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
      `<Relationship Id="d" Type="${relationships}/officeDocument" Target="word/document.xml"/>` +
      '<Relationship Id="c" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>' +
      '</Relationships>',
    'word/document.xml': part('document', `<w:body>${parts.body}</w:body>`),
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${own.map(({ name }) => relation(name)).join('')}${parts.relations ?? ''}</Relationships>`,
    ...Object.fromEntries(own.map(({ name, inner }) => [`word/${name}.xml`, part(name, inner)])),
    ...(parts.title === undefined
      ? {}
      : { 'docProps/core.xml': `<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${parts.title}</dc:title></cp:coreProperties>` }),
    ...parts.files,
  }
  return zipFile(Object.entries(files).map(([name, data]) => ({ name, data })))
}

export const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`

/** A paragraph: text, or runs that are written out. */
export const paragraph = (inner: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inner === '' || inner.startsWith('<') ? inner : run(inner)}</w:p>`

export const inList = (list: number, level = 0): string => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`

export interface LevelXml {
  readonly format: string
  readonly text: string
  readonly start?: number
  readonly more?: string
}

export const abstractList = (id: number, levels: readonly LevelXml[], more = ''): string =>
  `<w:abstractNum w:abstractNumId="${id}">${more}${levels
    .map(({ format, text, start = 1, more: inner = '' }, at) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/>${inner}<w:lvlText w:val="${text}"/></w:lvl>`)
    .join('')}</w:abstractNum>`

export const list = (id: number, abstract: number, more = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${more}</w:num>`

export const style = (id: string, name: string, inner = '', type = 'paragraph'): string =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/>${inner}</w:style>`
