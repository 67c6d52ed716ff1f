import { deflateRawSync } from 'node:zlib'
import { zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryLimit, folderLimit, nameLimit, openArchive, ratioAllowance, ratioLimit, unpackedLimit } from '../../../main/formats/archive.ts'
import { AppError } from '../../../preload/contract/wire.ts'
import { zipFile, type ZipEntry } from './zip-file.ts'

const text = '研讀長文，𠀀字不亂。'.repeat(20)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const failure = (act: () => unknown): { code: string; message: string } => {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('It did not fail.')
}

const refused = (entries: readonly ZipEntry[], lies = {}): { code: string; message: string } =>
  failure(() => openArchive(zipFile(entries, lies)))

describe('reading an archive', () => {
  it('gives the files of packers of every habit', () => {
    const archive = openArchive(
      zipFile([
        { name: 'folder/', data: '', stored: true },
        { name: 'folder/packed.txt', data: text },
        { name: 'stored.txt', data: text, stored: true },
        { name: 'later.txt', data: text, descriptor: true },
        { name: 'empty', data: '' },
        { name: 'empty too', data: '', packed: new Uint8Array() },
        { name: 'large.txt', data: text, large: { unpacked: BigInt(Buffer.byteLength(text)), packed: BigInt(deflateRawSync(text).length) } },
      ]),
    )
    expect(archive.names).toEqual(['folder/packed.txt', 'stored.txt', 'later.txt', 'empty', 'empty too', 'large.txt'])
    for (const name of archive.names) expect(textOf(archive.read(name))).toBe(name.startsWith('empty') ? '' : text)
    expect(archive.has('stored.txt')).toBe(true)
    expect(archive.has('folder/')).toBe(false)
    expect(archive.has('__proto__')).toBe(false)
    expect(failure(() => archive.read('constructor'))).toMatchObject({ code: 'bad-input' })
  })

  it('reads what another packer wrote', () => {
    const archive = openArchive(zipSync({ 'a/b.xml': Buffer.from(text), c: [Buffer.from(text), { level: 0 }] }))
    expect(archive.names).toEqual(['a/b.xml', 'c'])
    expect(textOf(archive.read('a/b.xml'))).toBe(text)
  })

  it('finds the archive behind other bytes, before a comment and before bytes that came after', () => {
    for (const lies of [
      { prefix: Buffer.from('#!/bin/sh\n') },
      { comment: `PK\u0005\u0006${'x'.repeat(40)}` },
      { suffix: Buffer.from('\n\n') },
      { comment: '一'.repeat(20_000) },
    ]) {
      expect(textOf(openArchive(zipFile([{ name: 'a', data: text }], lies)).read('a'))).toBe(text)
    }
  })

  it('reads names in UTF-8 with and without the flag, and in the GBK of old programs', () => {
    const names = [
      { name: '第一章.xhtml', data: '', flags: 0 },
      { name: Uint8Array.of(0xb5, 0xda, 0xd2, 0xbb, 0xd5, 0xc2), data: '', flags: 0 },
    ]
    expect(openArchive(zipFile(names)).names).toEqual(['第一章.xhtml', '第一章'])
  })
})

describe('an archive that is none', () => {
  it('is refused in plain words', () => {
    const whole = zipFile([{ name: 'a', data: text }])
    for (const bytes of [new Uint8Array(), Buffer.from('PK'), Buffer.from('hello'), whole.subarray(0, whole.length - 30)]) {
      expect(failure(() => openArchive(bytes))).toEqual({
        code: 'bad-input',
        message: 'The file is not a whole ZIP archive: it has no directory.',
      })
    }
  })

  it('is refused when it is encrypted, packed in an unknown way, or one of several', () => {
    for (const flags of [1, 0x40, 0x2000]) expect(refused([{ name: 'a', data: text, flags }]).message).toContain('encrypted')
    expect(refused([{ name: 'a', data: text, method: 14 }])).toMatchObject({ code: 'bad-input', message: expect.stringContaining('method 14') })
    expect(refused([{ name: 'a', data: text }], { disk: 1 }).message).toContain('one part of several')
  })
})

