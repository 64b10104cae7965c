// `npm run dev`: the server restarts and the page reloads when a file changes. Open the address that Vite prints.
import { spawn } from 'node:child_process'
import { build, installPackages, requireNode, ROOT, tool } from './lib.js'

requireNode()
await installPackages()
await build('server')
const start = (command, args) => spawn(command, args, { cwd: ROOT, stdio: 'inherit' })
const children = [
  start(tool('vite'), [
    'build',
    '--watch',
    '--emptyOutDir',
    'false',
    '--logLevel',
    'warn',
    '--config',
    'vite.server.config.ts',
  ]),
  start(process.execPath, ['--watch-path=dist/server', 'bin/rapporteur.js', 'serve']),
  start(tool('vite'), []),
]
const stop = () => children.forEach((child) => child.kill())
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
for (const child of children) child.on('exit', stop)
