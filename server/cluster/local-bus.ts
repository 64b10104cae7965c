import type { Bus, BusMessage } from './bus.ts'

/** The bus of a single server. */
export function createLocalBus(): Bus {
  const listeners = new Set<(message: BusMessage) => void>()
  return {
    publish(message) {
      // Later, as on a real bus: nobody may rely on having been told before `publish` returns.
      setImmediate(() => {
        for (const listener of listeners) listener(message)
      })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      listeners.clear()
    },
  }
}
