import fc from 'fast-check'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodeEnvelope } from '../../../main/notes/envelope.ts'
import type { ReadingRule } from '../../../preload/contract/readings.ts'
import { defaultStyle, StyleChange } from '../../../preload/contract/style.ts'
import { kindsOf, openTestLibrary, temporaryFolder } from '../notes/temporary-library.ts'

const stylesFile = (root: string): string => join(root, 'state', 'styles.json')
const readingsFile = (root: string): string => join(root, 'state', 'readings.json')

const rule = (word: string, ...readings: string[]): ReadingRule => ({ before: '', word, after: '', readings })

/** A file as the program would have written it, holding `data`, whatever that is. */
const envelopeOf = (kind: 'styles' | 'readings', dataText: string): Uint8Array =>
  encodeEnvelope({ kind, device: 'state', seq: 1, hlc: '0000000000000-0000' }, dataText).bytes

/** A library whose styles file holds this. */
const openHolding = async (dataText: string) => {
  const root = await temporaryFolder()
  await (await openTestLibrary(root)).close()
  await writeFile(stylesFile(root), envelopeOf('styles', dataText))
  return openTestLibrary(root)
}

const entry = (documentId: string, value: unknown) => ({ documentId, value })

describe('the style of a document', () => {
  test('comes back after a restart, and each document has its own', async () => {
    const root = await temporaryFolder()
    const first = await openTestLibrary(root)
    expect(first.styles.get('essay')).toEqual({})
    first.styles.change('essay', { theme: 'dark', size: 24 })
    first.styles.change('other', { theme: 'sepia' })
    expect(first.styles.change('essay', { size: 26, leading: undefined })).toEqual({ theme: 'dark', size: 26 })
    await first.close()
    const second = await openTestLibrary(root)
    expect(second.styles.get('essay')).toEqual({ theme: 'dark', size: 26 })
    expect(second.styles.get('other')).toEqual({ theme: 'sepia' })
    expect(second.styles.get('third')).toEqual({})
    expect(second.reported).toEqual([])
  })

  test('follows the default again, in one field or in all, and stays so', async () => {
    const root = await temporaryFolder()
    const first = await openTestLibrary(root)
    first.styles.change('essay', { theme: 'dark', size: 24, measure: 30 })
    first.styles.change('other', { size: 30 })
    expect(first.styles.clear('essay', ['size', 'leading'])).toEqual({ theme: 'dark', measure: 30 })
    expect(first.styles.clear('other')).toEqual({})
    await first.close()
    const second = await openTestLibrary(root)
    expect(second.styles.get('essay')).toEqual({ theme: 'dark', measure: 30 })
    expect(second.styles.clear('essay', ['theme', 'measure'])).toEqual({})
    await second.close()
    expect(await readFile(stylesFile(root), 'utf8')).toMatch(/"data":\[\]\}\n$/)
  })

  test('keeps what it holds when the default is the same, and no change writes nothing', async () => {
    const root = await temporaryFolder()
    const first = await openTestLibrary(root)
    expect(first.styles.change('essay', { size: defaultStyle.size })).toEqual({ size: defaultStyle.size })
    await first.close()
    const before = await readFile(stylesFile(root))
    const second = await openTestLibrary(root)
    second.styles.change('essay', { size: defaultStyle.size })
    second.styles.change('other', {})
    second.styles.clear('other')
    await second.close()
    expect(await readFile(stylesFile(root))).toEqual(before)
  })

  test('is refused as a whole when a field is out of its bounds', async () => {
    const library = await openTestLibrary(await temporaryFolder())
    library.styles.change('essay', { size: 20 })
    for (const change of [{ size: 49 }, { measure: 24 }, { leading: 1.5 }, { size: 20.5 }, { theme: 'pink' }]) {
      expect(() => library.styles.change('essay', change as StyleChange)).toThrow()
    }
    expect(library.styles.get('essay')).toEqual({ size: 20 })
  })
})

