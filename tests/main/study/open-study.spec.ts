import { appendFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkLibrary } from '../../../main/library/check-library.ts'
import { libraryLayout } from '../../../main/library/layout.ts'
import { replay } from '../../../main/study/replay.ts'
import { decodeEvents, encodeEvents } from '../../../main/study/study-log.ts'
import type { StudyEvent } from '../../../main/study/study-event.ts'
import { kindsOf, openTestLibrary, temporaryFolder } from '../notes/temporary-library.ts'

const mark = (sectionId: string, read = true) => ({ kind: 'section', sectionId, read }) as const
const readOf = async (library: Awaited<ReturnType<typeof openTestLibrary>>): Promise<string[]> => {
  const log = await library.study.document('essay')
  return [...replay(log.events(), log.ceiling()).read].sort()
}
const pathOf = (root: string, device: string): string => libraryLayout(join(root, 'library')).study(device, 'essay')

describe('the study log', () => {
  it('has on the disk what it has acknowledged, without being closed', async () => {
    const root = await temporaryFolder()
    const library = await openTestLibrary(root)
    const log = await library.study.document('essay')
    await log.append(mark('1'))
    await log.append({ kind: 'review', cardId: 'abcdef', grade: 3, at: 5 })
    const text = decodeEvents('essay', await readFile(pathOf(library.folder.slice(0, -'/library'.length), library.deviceId)))
    expect(text.events.map(({ kind }) => kind)).toEqual(['section', 'review'])
    expect(text.bad).toBe(0)
    await library.close()
    const again = await openTestLibrary(root)
    expect(await readOf(again)).toEqual(['1'])
  })

  it('loses only the torn line, whatever length a crash leaves, and writes on behind it', async () => {
    const root = await temporaryFolder()
    const first = await openTestLibrary(root)
    const log = await first.study.document('essay')
    for (const id of ['1', '2', '3']) await log.append(mark(id))
    await first.close()
    const path = pathOf(root, first.deviceId)
    const whole = await readFile(path)
    const ends = [...whole.entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at + 1)
    for (let length = 0; length <= whole.length; length += 37) {
      await rm(path)
      await writeFile(path, whole.subarray(0, length))
      const library = await openTestLibrary(root)
      const there = ends.filter((end) => end <= length).length
      expect(await readOf(library)).toEqual(['1', '2', '3'].slice(0, there))
      await (await library.study.document('essay')).append(mark('9'))
      await library.close()
      const again = decodeEvents('essay', await readFile(path))
      expect([again.events.length, again.bad, again.torn.length]).toEqual([there + 1, 0, 0])
    }
  })

  it('tells a flipped bit, keeps the damaged line and all others', async () => {
    const root = await temporaryFolder()
    const first = await openTestLibrary(root)
    const log = await first.study.document('essay')
    for (const id of ['1', '2', '3']) await log.append(mark(id))
    await first.close()
    const path = pathOf(root, first.deviceId)
    const bytes = await readFile(path)
    const at = bytes.indexOf(0x0a) + 60
    bytes[at] = (bytes[at] ?? 0) ^ 1
    await writeFile(path, bytes)
    expect((await checkLibrary(join(root, 'library'))).problems).toMatchObject([{ kind: 'unreadable', path, count: 1 }])
    const library = await openTestLibrary(root)
    expect(await readOf(library)).toEqual(['1', '3'])
    expect(kindsOf(library.reported)).toContain('unreadable')
    await (await library.study.document('essay')).append(mark('4'))
    expect((await readFile(path)).subarray(0, bytes.length).equals(bytes)).toBe(true)
  })

  it('takes hostile lines for what they are: nothing', () => {
    const lines = [
      'null', '[]', '{}', '{"sum":"0000000000000000","entry":{}}', '{"__proto__":1}', '['.repeat(5000), '\u0000', 'x'.repeat(10_000),
    ]
    const fit: StudyEvent = { ...mark('1'), documentId: 'essay', version: { hlc: '0000000000001-0000', device: 'device-a' } }
    const others = encodeEvents([{ ...fit, documentId: 'other' }, fit])
    const read = decodeEvents('essay', Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), others]))
    expect(read.events).toEqual([fit])
    expect(read.bad).toBe(lines.length + 1)
  })

  it('joins two devices, each copying what the other knew, so that a lost log costs nothing', async () => {
    const root = await temporaryFolder()
    const first = await openTestLibrary(root)
    await (await first.study.document('essay')).append(mark('1'))
    await first.close()
    const second = await openTestLibrary(root, { computer: 'other' })
    expect(second.deviceId).not.toBe(first.deviceId)
    const log = await second.study.document('essay')
    await log.append(mark('2'))
    await log.append(mark('1', false))
    expect(await readOf(second)).toEqual(['2'])
    await second.close()
    await rm(pathOf(root, first.deviceId))
    const again = await openTestLibrary(root)
    expect(await readOf(again)).toEqual(['2'])
    await (await again.study.document('essay')).append(mark('5'))
    expect(await readOf(again)).toEqual(['2', '5'])
  })

  it('hears of another device while it is open', async () => {
    const root = await temporaryFolder()
    const library = await openTestLibrary(root)
    const log = await library.study.document('essay')
    const event: StudyEvent = { ...mark('7'), documentId: 'essay', version: { hlc: '0000000000001-0000', device: 'device-b' } }
    const folder = join(root, 'library', 'devices', 'device-b', 'study')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'essay.jsonl'), encodeEvents([event]))
    expect(await log.readElsewhere()).toBe(true)
    expect(await log.readElsewhere()).toBe(false)
    expect(await readOf(library)).toEqual(['7'])
    expect(await readdir(join(root, 'library', 'devices', library.deviceId, 'study'))).toEqual(['essay.jsonl'])
  })

  it('writes again what somebody took out of the log while it was open', async () => {
    const root = await temporaryFolder()
    const library = await openTestLibrary(root)
    const log = await library.study.document('essay')
    const path = pathOf(root, library.deviceId)
    await log.append(mark('1'))
    await truncate(path, 0)
    await log.append(mark('2'))
    await rm(path)
    await log.append(mark('3'))
    await appendFile(path, 'foreign\n')
    await log.append(mark('4'))
    const kept = decodeEvents('essay', await readFile(path)).events.map((event) => (event.kind === 'section' ? event.sectionId : ''))
    expect([...new Set(kept)].sort()).toEqual(['1', '2', '3', '4'])
  })

  it('keeps stamps rising when the clock goes backwards', async () => {
    const root = await temporaryFolder()
    let time = 1_800_000_000_000
    const library = await openTestLibrary(root, { clock: () => time })
    const log = await library.study.document('essay')
    await log.append(mark('1'))
    time -= 400 * 86_400_000
    await log.append(mark('1', false))
    expect(await readOf(library)).toEqual([])
    await library.close()
    const again = await openTestLibrary(root, { clock: () => time })
    await (await again.study.document('essay')).append(mark('1'))
    expect(await readOf(again)).toEqual(['1'])
  })

  it('refuses to write where the library is only read', async () => {
    const root = await temporaryFolder()
    await (await openTestLibrary(root)).close()
    const library = await openTestLibrary(root, { readOnly: true })
    await expect((await library.study.document('essay')).append(mark('1'))).rejects.toMatchObject({ code: 'read-only' })
  })
})
