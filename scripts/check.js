// `npm run check`: types, lint, format, and the rules of docs/SPEC.md against the tests.
import { installPackages, requireNode, run, tool } from './lib.js'

requireNode()
await installPackages()
const steps = [
  ['types', tool('tsc'), ['--noEmit']],
  ['lint', tool('oxlint'), ['--deny-warnings']],
  ['format', tool('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['rules', process.execPath, ['scripts/check-spec.js']],
]
let failed = 0
for (const [name, command, args] of steps) {
  try {
    await run(command, args)
    console.log(`${name}: fine`)
  } catch (error) {
    failed++
    console.error(`${name}: ${error.message}`)
  }
}
process.exitCode = failed === 0 ? 0 : 1
