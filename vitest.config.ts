import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      // What all these load is loaded once for each worker: they share no state that they change.
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], isolate: false } },
      {
        extends: true,
        test: { name: 'server', include: ['tests/{contract,integration}/**/*.test.ts'], isolate: false },
      },
    ],
    // Server tests open sockets and database files; two cores are the smallest machine that must run them.
    maxWorkers: 2,
    // Some tests start several server processes; on a busy machine each takes seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    unstubEnvs: true,
    restoreMocks: true,
  },
})