describe('lying headers', () => {
  const readFails = (entry: Partial<ZipEntry>, message: string): void => {
    const archive = openArchive(zipFile([{ name: 'a', data: text, ...entry }]))
    expect(failure(() => archive.read('a'))).toEqual({ code: 'bad-input', message: expect.stringContaining(message) })
  }

  it('about sizes are found out, whichever way they lie', () => {
    const size = Buffer.byteLength(text)
    readFails({ unpackedSize: size - 1 }, 'not as large')
    readFails({ unpackedSize: size + 1 }, 'not as large')
    readFails({ unpackedSize: 0 }, 'not as large')
    readFails({ unpackedSize: size - 1, stored: true }, 'not as large')
    readFails({ packed: Buffer.concat([deflateRawSync(text), Buffer.from('more')]) }, 'not as large')
    readFails({ packed: deflateRawSync(text).subarray(0, 40) }, 'cannot be unpacked')
    readFails({ crc: 1 }, 'not what was packed')
    readFails({ large: { unpacked: BigInt(size - 1), packed: BigInt(deflateRawSync(text).length) } }, 'not as large')
  })

  it('stop a bomb that claims to be small at what it claims', () => {
    const bomb = deflateRawSync(new Uint8Array(200 * 1024 ** 2))
    const archive = openArchive(zipFile([{ name: 'a', data: '', packed: bomb, unpackedSize: 1000 }]))
    const before = process.memoryUsage().arrayBuffers
    expect(failure(() => archive.read('a')).message).toContain('not as large')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * 1024 ** 2)
  })

  it('about places, counts and names are found out', () => {
    expect(refused([{ name: 'a', data: text, packedSize: 1_000_000 }]).code).toBe('bad-input')
    expect(refused([{ name: 'a', data: text, packedSize: 0xffffffff }]).code).toBe('bad-input')
    expect(refused([{ name: 'a', data: text, large: { unpacked: 10n, packed: 2n ** 63n } }]).code).toBe('bad-input')
    expect(refused([{ name: 'a', data: text, large: { unpacked: 2n ** 64n - 1n, packed: 10n } }]).code).toBe('too-large')
    expect(refused([{ name: 'a', data: text, localName: 'b' }]).message).toContain('two names')
    for (const lies of [{ count: 0 }, { count: 2 }, { directorySize: 10 }, { directorySize: 1_000_000 }, { directoryOffset: 1_000_000 }]) {
      expect(refused([{ name: 'a', data: text }], lies).code).toBe('bad-input')
    }
  })

  it('make no two files of the same bytes', () => {
    const shared = [{ name: 'a', data: text }, { name: 'b', data: text, localName: 'b', sharedWith: 0 }]
    expect(refused(shared).code).toBe('bad-input')
    const twice = [{ name: 'a', data: text }, { name: 'a', data: text, sharedWith: 0 }]
    expect(refused(twice).message).toContain('lie in one another')
    // A file whose data hold the header and the data of the next.
    const inner = zipFile([{ name: 'b', data: text, stored: true }])
    const size = 30 + 1 + Buffer.byteLength(text)
    const outer = zipFile([{ name: 'a', data: inner.subarray(0, size), stored: true }, { name: 'b', data: text, stored: true, sharedWith: 0 }])
    const view = new DataView(outer.buffer)
    const directory = outer.length - 22 - 2 * 47
    view.setUint32(directory + 47 + 42, 31, true)
    expect(failure(() => openArchive(outer)).message).toContain('lie in one another')
  })

  it('make no two files of one name', () => {
    expect(refused([{ name: 'a', data: text }, { name: 'a', data: 'other' }]).message).toContain('two files named')
  })
})

