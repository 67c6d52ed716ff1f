import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../preload/contract/wire.ts'
import { checkEdition, type Edition } from '../../../main/editions/edition.ts'
import { editionBytes, readEdition } from '../../../main/editions/edition-store.ts'
import { withLineFeeds } from '../../../main/editions/line-end.ts'
import { makeEdition } from '../../../main/editions/make-edition.ts'

const received =
  '山路\r\n一、上山\r\n上山的路有\u200b三条，最近的一条最\u200b陡。\r\n二、下山\r\n下山要慢，膝盖才不会疼，天黑以前要到村里。\r\n'
const text = withLineFeeds(received)
let folder: string
let edition: Edition

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-edition-'))
  const bytes = new TextEncoder().encode(received)
  edition = await makeEdition(bytes, { documentId: 'path', fileName: 'source.txt' })
  await writeFile(join(folder, 'source.txt'), bytes)
  await writeFile(join(folder, 'edition.json'), editionBytes(edition))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const refused = async (): Promise<AppError> => {
  const error: unknown = await readEdition(folder).catch((thrown: unknown) => thrown)
  if (!(error instanceof AppError)) throw new Error('it was read')
  expect(error.code).toBe('damaged-file')
  return error
}

describe('an edition on disk', () => {
  it('is read as it was written', async () => {
    expect(await readEdition(folder)).toEqual({ edition, sourceText: text })
    expect(Buffer.from(editionBytes(edition)).toString().endsWith('}\n')).toBe(true)
  })

  it('is read although it was made when carriage returns still were part of the text', async () => {
    const edits = [...received.matchAll(/[\r\u200b]/g)].map(({ index }, order) => ({
      id: `R${order + 1}`,
      start: index,
      end: index + 1,
      before: received.charAt(index),
      after: '',
      class: 'stray-space' as const,
      layer: 'L1' as const,
      confidence: 1,
      basis: 'The line ends with carriage return and line feed.',
    }))
    const old: Edition = { ...edition, edits, source: { ...edition.source, characters: received.length } }
    await writeFile(join(folder, 'edition.json'), editionBytes(old))
    expect(await readEdition(folder)).toEqual({ edition: old, sourceText: received })
  })

  it.each([
    ['not JSON', '{', 'not a JSON file'],
    ['another shape', '{"format":1}', 'documentId'],
  ])('is refused when it is %s', async (_, content, reason) => {
    await writeFile(join(folder, 'edition.json'), content)
    expect((await refused()).message).toContain(reason)
  })

  it('is refused when the source was changed or is gone', async () => {
    await writeFile(join(folder, 'source.txt'), `${text}。`)
    expect((await refused()).message).toContain('not the file')
    await rm(join(folder, 'source.txt'))
    expect((await refused()).message).toContain('missing')
  })

  it('is refused when it points out of its folder', async () => {
    const hostile = JSON.stringify({ ...edition, source: { ...edition.source, file: '../../etc/passwd' } })
    await writeFile(join(folder, 'edition.json'), hostile)
    expect((await refused()).message).toContain('source.file')
  })

  it('is refused when its text does not follow from the source', async () => {
    await writeFile(
      join(folder, 'edition.json'),
      JSON.stringify({ ...edition, restored: edition.restored.replace('慢', '快') }),
    )
    expect((await refused()).message).toContain('L1')
  })
})

describe('the check of an edition', () => {
  const first = (): Edition['sections'][number] => {
    const section = edition.sections[0]
    if (section === undefined) throw new Error('no section')
    return section
  }
  it.each<[string, () => Partial<Edition>, string]>([
    [
      'a range past the end',
      () => ({ sections: edition.sections.map((one) => ({ ...one, range: { start: 5, end: 9999 } })) }),
      'reaches outside',
    ],
    ['a section without its parent', () => ({ sections: [{ ...first(), id: '7.1', parent: '7' }] }), 'parent'],
    [
      'a heading that is not in the text',
      () => ({ sections: [{ ...first(), heading: '一、下山' }] }),
      'another heading',
    ],
    ['an unknown gap', () => ({ sections: [{ ...first(), gaps: ['G99'] }] }), 'names a gap'],
    ['two edits of one id', () => ({ edits: edition.edits.map((one) => ({ ...one, id: 'R1' })) }), 'share an id'],
    ['L2 of another length', () => ({ set: `${edition.set}。` }), 'differ in length'],
    ['parts out of order', () => ({ parts: edition.parts.toReversed() }), 'overlaps'],
  ])('finds %s', (_, change, complaint) => {
    expect(checkEdition(edition, text)).toEqual([])
    expect(checkEdition({ ...edition, ...change() }, text).join('\n')).toContain(complaint)
  })
})
