/**
 * Group commit: one writer for all rooms. Updates gather while a commit runs, and a little longer when one was made just
 * before, so load makes batches bigger, not slower: a commit costs the same whatever it holds. Nothing
 * is shown to anybody before it is on disk (rules ROOM-2…4 and ROOM-19, docs/SPEC.md).
 */
import { createBusyShare } from '../lib/busy-share.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../log.ts'
import type { NoteLog, StagedUpdate } from '../storage/note-log.ts'
import type { Meter } from './meter.ts'

/** An update that is on disk, its place in the log, and what was staged with it. */
export interface Commit {
  readonly update: StagedUpdate
  readonly seq: number
  readonly from: unknown
}

/** Whose updates are committed. */
export interface CommitOwner {
  /** How many people who write are told of its commits at once. */
  readonly writers: number
  /** Told once for each batch that touched it, in the order of the log. */
  committed(commits: readonly Commit[]): void
  /** Told each time that a commit of its updates fails. */
  commitFailed(): void
}

/** An update on its way to the disk; `from` comes back to its owner as it is. */
interface Staged {
  readonly update: StagedUpdate
  readonly owner: CommitOwner
  readonly from: unknown
}

const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 5_000
/**
 * From the start of one commit to the start of the next: as long as commits may cost an eighth of the time or so, and
 * longer the more rooms and people are told of each. Who types alone never waits: the pause between two letters is longer.
 */
const INTERVAL_MS = 4
const INTERVAL_PER_ROOM_MS = 1
const INTERVAL_PER_WRITER_MS = 0.065
const MAX_INTERVAL_MS = 50
/**
 * The busier the server beyond this part of its time, the longer: up to three times. A core that is full has a backlog,
 * in which everybody waits far longer than for a commit.
 */
const EASY_SHARE = 0.6
const LONGEST_STRETCH = 3
/** Bytes that may wait for a disk that takes nothing. */
const MAX_STAGED_BYTES = 64 * 1024 * 1024

export class CommitQueue {
  readonly #noteLog: NoteLog
  readonly #clock: Clock
  readonly #log: Logger
  readonly #meter: Meter
  readonly #busyShare: () => number
  #stagedBytes = 0
  #staged: Staged[] = []
  #running = false
  #committing = false
  #failures = 0
  /** On the clock of `performance.now`: pacing work is no matter of the time of day. */
  #nextAt = 0
  #idle: (() => void)[] = []

  constructor({
    noteLog,
    clock,
    log,
    meter,
    busyShare = createBusyShare(),
  }: {
    readonly noteLog: NoteLog
    readonly clock: Clock
    readonly log: Logger
    readonly meter: Meter
    /** The part of the time (0 to 1) in which the server is busy. */
    readonly busyShare?: () => number
  }) {
    this.#noteLog = noteLog
    this.#clock = clock
    this.#log = log
    this.#meter = meter
    this.#busyShare = busyShare
  }

  /** Commits in a row that failed; 0 when the disk takes what it is given. */
  get failures(): number {
    return this.#failures
  }

  /** Whether the disk is at work, in a thread that may have to share its core with this one. */
  get isCommitting(): boolean {
    return this.#committing
  }

  /** Whether so much waits for the disk that nothing more may be staged. */
  get isFull(): boolean {
    return this.#stagedBytes > MAX_STAGED_BYTES
  }

  /** Adds an update; its owner is told with `from` once it is on disk. Failing commits are tried again until they succeed. */
  stage(staged: Staged): void {
    this.#staged.push(staged)
    this.#stagedBytes += staged.update.bytes.byteLength
    if (this.#running) return
    this.#running = true
    // Everything that arrives in this turn of the event loop goes into the same batch.
    setImmediate(() => void this.#run())
  }

  /** Resolves when everything staged so far is on disk. */
  async drain(): Promise<void> {
    if (this.#running) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  async #run(): Promise<void> {
    while (this.#staged.length > 0) {
      const wait = this.#nextAt - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      const batch = this.#staged
      this.#staged = []
      const startedAt = performance.now()
      const owners = new Set(batch.map((staged) => staged.owner))
      this.#nextAt = startedAt + intervalAfter(owners, this.#busyShare())
      try {
        const seqs = await this.#append(batch)
        this.#failures = 0
        for (const { update } of batch) this.#stagedBytes -= update.bytes.byteLength
        this.#meter.committed(batch.length, performance.now() - startedAt)
        this.#tellOwners(batch, seqs)
      } catch (error) {
        // Nothing of a failed batch is shown: it goes back to the front, in order.
        this.#staged = [...batch, ...this.#staged]
        this.#failures++
        this.#meter.commitFailed()
        this.#log.error(
          { err: error, failures: this.#failures, updates: batch.length },
          'commit failed, trying again',
        )
        for (const owner of owners) owner.commitFailed()
        const delay = Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LAST_RETRY_MS)
        await new Promise<void>((resolve) => this.#clock.after(delay, resolve))
      }
    }
    this.#running = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  async #append(batch: readonly Staged[]): Promise<readonly number[]> {
    this.#committing = true
    try {
      return await this.#noteLog.append(batch.map(({ update }) => update))
    } finally {
      this.#committing = false
    }
  }

  #tellOwners(batch: readonly Staged[], seqs: readonly number[]): void {
    const perOwner = new Map<CommitOwner, Commit[]>()
    batch.forEach(({ update, owner, from }, index) => {
      const commits = perOwner.get(owner) ?? []
      commits.push({ update, seq: seqs[index] ?? 0, from })
      perOwner.set(owner, commits)
    })
    for (const [owner, commits] of perOwner) {
      try {
        owner.committed(commits)
      } catch (error) {
        // The updates are on disk; one room's trouble must not keep the others waiting.
        this.#log.error({ err: error }, 'room failed to take a commit')
      }
    }
  }
}

/** Milliseconds. */
export function intervalAfter(owners: ReadonlySet<Pick<CommitOwner, 'writers'>>, busyShare: number): number {
  let writers = 0
  for (const owner of owners) writers += owner.writers
  const interval = INTERVAL_MS + INTERVAL_PER_ROOM_MS * owners.size + INTERVAL_PER_WRITER_MS * writers
  const excess = Math.max(0, busyShare - EASY_SHARE) / (1 - EASY_SHARE)
  return Math.min(MAX_INTERVAL_MS, interval * (1 + (LONGEST_STRETCH - 1) * excess))
}
