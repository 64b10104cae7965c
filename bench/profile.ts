/** Where a server spent its time, from the profiles that Node writes when it ends (`--cpu-prof`): one per thread. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const TOP = 15

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
}

export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  /** The node that ran at each sample, and how long before it the last sample was, in µs. */
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

export interface SelfTime {
  readonly name: string
  readonly ms: number
  /** Of the time that the thread was not idle. */
  readonly share: number
}

/** The functions that took most time themselves, without what they called. */
export function rankSelfTimes({ nodes, samples, timeDeltas }: CpuProfile): SelfTime[] {
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]))
  const times = new Map<string, number>()
  let busy = 0
  samples.forEach((id, i) => {
    const name = names.get(id) ?? '?'
    if (name === '(idle)' || name === '(program)') return
    const ms = (timeDeltas[i] ?? 0) / 1_000
    busy += ms
    times.set(name, (times.get(name) ?? 0) + ms)
  })
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
      const ranked = rankSelfTimes(JSON.parse(readFileSync(join(dir, name), 'utf8')) as CpuProfile)
      const lines = ranked.map(
        ({ name, ms, share }) =>
          `${ms.toFixed(0).padStart(8)} ms ${(share * 100).toFixed(1).padStart(5)} %  ${name}`,
      )
      return `${name}\n${lines.join('\n')}`
    })
    .join('\n\n')
}
