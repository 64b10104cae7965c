import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { ExportProgress } from '../../shared/contracts/publishing.ts'
import { fetchProgress } from '../api/exports.ts'

const POLL_MS = 500

/** What a job's work is given: a name under which the server tells how far it is, and what ends it. */
export interface JobHandle {
  readonly job: string
  readonly signal: AbortSignal
}

/**
 * Work on the server that takes a while, one at a time: how far it is while it runs, what was wrong in it when it is
 * done, and a way to end it. Ended work is no error.
 */
export function useJob<Input, Result>(work: (input: Input, handle: JobHandle) => Promise<Result>) {
  const controller = useRef<AbortController | null>(null)
  const [job, setJob] = useState<string | null>(null)
  const mutation = useMutation({
    mutationFn: async (input: Input): Promise<{ result: Result; progress: ExportProgress | null }> => {
      const name = crypto.randomUUID()
      const running = new AbortController()
      controller.current = running
      setJob(name)
      const result = await work(input, { job: name, signal: running.signal })
      // Its end can be asked for a while longer; a file without its warnings is better than none.
      const progress = await fetchProgress(name).catch(() => null)
      return { result, progress }
    },
  })
  const progress = useQuery({
    queryKey: ['job', job],
    queryFn: ({ signal }): Promise<ExportProgress | null> => fetchProgress(job ?? '', signal),
    enabled: job !== null && mutation.isPending,
    // The server does not know of it before it has read what was asked: not asked at once.
    initialData: null,
    staleTime: Infinity,
    refetchInterval: POLL_MS,
    retry: false,
    gcTime: 0,
  })
  const wasCancelled = mutation.error instanceof DOMException && mutation.error.name === 'AbortError'
  return {
    start: mutation.mutate,
    reset: mutation.reset,
    cancel: () => controller.current?.abort(),
    isRunning: mutation.isPending,
    progress: progress.data,
    done: mutation.data ?? null,
    error: wasCancelled ? null : mutation.error,
  }
}
