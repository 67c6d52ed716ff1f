import { AppError } from '../../preload/contract/wire.ts'
import type { Archive } from './archive.ts'
import { childrenOf, readXmlTree, type Namespaces, type XmlElement } from './xml.ts'

/** The transitional and the strict spelling of one format. */
export const wordNamespaces: Namespaces = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/drawingml/2006/main': 'a',
  'http://purl.oclc.org/ooxml/drawingml/main': 'a',
  'urn:schemas-microsoft-com:vml': 'v',
  'http://schemas.openxmlformats.org/package/2006/relationships': 'rel',
  'http://purl.org/dc/elements/1.1/': 'dc',
}

export interface WordParts {
  readonly document: Uint8Array
  /** Null where the file has no such part. */
  readonly styles: XmlElement | null
  readonly numbering: XmlElement | null
  readonly settings: XmlElement | null
  readonly properties: XmlElement | null
  readonly footnotes: Uint8Array | null
  readonly endnotes: Uint8Array | null
}

/** A target as the name of a file in the archive: "/word/a.xml", "../a.xml" and "a.xml" as seen from a folder. */
const resolveTarget = (target: string, folder: string): string => {
  const steps: string[] = []
  for (const step of (target.startsWith('/') ? target : `${folder}/${target}`).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}

/** Opens the parts of a Word file by how they refer to each other; what they refer to outside is never looked at. */
export const openWordParts = (archive: Archive): WordParts => {
  const byName = new Map(archive.names.map((name) => [name.toLowerCase(), name]))
  const find = (name: string): string | null => byName.get(name.toLowerCase()) ?? null
  const relations = (of: string): { readonly type: string; readonly target: string }[] => {
    const slash = of.lastIndexOf('/')
    const [folder, file] = [of.slice(0, Math.max(0, slash)), of.slice(slash + 1)]
    const name = find(`${folder === '' ? '' : `${folder}/`}_rels/${file}.rels`)
    if (name === null) return []
    return childrenOf(readXmlTree(archive.read(name), wordNamespaces), 'rel:Relationship').flatMap((element) => {
      const target = element.attribute('Target')
      if (target === null || element.attribute('TargetMode') === 'External') return []
      return [{ type: (element.attribute('Type') ?? '').split('/').at(-1) ?? '', target: resolveTarget(target, folder) }]
    })
  }
  const inFile = relations('')
  const named = inFile.find(({ type }) => type === 'officeDocument')?.target ?? 'word/document.xml'
  const document = find(named)
  if (document === null) throw new AppError('bad-input', 'The file is a ZIP archive, but no Word document.')
  const inDocument = relations(document)
  const part = (type: string, from = inDocument): Uint8Array | null => {
    const name = find(from.find((relation) => relation.type === type)?.target ?? '')
    return name === null ? null : archive.read(name)
  }
  const tree = (bytes: Uint8Array | null): XmlElement | null => (bytes === null ? null : readXmlTree(bytes, wordNamespaces))
  return {
    document: archive.read(document),
    styles: tree(part('styles')),
    numbering: tree(part('numbering')),
    settings: tree(part('settings')),
    properties: tree(part('core-properties', inFile)),
    footnotes: part('footnotes'),
    endnotes: part('endnotes'),
  }
}
