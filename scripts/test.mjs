// `npm test`: installs what the tests need, runs every stage, ends in one summary.
// `npm test -- STAGE [arguments]` runs one of them: types, lint, build, unit, e2e or package.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { electronRuntime } from './electron-runtime.mjs'
import { ofCheck, ofPlaywright, ofVitest, summary } from './test-report.mjs'
import { giveUp, prepare, programOf, root, runToEnd } from './toolchain.mjs'

/**
 * @typedef {object} Stage
 * @property {readonly string[]} command for Node
 * @property {readonly string[]} needs names of other stages
 * @property {boolean} browser whether it drives a Chromium
 * @property {(reportFile: string) => { args: readonly string[], env: NodeJS.ProcessEnv }} [reporting]
 * @property {(report: any, exitCode: number) => import('./test-report.mjs').Outcome} outcome
 */

/** @param {string} project @returns {Stage} */
const vitest = (project) => ({
  command: [programOf('vitest'), 'run', '--project', project],
  needs: ['build'],
  browser: true,
  reporting: (file) => ({ args: ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`], env: {} }),
  outcome: ofVitest,
})

/** @param {readonly string[]} command @returns {Stage} */
const check = (...command) => ({
  command,
  needs: [],
  browser: false,
  outcome: (_report, exitCode) => ofCheck(exitCode),
})

/** @returns {Record<string, Stage>} in the order in which they run */
const stages = () => ({
  types: { ...check(programOf('typescript', 'tsc'), '-p', root, '--noEmit'), needs: ['script-types'] },
  'script-types': check(programOf('typescript', 'tsc'), '-p', join(root, 'scripts'), '--noEmit'),
  lint: check(programOf('oxlint'), '--deny-warnings'),
  build: check(join(root, 'scripts', 'build.mjs')),
  unit: vitest('unit'),
  e2e: {
    command: [programOf('@playwright/test', 'playwright'), 'test'],
    needs: ['build'],
    browser: true,
    reporting: (file) => ({ args: ['--reporter=list,json'], env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } }),
    outcome: ofPlaywright,
  },
  package: vitest('package'),
})

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** @param {string} name @param {Stage} stage @param {readonly string[]} args @param {string} folder for reports */
async function runStage(name, stage, args, folder) {
  process.stdout.write(`\n── ${name}\n`)
  const started = performance.now()
  const reportFile = join(folder, `${name}.json`)
  const reporting = stage.reporting?.(reportFile) ?? { args: [], env: {} }
  const env = { ...process.env, ...reporting.env }
  const code = await runToEnd(process.execPath, [...stage.command, ...reporting.args, ...args], env)
  const outcome = stage.outcome(readReport(reportFile), code)
  return { name, seconds: (performance.now() - started) / 1000, outcome }
}

async function test() {
  process.chdir(root)
  const all = stages()
  const [asked, ...args] = process.argv.slice(2)
  if (asked !== undefined && !(asked in all)) {
    giveUp(`there is no stage '${asked}'; there are ${Object.keys(all).join(', ')}`)
  }
  const chosen = Object.entries(all).filter(
    ([name]) => asked === undefined || name === asked || all[asked]?.needs.includes(name),
  )

  if (chosen.some(([, stage]) => stage.browser)) {
    const chromium = await ensureChromium()
    if ('missing' in chromium) giveUp(chromium.missing)
    process.env['YANDU_CHROMIUM'] = chromium.path
    process.env['YANDU_ELECTRON'] = electronRuntime() ?? ''
  }

  const folder = mkdtempSync(join(tmpdir(), 'yandu-test-'))
  const results = []
  try {
    for (const [name, stage] of chosen) {
      results.push(await runStage(name, stage, name === asked ? args : [], folder))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  process.stdout.write(`${summary(results).join('\n')}\n`)
  process.exitCode = results.some((result) => result.outcome.failed > 0) ? 1 : 0
}

if (await prepare(import.meta.url)) await test()
