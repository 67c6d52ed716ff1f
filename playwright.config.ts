import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const chromium = process.env['YANDU_CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync)
const asRoot = process.getuid?.() === 0

/** Keeps the browser from calling anywhere by itself. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
  '--no-first-run',
]

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 10_000 },
  workers: 2,
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    {
      name: 'browser',
      testMatch: '**/*.e2e.ts',
      testIgnore: '**/*.electron.e2e.ts',
      use: {
        browserName: 'chromium',
        headless: true,
        launchOptions: {
          ...(chromium === undefined ? {} : { executablePath: chromium }),
          chromiumSandbox: !asRoot,
          args: quiet,
        },
      },
    },
    // These start Electron themselves; without its runtime (YANDU_ELECTRON is empty) each skips itself, by name.
    { name: 'electron', testMatch: '**/*.electron.e2e.ts', workers: 1 },
  ],
})
