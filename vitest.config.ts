import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/{unit,contract,integration}/**/*.test.ts'],
    // Server tests open sockets and database files; two cores are the smallest machine that must run them.
    maxWorkers: 2,
    // Some tests start several server processes; on a busy machine each takes seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    unstubEnvs: true,
    restoreMocks: true,
  },
})
