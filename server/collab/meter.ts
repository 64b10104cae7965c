/** What rooms tell about their work, for metrics. Every method is called often and must cost next to nothing. */
export interface Meter {
  /** A batch is on disk: how many updates, and how long its commit took. */
  committed(updates: number, ms: number): void
  commitFailed(): void
  /** Updates left: how long the oldest of them was in the server. */
  sent(ms: number): void
  /** A participant was answered from what was ready (`shared`), or by looking through the whole note. */
  joined(how: 'shared' | 'searched'): void
  checkpointMade(bytes: number): void
  checkpointFailed(): void
  /** Rows that were left out because they are damaged or do not fit into the document. */
  quarantined(rows: number): void
}

export const NO_METER: Meter = {
  committed() {},
  commitFailed() {},
  sent() {},
  joined() {},
  checkpointMade() {},
  checkpointFailed() {},
  quarantined() {},
}
