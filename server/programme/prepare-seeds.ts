import type { Documents } from '../documents/documents.ts'
import { AppError } from '../errors.ts'
import { readUpdate, type ClockRange } from '../lib/read-update.ts'
import type { PlannedSeed } from './import-plan.ts'

interface Seed {
  readonly bytes: Uint8Array
  readonly clocks: readonly ClockRange[]
}

/** Seeds by what they are for. */
export type PreparedSeeds = ReadonlyMap<string, Seed>

/** Turns documents into first updates. Done before the transaction, which nobody should have to wait for. */
export async function prepareSeeds(
  documents: Pick<Documents, 'seed'>,
  planned: readonly PlannedSeed[],
): Promise<PreparedSeeds> {
  const seeds = new Map<string, Seed>()
  for (const seed of planned) {
    const bytes = await documents.seed(seed.doc)
    seeds.set(seedKey(seed), { bytes, clocks: readUpdate(bytes)?.clocks ?? [] })
  }
  return seeds
}

/** Throws AppError `conflict` when there is none: the event was changed after the plan that seeds were prepared for. */
export function seedOf(seeds: PreparedSeeds, planned: PlannedSeed): Seed {
  const seed = seeds.get(seedKey(planned))
  if (seed) return seed
  throw changedMeanwhile()
}

export function changedMeanwhile(): AppError {
  return new AppError(
    'conflict',
    'Somebody changed this event during the import. Nothing was imported; try again.',
  )
}

function seedKey({ owner, key, kind }: PlannedSeed): string {
  return JSON.stringify([owner, key, kind])
}
