import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Version } from '../../../preload/contract/notes.ts'
import type { NoteVersion } from '../../../main/notes/note-version.ts'
import { createNoteSet } from '../../../main/notes/note-set.ts'
import { createStampClock } from '../../../main/notes/stamps.ts'
import { mergeVersions } from '../../../main/notes/version-set.ts'

const ceiling = '9999999999999-ffff'
const stamp = (time: number): string => `${String(time).padStart(13, '0')}-0000`

const version = (
  time: number,
  device: string,
  body: string,
  parents: readonly NoteVersion[],
  changes: Partial<NoteVersion['note']> = {},
): NoteVersion => ({
  note: {
    id: 'n',
    documentId: 'essay',
    sectionId: '1',
    body,
    anchor: null,
    color: null,
    tags: [],
    rank: 'V',
    deleted: false,
    createdAt: 1,
    updatedAt: time,
    alternatives: [],
    ...changes,
  },
  version: { hlc: stamp(time), device },
  parents: parents.map((parent) => parent.version),
})

const root = version(1, 'a', '甲\n乙\n丙', [])

test('a chain has one head however it is shuffled', () => {
  const second = version(2, 'a', '二', [root])
  const third = version(3, 'b', '三', [second])
  const merged = mergeVersions([third, root, second, third], ceiling)
  expect(merged.note.body).toBe('三')
  expect(merged.certain).toBe(true)
})

test('different fields changed on two devices merge', () => {
  const body = version(2, 'a', '甲一\n乙\n丙', [root])
  const place = version(3, 'b', '甲\n乙\n丙', [root], { rank: 'W', sectionId: '2' })
  expect(mergeVersions([root, body, place], ceiling).note).toMatchObject({
    body: '甲一\n乙\n丙',
    rank: 'W',
    sectionId: '2',
    alternatives: [],
  })
})

test('contradicting bodies: the later stays, the earlier is kept as an alternative', () => {
  const first = version(2, 'a', '甲\n一一\n丙', [root])
  const second = version(3, 'b', '甲\n二二\n丙', [root])
  const { note, heads } = mergeVersions([second, root, first], ceiling)
  expect(note.body).toBe('甲\n二二\n丙')
  expect(note.alternatives).toEqual([{ body: '甲\n一一\n丙', version: first.version }])
  expect(heads).toHaveLength(2)
})

test('words written beside a deletion win; a mere move does not bring the note back', () => {
  const gone = version(3, 'a', root.note.body, [root], { deleted: true })
  const edited = version(2, 'b', '甲\n乙\n丙\n丁', [root])
  const moved = version(2, 'b', root.note.body, [root], { rank: 'X' })
  expect(mergeVersions([root, gone, edited], ceiling).note).toMatchObject({ deleted: false, body: '甲\n乙\n丙\n丁' })
  expect(mergeVersions([root, gone, moved], ceiling).note).toMatchObject({ deleted: true, rank: 'X' })
})

test('a colour or a tag given beside a deletion brings the note back; a passage found again does not', () => {
  const gone = version(3, 'a', root.note.body, [root], { deleted: true })
  const coloured = version(2, 'b', root.note.body, [root], { color: 'blue' })
  const tagged = version(2, 'b', root.note.body, [root], { tags: ['引文'] })
  const anchor = { revision: 'r', range: { start: 1, end: 2 }, quote: { exact: '乙', prefix: '甲', suffix: '丙' } }
  const found = version(2, 'b', root.note.body, [root], { anchor })
  expect(mergeVersions([root, gone, coloured], ceiling).note).toMatchObject({ deleted: false, color: 'blue' })
  expect(mergeVersions([root, gone, tagged], ceiling).note).toMatchObject({ deleted: false, tags: ['引文'] })
  expect(mergeVersions([root, gone, found], ceiling).note).toMatchObject({ deleted: true, anchor })
})

test('a deleted note does not come back through a device that still has it', () => {
  const gone = version(3, 'a', root.note.body, [root], { deleted: true })
  expect(mergeVersions([gone, root], ceiling).note.deleted).toBe(true)
})

test('the merged view has a version of its own that depends on the heads alone', () => {
  const first = version(2, 'a', '一', [root])
  const second = version(3, 'b', '二', [root])
  const one = mergeVersions([root, first, second], ceiling).note.version
  expect(mergeVersions([second, first, root, root], ceiling).note.version).toEqual(one)
  expect(one.device).toMatch(/^merge-/)
})

test('with a broken chain a device is taken to follow itself, two devices are not', () => {
  const middle = version(5, 'a', '中', [root])
  const late = version(9, 'a', '晚', [middle])
  const other = version(4, 'b', '旁', [root])
  expect(mergeVersions([root, late], ceiling).heads).toHaveLength(1)
  expect(mergeVersions([other, late], ceiling).heads).toHaveLength(2)
})

