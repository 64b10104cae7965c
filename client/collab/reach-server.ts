/** How soon a plain request has to be answered. */
const ASK_LIMIT_MS = 3_000

/** Whether the server of a note's socket (such as `wss://host/collab`) answers a plain request. */
export async function reachServer(serverUrl: string): Promise<boolean> {
  try {
    const address = new URL('/healthz', serverUrl.replace(/^ws/, 'http'))
    const { ok } = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(ASK_LIMIT_MS) })
    return ok
  } catch {
    return false
  }
}
