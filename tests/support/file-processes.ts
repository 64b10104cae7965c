/** The processes that make files, as the system lists them. */
import { execFileSync } from 'node:child_process'

export interface FileProcess {
  readonly pid: number
  /** Resident memory. */
  readonly memoryBytes: number
}

/** Those that a process has started and that are still there. */
export function listFileProcesses(parent: number): readonly FileProcess[] {
  return listProcesses().filter((each) => each.parent === parent && each.args.includes('file-process.js'))
}

/** Whoever took over a process whose parent is gone may not have noticed its end: that is no life. */
export function isRunning(pid: number): boolean {
  return listProcesses().some((each) => each.pid === pid && !each.state.startsWith('Z'))
}

function listProcesses() {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,rss=,args='], { encoding: 'utf8' })
  return lines.split('\n').flatMap((line) => {
    const [, pid, parent, state = '', kib, args = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    if (pid === undefined) return []
    return [{ pid: Number(pid), parent: Number(parent), state, memoryBytes: Number(kib) * 1024, args }]
  })
}
