import type { Edit } from '../../preload/contract/documents.ts'
import type { CodePointIndex } from './code-points.ts'
import type { Draft } from './draft.ts'
import type { Setting } from './house-style.ts'

/** Turns repairs and settings into the records of an edition: code points of the source, in order, numbered. */
export const editRecords = (draft: Draft, settings: readonly Setting[], index: CodePointIndex): Edit[] => {
  const records: Omit<Edit, 'id'>[] = draft.repairs.map((repair) => ({
    start: index.toCodePoint(repair.start),
    end: index.toCodePoint(repair.end),
    before: draft.source.slice(repair.start, repair.end),
    after: repair.after,
    class: repair.class,
    layer: 'L1',
    confidence: repair.confidence,
    basis: repair.basis,
  }))
  const rewritten = new Map<number, Omit<Edit, 'id'>>()
  for (const setting of settings) {
    const range = draft.sourceRange(setting.offset, setting.offset + setting.length)
    const start = index.toCodePoint(range.start)
    const repair = draft.repairAt(setting.offset)
    const known = rewritten.get(start)
    let after = setting.after
    if (repair !== null) {
      const output = known?.after ?? repair.after
      const inside = setting.offset - draft.offsetOf(repair.start)
      after = output.slice(0, inside) + setting.after + output.slice(inside + setting.length)
    }
    const record: Omit<Edit, 'id'> = {
      start,
      end: index.toCodePoint(range.end),
      before: draft.source.slice(range.start, range.end),
      after,
      class: setting.class,
      layer: 'L2',
      confidence: setting.confidence,
      basis: setting.basis,
    }
    if (repair !== null) rewritten.set(start, record)
    else records.push(record)
  }
  return [...records, ...rewritten.values()]
    .toSorted((a, b) => a.start - b.start || a.end - b.end || a.layer.localeCompare(b.layer))
    .map((record, order) => ({ id: `R${order + 1}`, ...record }))
}