describe('a styles file that others have written', () => {
  test('a field that cannot be understood falls back alone', async () => {
    const odd = { theme: 'pink', size: 24, leading: 'wide', measure: 26.5, focusLine: true, unknown: 1 }
    const library = await openHolding(JSON.stringify([entry('essay', odd), entry('other', { size: 300, flow: 'pages' })]))
    expect(library.styles.get('essay')).toEqual({ size: 24, focusLine: true })
    expect(library.styles.get('other')).toEqual({ flow: 'pages' })
    expect(library.reported).toEqual([])
  })

  test('an entry that is none is left out alone', async () => {
    const entries = [null, 7, 'essay', [], {}, entry('no such id', { size: 20 }), entry('CON', {}), entry('a', 'x'), entry('b', [])]
    const library = await openHolding(JSON.stringify([...entries, entry('essay', { size: 21 })]))
    expect(library.styles.get('essay')).toEqual({ size: 21 })
    for (const id of ['a', 'b', 'con']) expect(library.styles.get(id)).toEqual({})
  })

  test('names that every object has are documents like any other', async () => {
    const text = `[{"documentId":"__proto__","value":{"size":40}},{"documentId":"valueof","value":{"__proto__":{"size":40}}},
      {"documentId":"constructor","value":{"size":23,"constructor":{"prototype":{"polluted":1}}}}]`
    const library = await openHolding(text)
    expect(library.styles.get('constructor')).toEqual({ size: 23 })
    expect(library.styles.get('valueof')).toEqual({})
    expect(library.styles.get('essay')).toEqual({})
    expect(Reflect.get({}, 'size')).toBeUndefined()
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    const fresh = await openTestLibrary(await temporaryFolder())
    expect(fresh.styles.get('constructor')).toEqual({})
    expect(fresh.readings.list('constructor')).toEqual([])
  })

  test('the documents changed last are kept, numbers among the names included', async () => {
    const ids = Array.from({ length: 2001 }, (_, index) => `d-${index}`)
    const library = await openHolding(JSON.stringify(ids.map((id) => entry(id, { size: 20 }))))
    expect(library.styles.get('d-0')).toEqual({})
    expect(library.styles.get('d-2000')).toEqual({ size: 20 })
    library.styles.change('7', { size: 30 })
    library.styles.change('d-2', { size: 30 })
    library.styles.change('new', { size: 30 })
    expect([library.styles.get('7'), library.styles.get('d-2'), library.styles.get('new')]).toEqual([{ size: 30 }, { size: 30 }, { size: 30 }])
    expect([library.styles.get('d-1'), library.styles.get('d-3')]).toEqual([{}, {}])
    expect(library.styles.get('d-4')).toEqual({ size: 20 })
  })

  test('neither size nor depth keeps the program from starting', async () => {
    const deep = `[{"documentId":"deep","value":${'['.repeat(60_000)}${']'.repeat(60_000)}},{"documentId":"essay","value":{"size":22}}]`
    expect((await openHolding(deep)).styles.get('essay')).toEqual({ size: 22 })
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`field-${index}`, index])))
    expect((await openHolding(`[{"documentId":"essay","value":${wide}}]`)).styles.get('essay')).toEqual({})
    const long = JSON.stringify(Array.from({ length: 60_000 }, (_, index) => entry(`d-${index}`, { theme: 'dark' })))
    const library = await openHolding(long)
    expect(library.styles.get('d-59999')).toEqual({ theme: 'dark' })
    expect(library.styles.get('d-0')).toEqual({})
  })

  test('whatever JSON it holds, what comes out is a style', async () => {
    const root = await temporaryFolder()
    await (await openTestLibrary(root)).close()
    const style = fc.record({ size: fc.oneof(fc.integer(), fc.jsonValue()), theme: fc.constantFrom('dark', 'sepia', 7, null) }, { requiredKeys: [] })
    const entries = fc.array(fc.oneof(fc.jsonValue(), fc.record({ documentId: fc.constantFrom('essay', 'b'), value: fc.oneof(style, fc.jsonValue()) })))
    await fc.assert(
      fc.asyncProperty(entries, async (data) => {
        await writeFile(stylesFile(root), envelopeOf('styles', JSON.stringify(data)))
        const library = await openTestLibrary(root)
        expect(StyleChange.safeParse(library.styles.get('essay')).success).toBe(true)
        await library.close()
      }),
      { numRuns: 60 },
    )
  })

  test.each(['', 'null', '{"essay":{"size":20}}', 'x'])('data that is %j is set aside and the program starts', async (data) => {
    const root = await temporaryFolder()
    await (await openTestLibrary(root)).close()
    await writeFile(stylesFile(root), envelopeOf('styles', data))
    const library = await openTestLibrary(root)
    expect(library.styles.get('essay')).toEqual({})
    expect(kindsOf(library.reported)).toEqual(['set-aside'])
    expect((await readdir(join(root, 'state'))).filter((name) => name.startsWith('styles.json.corrupt-'))).toHaveLength(1)
    library.styles.change('essay', { size: 20 })
    await library.close()
    expect((await openTestLibrary(root)).styles.get('essay')).toEqual({ size: 20 })
  })

  test('of another kind is set aside', async () => {
    const root = await temporaryFolder()
    await (await openTestLibrary(root)).close()
    await writeFile(stylesFile(root), envelopeOf('readings', '[]'))
    expect(kindsOf((await openTestLibrary(root)).reported)).toEqual(['set-aside'])
  })

  test('a damaged one falls back on the generation before, a lost one too', async () => {
    const root = await temporaryFolder()
    for (const size of [20, 30]) {
      const library = await openTestLibrary(root)
      library.styles.change('essay', { size })
      await library.close()
    }
    const whole = await readFile(stylesFile(root))
    for (const damage of [whole.subarray(0, -9), Buffer.from(whole.toString().replace('30', '31'))]) {
      await writeFile(stylesFile(root), damage)
      expect((await openTestLibrary(root, { readOnly: true })).styles.get('essay')).toEqual({ size: 20 })
    }
    await rm(stylesFile(root))
    expect((await openTestLibrary(root)).styles.get('essay')).toEqual({ size: 20 })
  })

  test('one of a later program is left alone', async () => {
    const root = await temporaryFolder()
    await (await openTestLibrary(root)).close()
    const later = '{"format":7,"everything":"else"}'
    await writeFile(stylesFile(root), later)
    const library = await openTestLibrary(root)
    expect(kindsOf(library.reported)).toEqual(['read-only-newer-format'])
    library.styles.change('essay', { size: 20 })
    expect(library.styles.get('essay')).toEqual({ size: 20 })
    await library.close()
    expect(await readFile(stylesFile(root), 'utf8')).toBe(later)
  })
})

