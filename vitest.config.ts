import { configDefaults, defineConfig } from 'vitest/config'

const slow = ['tests/package/**/*.spec.ts']

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: Number(process.env['YANDU_TEST_TIMEOUT'] ?? 120_000),
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.spec.{ts,tsx}'],
          exclude: [...configDefaults.exclude, 'tests/e2e/**', ...slow],
        },
      },
      { extends: true, test: { name: 'package', include: slow, testTimeout: Number(process.env['YANDU_TEST_TIMEOUT'] ?? 120_000), hookTimeout: 120_000 } },
    ],
  },
})
