/**
 * What a stage of the tests came to. `broken` says why a stage failed that no single test failed in.
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} skipped names
 * @property {string | null} broken
 */

/** @type {Outcome} */
const nothing = { passed: 0, failed: 0, skipped: [], broken: null }

/** A stage without tests of its own, such as the types: it counts as one. @param {number} exitCode @returns {Outcome} */
export function ofCheck(exitCode) {
  return exitCode === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 }
}

/**
 * Makes a run that failed, or in which nothing ran, a failure whatever its report counts.
 * @param {Outcome} outcome
 * @param {number} exitCode
 * @returns {Outcome}
 */
function held(outcome, exitCode) {
  if (outcome.failed > 0) return outcome
  if (exitCode !== 0) return { ...outcome, failed: 1, broken: `ended with exit code ${exitCode}` }
  if (outcome.passed === 0) return { ...outcome, failed: 1, broken: 'ran no test' }
  return outcome
}

/**
 * @param {any} report vitest's JSON report, or null when there is none
 * @param {number} exitCode
 * @returns {Outcome}
 */
export function ofVitest(report, exitCode) {
  const outcome = { passed: 0, failed: 0, skipped: /** @type {string[]} */ ([]), broken: null }
  for (const file of report?.testResults ?? []) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') outcome.passed += 1
      else if (test.status === 'failed') outcome.failed += 1
      else outcome.skipped.push(test.fullName)
    }
    const failedAsAWhole = file.status === 'failed' && !file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed')
    if (failedAsAWhole) outcome.failed += 1
  }
  return held(outcome, exitCode)
}

/**
 * @param {any} report Playwright's JSON report, or null when there is none
 * @param {number} exitCode
 * @returns {Outcome}
 */
export function ofPlaywright(report, exitCode) {
  const outcome = { passed: 0, failed: 0, skipped: /** @type {string[]} */ ([]), broken: null }
  /** @param {any} suite @param {readonly string[]} path */
  const walk = (suite, path) => {
    for (const inner of suite.suites ?? []) walk(inner, [...path, inner.title])
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'expected' || test.status === 'flaky') outcome.passed += 1
        else if (test.status === 'skipped') outcome.skipped.push([`[${test.projectName}]`, ...path, spec.title].join(' › '))
        else outcome.failed += 1
      }
    }
  }
  walk({ suites: report?.suites ?? [] }, [])
  return held(outcome, exitCode)
}

/**
 * The block that ends a run; its last line is read by machines.
 * @param {readonly { name: string, seconds: number, outcome: Outcome }[]} stages
 * @returns {readonly string[]}
 */
export function summary(stages) {
  const width = Math.max(...stages.map((stage) => stage.name.length))
  const lines = ['', 'Summary']
  for (const { name, seconds, outcome } of stages) {
    const state = outcome.failed > 0 ? 'FAILED' : 'ok'
    const counts = `${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped.length} skipped`
    const why = outcome.broken === null ? '' : `: ${outcome.broken}`
    lines.push(`  ${name.padEnd(width)}  ${state.padEnd(6)}  ${counts} (${seconds.toFixed(0)} s)${why}`)
  }
  const skipped = stages.flatMap((stage) => stage.outcome.skipped)
  if (skipped.length > 0) lines.push('  Skipped here:', ...skipped.map((name) => `    ${name}`))
  /** @param {(outcome: Outcome) => number} count */
  const sum = (count) => stages.reduce((total, stage) => total + count(stage.outcome), 0)
  const passed = sum((outcome) => outcome.passed)
  const failed = sum((outcome) => outcome.failed)
  return [...lines, '', `${passed} passed, ${failed} failed, ${skipped.length} skipped`]
}