test('a library that is open to read only keeps a style for the window and writes nothing', async () => {
  const root = await temporaryFolder()
  const writer = await openTestLibrary(root)
  writer.styles.change('essay', { size: 20 })
  await writer.close()
  const before = await readFile(stylesFile(root))
  const looking = await openTestLibrary(root, { readOnly: true })
  expect(looking.styles.change('essay', { size: 30 })).toEqual({ size: 30 })
  await looking.close()
  expect(await readFile(stylesFile(root))).toEqual(before)
})

describe('readings a reader has chosen', () => {
  test('come back after a restart, each document’s own; the same place has one rule', async () => {
    const root = await temporaryFolder()
    const first = await openTestLibrary(root)
    first.readings.set('essay', rule('重', 'zhòng'))
    first.readings.set('essay', rule('𠮷', 'jí'))
    first.readings.set('other', rule('長', 'zhǎng'))
    expect(first.readings.set('essay', rule('重', 'chóng'))).toEqual([rule('𠮷', 'jí'), rule('重', 'chóng')])
    await first.close()
    const second = await openTestLibrary(root)
    expect(second.readings.list('essay')).toEqual([rule('𠮷', 'jí'), rule('重', 'chóng')])
    expect(second.readings.remove('other', rule('長', 'zhǎng'))).toEqual([])
    await second.close()
    expect((await openTestLibrary(root)).readings.list('other')).toEqual([])
  })

  test('a rule that cannot be understood is left out alone, and so is a document of none', async () => {
    const root = await temporaryFolder()
    await (await openTestLibrary(root)).close()
    const odd = [null, { word: '重' }, rule('', 'x'), { ...rule('長', 'zhǎng'), more: 1 }, rule('重', 'chóng')]
    await writeFile(readingsFile(root), envelopeOf('readings', JSON.stringify([entry('essay', odd), entry('other', 7)])))
    const library = await openTestLibrary(root)
    expect(library.readings.list('essay')).toEqual([rule('重', 'chóng')])
    expect(library.readings.list('other')).toEqual([])
  })

  test('one rule too many is refused, and nothing is lost by it', async () => {
    const library = await openTestLibrary(await temporaryFolder())
    for (let index = 0; index < 2000; index += 1) library.readings.set('essay', rule(`字${index}`, 'zì'))
    expect(() => library.readings.set('essay', rule('多', 'duō'))).toThrow(expect.objectContaining({ code: 'too-large' }))
    expect(library.readings.set('essay', rule('字7', 'zǐ'))).toHaveLength(2000)
    expect(library.readings.set('other', rule('多', 'duō'))).toHaveLength(1)
  })
})
