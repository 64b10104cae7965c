/** Starts search-worker.ts with less priority than the socket loop; see documents/document-thread.ts. */
import { constants, setPriority } from 'node:os'
import { platform } from 'node:process'

if (platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
// Not a static import: those are loaded before anything of this file runs.
await import('./search-worker.ts')
