/**
 * Starts document-worker.ts with less priority than the socket loop: nobody waits for it at the keyboard, and loading
 * and reading documents takes long. On Linux the priority is that of the calling thread alone; elsewhere it would be the
 * whole server's.
 */
import { constants, setPriority } from 'node:os'
import { platform } from 'node:process'

if (platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
// Not a static import: those are loaded before anything of this file runs.
await import('./document-worker.ts')