describe('limits', () => {
  it('hold for the number of files', () => {
    const files = (count: number): ZipEntry[] => Array.from({ length: count }, (_, order) => ({ name: `${order}`, data: '', stored: true }))
    expect(openArchive(zipFile(files(entryLimit))).names).toHaveLength(10_000)
    expect(refused(files(entryLimit + 1))).toMatchObject({ code: 'too-large', message: expect.stringContaining('10000 files') })
    expect(refused(files(entryLimit + 1), { count: 5 }).code).toBe('bad-input')
  })

  it('hold for all that comes out', () => {
    const packed = Buffer.alloc(6 * 1024 ** 2)
    const claim = (unpackedSize: number): ZipEntry[] => [
      { name: 'a', data: '', packed, unpackedSize: unpackedSize / 2 },
      { name: 'b', data: '', packed, unpackedSize: unpackedSize / 2 },
    ]
    expect(openArchive(zipFile(claim(unpackedLimit))).names).toHaveLength(2)
    expect(refused(claim(unpackedLimit + 2))).toMatchObject({ code: 'too-large', message: expect.stringContaining('1 GB') })
  })

  it('hold for the ratio of each file and of all, save for small ones', () => {
    const zeros = (length: number): ZipEntry => ({ name: 'a', data: new Uint8Array(length) })
    expect(openArchive(zipFile([zeros(ratioAllowance)])).read('a')).toHaveLength(ratioAllowance)
    expect(refused([zeros(ratioAllowance + 1)])).toMatchObject({ code: 'too-large', message: expect.stringContaining('200 times') })
    const honest = (unpackedSize: number): ZipEntry => ({ name: 'a', data: '', packed: Buffer.alloc(10_000), unpackedSize })
    expect(openArchive(zipFile([honest(10_000 * ratioLimit)])).names).toEqual(['a'])
    expect(refused([honest(10_000 * ratioLimit + 1)]).code).toBe('too-large')
    const many = Array.from({ length: 40 }, (_, order) => ({ ...zeros(ratioAllowance), name: `${order}` }))
    expect(refused(many).message).toContain('The archive unpacks to more than 200 times')
  })

  it('hold for names', () => {
    expect(openArchive(zipFile([{ name: 'a'.repeat(nameLimit), data: '' }])).names[0]).toHaveLength(nameLimit)
    expect(refused([{ name: 'a'.repeat(nameLimit + 1), data: '' }]).code).toBe('bad-input')
    expect(openArchive(zipFile([{ name: `${'a/'.repeat(folderLimit - 1)}b`, data: '' }])).names).toHaveLength(1)
    expect(refused([{ name: `${'a/'.repeat(folderLimit)}b`, data: '' }]).code).toBe('bad-input')
  })
})

describe('names that point elsewhere', () => {
  it.each(['../a', 'a/../../b', '/etc/passwd', 'C:/a', 'c:a', '..\\a', 'word\\document.xml', 'a\0.txt', '', '..', 'a/..'])('refuses %j', (name) => {
    expect(refused([{ name: 'good', data: text }, { name, data: text }])).toEqual({
      code: 'bad-input',
      message: expect.stringContaining('no honest archive'),
    })
  })

  it('keeps names that only look like it', () => {
    const names = ['a..b', '...', '[Content_Types].xml', './a', 'Icon\r', '一:二']
    expect(openArchive(zipFile(names.map((name) => ({ name, data: '' })))).names).toEqual(names)
  })
})

describe('damage anywhere', () => {
  const whole = zipFile([
    { name: 'a/b.txt', data: text },
    { name: 'c.txt', data: text, stored: true },
    { name: 'd.txt', data: text, descriptor: true },
  ])
  const survives = (bytes: Uint8Array): void => {
    try {
      const archive = openArchive(bytes)
      for (const name of archive.names) archive.read(name)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }

  it('of the end gives an AppError at every length', () => {
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => openArchive(whole.subarray(0, length))).toThrow(AppError)
    }
  })

  it('of any byte gives an AppError or files, and never bytes that were not packed', () => {
    for (let at = 0; at < whole.length; at += 1) {
      for (const flip of [1, 0x80, 0xff]) {
        const bytes = Uint8Array.from(whole)
        bytes[at] = (bytes[at] ?? 0) ^ flip
        survives(bytes)
        try {
          const archive = openArchive(bytes)
          for (const name of archive.names) expect(textOf(archive.read(name))).toBe(text)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }
    }
  })

  it('of several bytes at once gives an AppError or files', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 }), (changes) => {
        const bytes = Uint8Array.from(whole)
        for (const [at, value] of changes) bytes[at] = value
        survives(bytes)
      }),
      { numRuns: 300 },
    )
  })
})
