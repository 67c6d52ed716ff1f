/**
 * The long form of the faults: the same tests with counts that a night can afford. Run as root where a small tmpfs can be
 * mounted, else those tests say that they were skipped. Run: node bench/faults.ts [kills] [backup kills]
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const [kills = '3000', backupKills = '500'] = process.argv.slice(2)
const root = join(import.meta.dirname, '..')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const start = performance.now()
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', 'tests/faults'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, YANDU_KILLS: kills, YANDU_BACKUP_KILLS: backupKills, YANDU_LONG: '1', YANDU_TEST_TIMEOUT: '7200000' },
})
console.log(`faults, long form: ${kills} kills while saving, ${backupKills} while making backups, ${Math.round((performance.now() - start) / 1000)} s`)
process.exitCode = status ?? 1
