/** Where a server spent its time, from the profiles that Node writes when it ends (`--cpu-prof`): one per thread. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const TOP = 20

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}

export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  /** The node that ran at each sample, and how long before it the last sample was, in µs. */
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

export interface FunctionTime {
  readonly name: string
  readonly ms: number
  /** Of the time that the thread was not idle. */
  readonly share: number
}

/** The functions that took most time themselves, without what they called. */
export function rankSelfTimes(profile: CpuProfile): FunctionTime[] {
  const times = new Map<string, number>()
  for (const { name, ms } of samplesOf(profile)) times.set(name, (times.get(name) ?? 0) + ms)
  return rank(times, profile)
}

/** The functions that took most time with all that they called; functions of Node and V8 are left out. */
export function rankTotalTimes(profile: CpuProfile): FunctionTime[] {
  const own = new Map<number, number>()
  for (const { id, ms } of samplesOf(profile)) own.set(id, (own.get(id) ?? 0) + ms)
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const times = new Map<string, number>()
  // `above`: functions that are being counted further up, whose recursion must not count twice.
  const add = (id: number, above: ReadonlySet<string>): number => {
    const node = nodes.get(id)
    if (!node) return 0
    const name = nameOf(node)
    const inside = new Set(above).add(name)
    const ms = (node.children ?? []).reduce((sum, child) => sum + add(child, inside), own.get(id) ?? 0)
    const isOurs = node.callFrame.url !== '' && !node.callFrame.url.startsWith('node:')
    if (isOurs && !above.has(name)) times.set(name, (times.get(name) ?? 0) + ms)
    return ms
  }
  const children = new Set(profile.nodes.flatMap((node) => node.children ?? []))
  for (const { id } of profile.nodes) if (!children.has(id)) add(id, new Set())
  return rank(times, profile)
}

function* samplesOf({ nodes, samples, timeDeltas }: CpuProfile) {
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]))
  for (const [i, id] of samples.entries()) {
    const name = names.get(id) ?? '?'
    if (name !== '(idle)' && name !== '(program)') yield { id, name, ms: (timeDeltas[i] ?? 0) / 1_000 }
  }
}

function rank(times: ReadonlyMap<string, number>, profile: CpuProfile): FunctionTime[] {
  let busy = 0
  for (const { ms } of samplesOf(profile)) busy += ms
  return [...times]
    .map(([name, ms]) => ({ name, ms, share: ms / busy }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, TOP)
}

function nameOf({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
  const name = functionName || '(anonymous)'
  if (!url) return name
  const place = url.includes('/node_modules/') ? url.split('/node_modules/').at(-1) : basename(url)
  return `${name} ${place}:${lineNumber + 1}`
}

export function formatProfiles(dir: string): string {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.cpuprofile'))
    .sort()
    .map((name) => {
      const profile = JSON.parse(readFileSync(join(dir, name), 'utf8')) as CpuProfile
      return [
        name,
        'by themselves',
        ...rankSelfTimes(profile).map(formatTime),
        'with what they call',
        ...rankTotalTimes(profile).map(formatTime),
      ].join('\n')
    })
    .join('\n\n')
}

function formatTime({ name, ms, share }: FunctionTime): string {
  return `${ms.toFixed(0).padStart(8)} ms ${(share * 100).toFixed(1).padStart(5)} %  ${name}`
}
