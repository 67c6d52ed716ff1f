import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { childOf, childrenOf, decodeXml, readXmlTree, textOf, walkXml, xmlDepthLimit, xmlSizeLimit } from '../../../main/formats/xml.ts'
import { AppError } from '../../../preload/contract/wire.ts'

const namespaces = { 'urn:word': 'w', 'urn:strict': 'w', 'urn:more': 'm' }
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const events = (source: string): string[] => {
  const seen: string[] = []
  walkXml(source, namespaces, {
    open: ({ name, attribute }) => seen.push(`<${name} ${attribute('w:val') ?? '-'} ${attribute('val') ?? '-'}`),
    close: (name) => seen.push(`>${name}`),
    text: (text) => seen.push(text),
  })
  return seen
}

const refused = (source: string): { code: string; message: string } => {
  try {
    events(source)
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('It was read.')
}

describe('reading XML', () => {
  it('names elements and attributes by their namespace, whatever prefix the file uses', () => {
    expect(events('<x:a xmlns:x="urn:word" x:val="1" val="2"><x:b x:val=\'3\'/>t</x:a>')).toEqual([
      '<w:a 1 2', '<w:b 3 -', '>w:b', 't', '>w:a',
    ])
    expect(events('<a xmlns="urn:strict" val="2"><b xmlns=""/><c xmlns="urn:other"/><d/></a>')).toEqual([
      '<w:a - 2', '<b - -', '>b', '<?:c - -', '>?:c', '<w:d - -', '>w:d', '>w:a',
    ])
    expect(events('<w:a w:val="1"/>')).toEqual(['<?:a - -', '>?:a'])
    expect(events('<a xmlns="__proto__"/>')).toEqual(['<?:a - -', '>?:a'])
  })

  it('resolves what XML itself knows and nothing else', () => {
    expect(events('<a>&lt;&#x4e00;&#20108;&#x20000;&amp;amp;&unknown;&#0;&#xD800;&#x110000;</a>').join('')).toContain('<一二𠀀&amp;&unknown;\ufffd\ufffd\ufffd')
    expect(events('<a val="&quot;&#10;&gt;>"/>')[0]).toBe('<a - "\n>>')
    expect(events('<?xml version="1.0"?><!DOCTYPE a PUBLIC "x" "http://nowhere.invalid/a.dtd"><!-- <b> --><a><![CDATA[<&amp;]]><?x y?></a>\n')).toEqual([
      '<a - -', '<&amp;', '>a',
    ])
  })

  it('reads every encoding that XML comes in', () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?><a>一𠀀</a>'
    const little = Buffer.from(text, 'utf16le')
    const big = Buffer.from(little).swap16()
    for (const bytes of [
      bytesOf('<a>一𠀀</a>'),
      bytesOf('\ufeff<a>一𠀀</a>'),
      little,
      big,
      Buffer.concat([Buffer.of(0xff, 0xfe), little]),
      Buffer.concat([Buffer.of(0xfe, 0xff), big]),
      bytesOf(text),
    ]) {
      expect(textOf(readXmlTree(bytes, {}))).toBe('一𠀀')
    }
    const gbk = Buffer.concat([bytesOf('<?xml version="1.0" encoding="gb2312"?><a>'), Buffer.of(0xd2, 0xbb), bytesOf('</a>')])
    expect(textOf(readXmlTree(gbk, {}))).toBe('一')
    expect(textOf(readXmlTree(bytesOf('<?xml encoding="no-such"?><a>一</a>'), {}))).toBe('一')
    expect(decodeXml(bytesOf('<a>a\r\nb\rc\u0000\u000b</a>'))).toBe('<a>a\nb\nc\ufffd\ufffd</a>')
  })

  it('gives small files as trees', () => {
    const tree = readXmlTree(bytesOf('<a xmlns="urn:word"><b val="1">x</b><c/><b val="2">y<d>z</d></b></a>'), namespaces)
    expect(childrenOf(tree, 'w:b').map((child) => [child.attribute('val'), textOf(child)])).toEqual([['1', 'x'], ['2', 'yz']])
    expect(childOf(tree, 'w:e')).toBeNull()
    expect(childOf(null, 'w:e')).toBeNull()
  })
})

describe('hostile XML', () => {
  it('declares no entities', () => {
    const laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    const outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    for (const source of [laughs, outside]) {
      expect(refused(source)).toEqual({ code: 'bad-input', message: expect.stringContaining('entities of its own') })
    }
  })

  it('nests only so deep', () => {
    const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect(events(nested(xmlDepthLimit))).toHaveLength(2 * xmlDepthLimit)
    expect(refused(nested(xmlDepthLimit + 1)).message).toContain('deeper than 512')
    expect(refused(nested(100_000)).code).toBe('bad-input')
    expect(refused('<a>'.repeat(1_000_000)).code).toBe('bad-input')
  })

  it('is refused where it is not well-formed', () => {
    for (const source of [
      '', ' ', 'text', '<a>', '<a></b>', '</a>', '<a/><b/>', '<a/>x', '<a', '<a b="', '<a b=c/>', '<a b/>', '<a <b/>', '<>', '< a/>',
      '<a b="1" b="2" xmlns="x"/>', '<!x>', '<!--', '<a><![CDATA[', '<?x', '<!DOCTYPE', `<a ${'b'.repeat(2_000_000)}="1"/>`,
    ]) {
      expect(refused(source).code).toBe('bad-input')
    }
  })

  it('is refused beyond its size, before it is decoded', () => {
    const large = new Uint8Array(xmlSizeLimit + 1)
    expect(() => decodeXml(large)).toThrow(expect.objectContaining({ code: 'too-large' }))
  })

  it('of any kind gives events or an AppError', () => {
    const piece = fc.constantFrom('<a', '>', '</a>', '/>', ' b="', '"', "'", '&', ';', '#', '<!', '[', ']]>', '<?', 'xmlns', '=', '一', '\0', '--')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          events(pieces.join(''))
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
      { numRuns: 500 },
    )
  })
})
