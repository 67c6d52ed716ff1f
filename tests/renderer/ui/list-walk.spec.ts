import { describe, expect, it } from 'vitest'
import { downwardKeys, fieldListKeys, sidewardKeys, walkList, type ListKey } from '../../../renderer/ui/list-walk.ts'

const press = (key: string, held: 'altKey' | 'ctrlKey' | 'metaKey' | null = null) => ({
  key,
  altKey: held === 'altKey',
  ctrlKey: held === 'ctrlKey',
  metaKey: held === 'metaKey',
})
const walk = (key: string, keys: readonly ListKey[], at: number, count = 20) => walkList(press(key), keys, at, count)

describe('walking a list', () => {
  it('goes row by row and round its ends', () => {
    expect([walk('ArrowDown', downwardKeys, 3), walk('ArrowUp', downwardKeys, 3)]).toEqual([4, 2])
    expect([walk('ArrowDown', downwardKeys, 19), walk('ArrowUp', downwardKeys, 0)]).toEqual([0, 19])
    expect([walk('ArrowDown', downwardKeys, -1), walk('ArrowUp', downwardKeys, -1)]).toEqual([0, 19])
    expect([walk('ArrowRight', sidewardKeys, 1), walk('ArrowLeft', sidewardKeys, 0)]).toEqual([2, 19])
  })

  it('stops at the ends with whole pages', () => {
    expect([walk('PageDown', fieldListKeys, 3), walk('PageDown', fieldListKeys, 15)]).toEqual([11, 19])
    expect([walk('PageUp', fieldListKeys, 15), walk('PageUp', fieldListKeys, 3)]).toEqual([7, 0])
  })

  it('leaves every other key alone: those of a field, of another direction, with a modifier', () => {
    expect([walk('Home', fieldListKeys, 3), walk('ArrowLeft', downwardKeys, 3), walk('a', downwardKeys, 3)]).toEqual([null, null, null])
    for (const held of ['altKey', 'ctrlKey', 'metaKey'] as const) expect(walkList(press('ArrowDown', held), downwardKeys, 3, 20)).toBeNull()
  })
})
