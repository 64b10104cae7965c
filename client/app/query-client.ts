import { QueryClient } from '@tanstack/react-query'
import { SECOND_MS } from '../../shared/domain/time.ts'
import { ApiError } from '../api/http.ts'

const MAX_RETRIES = 2

/** Problems that may be gone a moment later; every other answer stays what it is. */
function isPassing(error: Error): boolean {
  return error instanceof ApiError && ['unreachable', 'unavailable', 'internal'].includes(error.code)
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15 * SECOND_MS,
        retry: (failures, error) => failures < MAX_RETRIES && isPassing(error),
        // Venue networks report "offline" wrongly; a call that fails says more than the browser's guess.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
