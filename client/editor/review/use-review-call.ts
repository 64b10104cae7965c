import { useState } from 'react'
import { ApiError } from '../../api/http.ts'
import { explainError } from '../../components/explain-error.ts'

export interface ReviewCall {
  readonly isBusy: boolean
  /** Why the last call came to nothing, in words; null when it did not. */
  readonly problem: string | null
  readonly call: (action: () => Promise<void>) => void
  /** Says why nothing is asked of the server. */
  readonly refuse: (problem: string) => void
}

/** One call at a time, with what became of it. */
export function useReviewCall(): ReviewCall {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const call = (action: () => Promise<void>): void => {
    setBusy(true)
    setProblem(null)
    action()
      .catch((error: unknown) => setProblem(explain(error)))
      .finally(() => setBusy(false))
  }
  return { isBusy, problem, call, refuse: setProblem }
}

function explain(error: unknown): string {
  const { detail } = explainError(error)
  const found = error instanceof ApiError ? error.found : null
  return found === null ? detail : `${detail} It says now: “${found}”`
}
