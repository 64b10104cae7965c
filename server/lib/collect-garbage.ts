import { Session } from 'node:inspector'

/**
 * Collects everything that nobody refers to any more. V8 does so while a program allocates; one that just became quiet
 * would keep what it needed at its busiest. Takes some tens of milliseconds in which nothing else runs: for quiet moments.
 */
export function collectGarbage(): Promise<void> {
  const session = new Session()
  session.connect()
  return new Promise((resolve) => {
    session.post('HeapProfiler.collectGarbage', () => {
      // Ending the session from within its own answer never returns (Node 20).
      setImmediate(() => {
        session.disconnect()
        resolve()
      })
    })
  })
}
