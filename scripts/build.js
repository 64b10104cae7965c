// `npm run build`: installs and builds what is missing.
import { build, installPackages, requireNode } from './lib.js'

requireNode()
await installPackages()
await build()
