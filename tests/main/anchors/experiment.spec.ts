import { expect, test } from 'vitest'
import { loadToSimplified } from '../../../preload/text/conversion.ts'
import { loadFold } from '../../../preload/text/fold.ts'
import { readEdition } from '../../../main/editions/edition-store.ts'
import { runAnchorExperiment } from '../../../bench/anchor-experiment.ts'

/** Per cent found: those published for a folded key with a score of 0.7, and all for changes of the program's own. */
const leastFound: Readonly<Record<string, number>> = {
  'L1 → L2': 100,
  '→ simplified': 100,
  'edits 3 %': 97,
  'edits 10 %': 93,
  'edits 20 %': 80,
  '3 % + 8 paragraphs moved': 94,
  '3 % + 4 moves + simplified': 98,
  'section deleted': 100,
  'L0 → L2 by edit list': 100,
  'repairs undone': 100,
  'repairs added': 100,
  'sections renamed': 100,
}

test('passages of the essay are found again through every change at the published rate, and none at a wrong place', async () => {
  const { edition, sourceText } = await readEdition('content/essay')
  const tools = { fold: await loadFold(), simplify: await loadToSimplified() }
  const rows = runAnchorExperiment({ edition, source: sourceText }, tools, 300, 3)
  expect(rows.map(({ change }) => change)).toEqual(Object.keys(leastFound))
  for (const { change, ok, wrong } of rows) {
    expect({ change, wrong }).toEqual({ change, wrong: 0 })
    expect(ok, change).toBeGreaterThanOrEqual(leastFound[change] ?? 100)
  }
})
