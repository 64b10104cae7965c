#!/usr/bin/env node
import { existsSync } from 'node:fs'

const cli = new URL('../dist/server/cli.js', import.meta.url)
if (!existsSync(cli)) {
  console.error('Rapporteur is not built yet: run `npm run build` first.')
  process.exit(1)
}
const { runCommand } = await import(cli)
process.exitCode = await runCommand(process.argv.slice(2))
