// `npm start`: installs and builds what is missing, then serves. Arguments go to `rapporteur serve`.
import { build, installPackages, requireNode } from './lib.js'

requireNode()
try {
  await installPackages()
  await build()
} catch (error) {
  console.error(`Rapporteur could not be prepared: ${error.message}`)
  process.exit(1)
}
const { runCommand } = await import('../dist/server/cli.js')
process.exitCode = await runCommand(['serve', ...process.argv.slice(2)])
