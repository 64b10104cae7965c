/** What the server tells about itself at /metrics, in Prometheus' text format. Labels are bounded; none holds an id. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { CloseName } from '../shared/protocol/close-codes.ts'
import { SECOND_MS } from '../shared/domain/time.ts'
import type { Meter } from './collab/meter.ts'

/** What a connection to a note runs over. */
export type Transport = 'websocket' | 'http'

/** What is read whenever somebody asks for the metrics. */
export interface MetricSources {
  /** Connections that have joined a note. */
  readonly connections: () => Readonly<Record<Transport, number>>
  readonly openRooms: () => number
  readonly commitFailures: () => number
  /** Participants that are too slow and wait for one diff. */
  readonly stale: () => number
  /** The committed state of all open notes, and the rows in it that no checkpoint holds. */
  readonly stateBytes: () => number
  readonly tailRows: () => number
  /** Open streams of reading pages. */
  readonly readers: () => number
  /** Seconds since the oldest change that the search does not find yet. */
  readonly searchLagSeconds: () => number
  readonly searchIndexBytes: () => number
}

export interface Metrics extends Meter {
  readonly registry: Registry
  /** The server closed a connection. */
  closed(name: CloseName): void
  watch(sources: MetricSources): void
}

/** A registry of its own, so that several servers in one process (tests) do not share it. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name: `rapporteur_${name}`, help, buckets, registers })
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `rapporteur_${name}`, help, labelNames, registers })

  const commitSeconds = histogram(
    'commit_seconds',
    'Time from handing a batch to the disk until it is there',
    [0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
  )
  const commitUpdates = histogram(
    'commit_updates',
    'Updates that were committed together',
    [1, 2, 5, 10, 20, 50, 100, 500],
  )
  const sendSeconds = histogram(
    'receive_to_send_seconds',
    'Time from receiving an edit until it leaves for those who write, oldest of each packet',
    [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 2],
  )
  const commitFailures = counter('failed_commits_total', 'Commits that failed and were tried again')
  const closes = counter(
    'closed_connections_total',
    'Connections that the server closed, by reason',
    'reason',
  )
  const joins = counter('joins_total', 'Participants who got a state, by how it was found', 'how')
  const checkpoints = counter('checkpoints_total', 'Checkpoints, by whether they could be made', 'result')
  const checkpointBytes = histogram(
    'checkpoint_bytes',
    'Size of the checkpoints that were made',
    [1_000, 10_000, 100_000, 1_000_000, 10_000_000],
  )
  const quarantined = counter(
    'quarantined_rows_total',
    'Rows of the log that were left out when a note was opened',
  )

  return {
    registry,
    committed(updates, ms) {
      commitSeconds.observe(ms / SECOND_MS)
      commitUpdates.observe(updates)
    },
    commitFailed: () => commitFailures.inc(),
    sent: (ms) => sendSeconds.observe(ms / SECOND_MS),
    joined: (how) => joins.inc({ how }),
    checkpointMade(bytes) {
      checkpoints.inc({ result: 'made' })
      checkpointBytes.observe(bytes)
    },
    checkpointFailed: () => checkpoints.inc({ result: 'failed' }),
    quarantined: (rows) => quarantined.inc(rows),
    closed: (reason) => closes.inc({ reason }),
    watch(sources) {
      const gauge = (name: string, help: string, read: () => number) =>
        new Gauge({
          name: `rapporteur_${name}`,
          help,
          registers,
          collect() {
            this.set(read())
          },
        })
      const connections = new Gauge({
        name: 'rapporteur_connections',
        help: 'Connections that have joined a note, by what they run over',
        labelNames: ['transport'],
        registers,
        collect() {
          for (const [transport, count] of Object.entries(sources.connections()))
            connections.set({ transport }, count)
        },
      })
      gauge('open_rooms', 'Notes that are open on this server', sources.openRooms)
      gauge('commit_failures', 'Commits in a row that failed; 0 is healthy', sources.commitFailures)
      gauge('stale_participants', 'Participants that are too slow and wait for one diff', sources.stale)
      gauge('state_bytes', 'Committed state of all open notes', sources.stateBytes)
      gauge('tail_rows', 'Committed rows of open notes that no checkpoint holds', sources.tailRows)
      gauge('readers', 'Reading pages that follow a note live', sources.readers)
      gauge(
        'search_lag_seconds',
        'Age of the oldest change of a note that the search does not find yet',
        sources.searchLagSeconds,
      )
      gauge('search_index_bytes', 'Size of the search index on disk', sources.searchIndexBytes)
    },
  }
}
