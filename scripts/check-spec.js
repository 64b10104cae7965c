// Holds docs/SPEC.md and the tests together: every rule has a test, every rule that a test names exists.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './lib.js'

const RULE = /[A-Z]{2,8}-\d+/g

const rules = new Map()
for (const [, id] of readFileSync(join(ROOT, 'docs/SPEC.md'), 'utf8').matchAll(
  /^- \*\*([A-Z]{2,8}-\d+)\*\*/gm,
)) {
  rules.set(id, (rules.get(id) ?? 0) + 1)
}

const tested = new Map()
for (const file of readdirSync(join(ROOT, 'tests'), { recursive: true })) {
  if (!/\.tsx?$/.test(file)) continue
  for (const [, ids] of readFileSync(join(ROOT, 'tests', file), 'utf8').matchAll(
    /\[((?:[A-Z]{2,8}-\d+(?:, )?)+)\]/g,
  )) {
    for (const id of ids.match(RULE)) tested.set(id, file)
  }
}

const problems = [
  ...[...rules].filter(([, count]) => count > 1).map(([id]) => `${id} stands in docs/SPEC.md more than once`),
  ...[...rules.keys()].filter((id) => !tested.has(id)).map((id) => `${id} has no test`),
  ...[...tested]
    .filter(([id]) => !rules.has(id))
    .map(([id, file]) => `${id} is named by tests/${file} but not in docs/SPEC.md`),
]
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exit(1)
console.log(`${rules.size} rules, each with a test`)
