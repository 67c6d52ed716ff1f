import { describe, expect, test } from 'vitest'
import { ofCheck, ofPlaywright, ofVitest, summary } from '../../scripts/test-report.mjs'

const vitestFile = (status: string, ...tests: readonly (readonly [string, string])[]): unknown => ({
  status,
  assertionResults: tests.map(([result, fullName]) => ({ status: result, fullName })),
})

describe('a report of vitest', () => {
  test('is counted by test', () => {
    const report = { testResults: [vitestFile('passed', ['passed', 'a'], ['skipped', 'b'], ['todo', 'c'])] }
    expect(ofVitest(report, 0)).toEqual({ passed: 1, failed: 0, skipped: ['b', 'c'], broken: null })
  })

  test('counts a file that could not be loaded as a failure', () => {
    const report = { testResults: [vitestFile('passed', ['passed', 'a']), vitestFile('failed')] }
    expect(ofVitest(report, 1)).toMatchObject({ passed: 1, failed: 1 })
  })

  test('of a run that failed outside its tests is a failure', () => {
    const report = { testResults: [vitestFile('passed', ['passed', 'a'])] }
    expect(ofVitest(report, 1)).toMatchObject({ passed: 1, failed: 1, broken: 'ended with exit code 1' })
  })

  test('without a test that ran is a failure', () => {
    expect(ofVitest({ testResults: [] }, 0)).toMatchObject({ failed: 1, broken: 'ran no test' })
    expect(ofVitest(null, 0)).toMatchObject({ failed: 1, broken: 'ran no test' })
    expect(ofVitest({ testResults: [vitestFile('passed', ['skipped', 'a'])] }, 0)).toMatchObject({ failed: 1 })
  })
})

test('a report of Playwright is counted by test and project', () => {
  const spec = (title: string, ...statuses: readonly string[]): unknown => ({
    title,
    tests: statuses.map((status) => ({ status, projectName: 'browser' })),
  })
  const inner = { title: 'on paper', specs: [spec('prints', 'skipped')] }
  const suites = [{ title: 'a.e2e.ts', specs: [spec('opens', 'expected', 'flaky'), spec('closes', 'unexpected')], suites: [inner] }]
  expect(ofPlaywright({ suites }, 1)).toEqual({
    passed: 2,
    failed: 1,
    skipped: ['[browser] › a.e2e.ts › on paper › prints'],
    broken: null,
  })
  expect(ofPlaywright(null, 1)).toMatchObject({ failed: 1, broken: 'ended with exit code 1' })
})

test('the summary ends in one line that counts everything and names what was skipped', () => {
  const lines = summary([
    { name: 'types', seconds: 1.4, outcome: ofCheck(0) },
    { name: 'lint', seconds: 1, outcome: ofCheck(1) },
    { name: 'unit', seconds: 9, outcome: { passed: 5, failed: 0, skipped: ['a window of Electron'], broken: null } },
  ])
  expect(lines).toContain('    a window of Electron')
  expect(lines.filter((line) => line.includes('FAILED'))).toHaveLength(1)
  expect(lines.at(-1)).toBe('6 passed, 1 failed, 1 skipped')
})
