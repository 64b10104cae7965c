import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/browser',
  // Each file has a server of its own; on two cores more than one at a time only makes them wait for each other.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  use: {
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env['RAPPORTEUR_CHROMIUM'] ? { executablePath: process.env['RAPPORTEUR_CHROMIUM'] } : {}),
      chromiumSandbox: false,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
