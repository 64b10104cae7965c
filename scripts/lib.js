/** Shared by the scripts: nothing here may need an installed package. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const WINDOWS = process.platform === 'win32'

/** Runs a program with the terminal's output; rejects when it fails. Its standard output goes to stderr when asked. */
export function run(command, args, { quiet = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 2 : 'inherit', 'inherit'],
      shell: WINDOWS,
    })
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}`)),
    )
  })
}

/** A program that a package installed. */
export const tool = (name) => join(ROOT, 'node_modules', '.bin', WINDOWS ? `${name}.cmd` : name)

/** Ends the script with one sentence when Node is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Rapporteur needs Node.js 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

/** Changes when the lock file of a folder or Node does: then what is installed there does not fit any more. */
export const fingerprintLock = (dir) =>
  createHash('sha256')
    .update(readFileSync(join(dir, 'package-lock.json')))
    .update(process.version)
    .digest('hex')

/** Installs the packages of the lock file unless that was done for this lock file already. */
export async function installPackages() {
  const stamp = join(ROOT, 'node_modules', '.installed')
  const lock = fingerprintLock(ROOT)
  // The tools may have been pruned since.
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(tool('vite'))) return
  console.error('Installing packages (the first time takes a minute or two: the database is compiled) …')
  await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true })
  writeFileSync(stamp, lock)
}

function listFiles(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .sort()
    .flatMap((name) => listFiles(join(path, name)))
}

/** A fingerprint of files by name, size and time. */
function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => listFiles(join(ROOT, path)))) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${file}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

const viteBuild = (config) =>
  run(tool('vite'), ['build', '--logLevel', 'warn', '--config', config], { quiet: true })

/** The parts of a build: what each is made from, and how. A part that is made on demand is made when it is named. */
const PARTS = [
  {
    name: 'server',
    from: ['server', 'shared', 'vite.server.config.ts', 'package-lock.json'],
    make: () => viteBuild('vite.server.config.ts'),
  },
  {
    name: 'benchmark',
    onDemand: true,
    from: [
      'bench',
      'shared',
      'tsconfig.base.json',
      'tsconfig.bench.json',
      'vite.bench.config.ts',
      'package-lock.json',
    ],
    make: async () => {
      await run(tool('tsc'), ['-p', 'tsconfig.bench.json'], { quiet: true })
      await viteBuild('vite.bench.config.ts')
    },
  },
  {
    name: 'client',
    from: ['client', 'shared', 'vite.config.ts', 'vite.reading.config.ts', 'package-lock.json'],
    make: async () => {
      await viteBuild('vite.config.ts')
      await viteBuild('vite.reading.config.ts')
    },
  },
]

/** Builds what changed since the last build. `only` names one part. */
export async function build(only) {
  for (const { name, from, make, onDemand } of PARTS) {
    if (only ? only !== name : onDemand) continue
    const stamp = join(ROOT, 'dist', `.${name}-built-from`)
    const present = fingerprint(from)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === present) continue
    console.error(`Building the ${name} …`)
    await make()
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, present)
  }
}
