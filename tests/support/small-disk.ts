/** A file system of its own that can be filled up, where this machine lets one be made (Linux, as root). */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export class SmallDisk {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  /** Returns the reason when none can be made. */
  static make(bytes: number): SmallDisk | string {
    if (process.platform !== 'linux' || process.getuid?.() !== 0)
      return 'only root on Linux can mount a tmpfs'
    const path = mkdtempSync(join(tmpdir(), 'rapporteur-disk-'))
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path], { stdio: 'pipe' })
    } catch (error) {
      rmSync(path, { recursive: true })
      return `a tmpfs cannot be mounted here: ${(error as Error).message}`
    }
    return new SmallDisk(path)
  }

  /** Leaves so many bytes free; page-sized, since a tmpfs knows nothing smaller. */
  fillUp({ leave = 0 } = {}): void {
    const file = openSync(join(this.path, 'filler'), 'a')
    const page = new Uint8Array(4_096)
    try {
      for (;;) if (writeSync(file, page) < page.length) break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      closeSync(file)
    }
    if (leave > 0) execFileSync('truncate', ['-s', `-${leave}`, join(this.path, 'filler')])
  }

  empty(): void {
    rmSync(join(this.path, 'filler'), { force: true })
  }

  dispose(): void {
    execFileSync('umount', ['-l', this.path], { stdio: 'pipe' })
    rmSync(this.path, { recursive: true, force: true })
  }
}
