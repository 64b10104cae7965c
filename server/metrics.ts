/** What the server tells about itself at /metrics, in Prometheus' text format. Labels are bounded; none holds an id. */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'

export interface MetricSources {
  /** Connections that have joined a note. */
  readonly connections: () => number
  readonly openRooms: () => number
  readonly commitFailures: () => number
  /** Open streams of reading pages. */
  readonly readers: () => number
}

/** A registry of its own, so that several servers in one process (tests) do not share it. */
export function createMetrics(sources: MetricSources): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  gauge('rapporteur_connections', 'WebSocket connections that have joined a note', sources.connections)
  gauge('rapporteur_open_rooms', 'Notes that are open on this server', sources.openRooms)
  gauge('rapporteur_commit_failures', 'Commits in a row that failed; 0 is healthy', sources.commitFailures)
  gauge('rapporteur_readers', 'Reading pages that follow a note live', sources.readers)
  return registry
}