test('two clones of one device that went separate ways are both kept when the chains are known', () => {
  const one = version(5, 'a', '甲\n一一\n丙', [root])
  const clone = version(4, 'a', '甲\n二二\n丙', [root])
  const { note, heads } = mergeVersions([root, one, clone], ceiling)
  expect(heads).toHaveLength(2)
  expect([note.body, ...note.alternatives.map((each) => each.body)].sort()).toEqual(['甲\n一一\n丙', '甲\n二二\n丙'])
})

test('different notes under one version name are both kept', () => {
  const one = version(2, 'a', '一', [])
  const twin = version(2, 'a', '二', [])
  const { note } = mergeVersions([one, twin], ceiling)
  expect([note.body, ...note.alternatives.map((each) => each.body)].sort()).toEqual(['一', '二'])
})

test('forged parents in a circle still give a note', () => {
  const one = { ...version(2, 'a', '一', []), parents: [{ hlc: stamp(3), device: 'b' }] }
  const two = { ...version(3, 'b', '二', []), parents: [{ hlc: stamp(2), device: 'a' }] }
  expect(mergeVersions([one, two], ceiling).heads).toHaveLength(2)
})

interface Step {
  readonly device: number
  readonly act: 'edit' | 'delete' | 'restore' | 'move' | 'pull' | 'tag' | 'untag' | 'colour' | 'anchor'
  readonly from: number
  readonly where: number
  readonly skew: number
}

const colours = ['yellow', 'green', 'blue', 'pink', 'purple', null] as const

const anchorAt = (where: number) => ({
  revision: `r${where}`,
  range: { start: where, end: where + 1 },
  quote: { exact: '乙', prefix: '甲', suffix: '丙' },
})

/** Runs devices that edit and pull from each other; every version ever made, with the words put into it. */
const simulate = (devices: number, steps: readonly Step[]): { made: NoteVersion[]; replicas: NoteVersion[][] } => {
  let now = 1_000_000_000
  const clocks = Array.from({ length: devices }, (_, index) => {
    const skew = (steps[index]?.skew ?? 0) * 86_400_000
    return createStampClock(() => now + skew)
  })
  const start = version(1, 'd0', '甲乙丙丁戊己庚辛\n子丑寅卯辰巳午未\n天地玄黃宇宙洪荒', [])
  const replicas: NoteVersion[][] = Array.from({ length: devices }, () => [start])
  const made: NoteVersion[] = [start]
  steps.forEach((step, index) => {
    now += 17
    const self = step.device % devices
    const replica = replicas[self]
    const clock = clocks[self]
    const other = replicas[step.from % devices]
    if (replica === undefined || clock === undefined || other === undefined) return
    if (step.act === 'pull') {
      for (const each of other) if (!replica.includes(each)) replica.push(each)
      for (const each of other) clock.follow(each.version.hlc, false)
      return
    }
    const { note, heads } = mergeVersions(replica, ceiling)
    const points = Array.from(note.body)
    const at = step.where % (points.length + 1)
    const word = `〔${index}〕`
    const body = step.act === 'edit' ? [...points.slice(0, at), word, ...points.slice(at)].join('') : note.body
    const { version: _version, ...content } = note
    const next: NoteVersion = {
      note: {
        ...content,
        body,
        tags:
          step.act === 'tag'
            ? [...note.tags, `t${index}`]
            : step.act === 'untag'
              ? note.tags.filter((_, order) => order !== step.where % note.tags.length)
              : note.tags,
        color: step.act === 'colour' ? (colours[step.where % 6] ?? null) : note.color,
        anchor: step.act === 'anchor' ? anchorAt(step.where) : note.anchor,
        rank: step.act === 'move' ? `V${index}` : note.rank,
        deleted: step.act === 'delete' ? true : step.act === 'restore' || step.act === 'edit' ? false : note.deleted,
        updatedAt: now,
      },
      version: { hlc: clock.next(), device: `d${self}` },
      parents: heads.map((head) => head.version),
    }
    replica.push(next)
    made.push(next)
  })
  return { made, replicas }
}

const acts = [
  'edit', 'edit', 'edit', 'delete', 'restore', 'move', 'pull', 'pull', 'pull', 'tag', 'untag', 'colour', 'anchor',
] as const

const steps = fc.array(
  fc.record({
    device: fc.nat(3),
    act: fc.constantFrom(...acts),
    from: fc.nat(3),
    where: fc.nat(60),
    skew: fc.integer({ min: -400, max: 400 }),
  }) satisfies fc.Arbitrary<Step>,
  { maxLength: 40 },
)

const world = fc.tuple(fc.integer({ min: 2, max: 4 }), steps, fc.infiniteStream(fc.nat()))

const shuffled = <T>(list: readonly T[], random: Iterator<number>): T[] => {
  const result = [...list]
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Number(random.next().value) % (index + 1)
    const [a, b] = [result[index], result[other]]
    if (a !== undefined && b !== undefined) [result[index], result[other]] = [b, a]
  }
  return result
}

describe('merge algebra over 2 to 4 devices', () => {
  test('the result is a function of the set: order, grouping and repetition change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ([devices, list, random]) => {
        const { made } = simulate(devices, list)
        const expected = mergeVersions(made, ceiling)
        const numbers = random[Symbol.iterator]()
        const again = [...shuffled(made, numbers), ...shuffled(made, numbers).slice(0, 5)]
        expect(mergeVersions(again, ceiling)).toEqual(expected)

        const byNote = new Map([['n', made]])
        const set = createNoteSet({ ceiling: () => ceiling, readHistories: async () => byNote })
        const order = shuffled(made, numbers)
        for (let at = 0; at < order.length; ) {
          const size = 1 + (Number(numbers.next().value) % 4)
          await set.absorb(order.slice(at, at + size))
          if (size === 2) await set.absorb(order.slice(0, at))
          at += size
        }
        expect(set.get('n')?.note).toEqual(expected.note)
      }),
      { numRuns: 400 },
    )
  })

  test('after everybody pulled from everybody all see the same, and another round changes nothing', () => {
    fc.assert(
      fc.property(world, ([devices, list]) => {
        const { made, replicas } = simulate(devices, list)
        const views = replicas.map((replica) => mergeVersions([...replica, ...made], ceiling).note)
        for (const view of views) expect(view).toEqual(views[0])
      }),
      { numRuns: 200 },
    )
  })

  test('every word ever written is in the note, in an alternative, or was taken out by someone who saw it', () => {
    fc.assert(
      fc.property(world, ([devices, list]) => {
        const { made } = simulate(devices, list)
        const { note } = mergeVersions(made, ceiling)
        const kept = [note.body, ...note.alternatives.map((each) => each.body)].join('\n')
        list.forEach((_step, index) => {
          const word = `〔${index}〕`
          const written = made.some((each) => each.note.body.includes(word))
          // The simulated writers only add words; one can break up when another is put into its middle.
          if (!written || kept.includes(word)) return
          const letters = Array.from(word).every((letter) => kept.includes(letter))
          expect(letters).toBe(true)
        })
      }),
      { numRuns: 300 },
    )
  })

  test('a tag that somebody put on and nobody took off is there once; one that is nowhere else was put on', () => {
    fc.assert(
      fc.property(world, ([devices, list]) => {
        const { made } = simulate(devices, list)
        const { note } = mergeVersions(made, ceiling)
        const taken = new Set<string>()
        for (const each of made) {
          const before = made.filter(({ version: one }) => each.parents.some((p) => p.hlc === one.hlc && p.device === one.device))
          for (const parent of before) for (const tag of parent.note.tags) if (!each.note.tags.includes(tag)) taken.add(tag)
        }
        const put = new Set(made.flatMap((each) => each.note.tags))
        for (const tag of put) if (!taken.has(tag)) expect(note.tags).toContain(tag)
        for (const tag of note.tags) expect(put).toContain(tag)
        expect(new Set(note.tags).size).toBe(note.tags.length)
      }),
      { numRuns: 300 },
    )
  })

  test('colour and anchor of the merged note are ones that somebody chose', () => {
    fc.assert(
      fc.property(world, ([devices, list]) => {
        const { made } = simulate(devices, list)
        const { note } = mergeVersions(made, ceiling)
        expect(made.map((each) => each.note.color)).toContain(note.color)
        expect(made.map((each) => each.note.anchor?.revision ?? null)).toContain(note.anchor?.revision ?? null)
      }),
      { numRuns: 300 },
    )
  })

  test('a deletion everybody has seen stays', () => {
    fc.assert(
      fc.property(world, ([devices, list, random]) => {
        const { made } = simulate(devices, list)
        const { note, heads } = mergeVersions(made, ceiling)
        const { version: _version, ...content } = note
        const last: Version = { hlc: '9000000000000-0000', device: 'd0' }
        const gone = { note: { ...content, deleted: true }, version: last, parents: heads.map((head) => head.version) }
        const all = shuffled([...made, gone], random[Symbol.iterator]())
        expect(mergeVersions(all, ceiling).note.deleted).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
