import { expect } from 'vitest'
import type { Problem } from '../../shared/contracts/errors.ts'

/** The problem that an answer holds, whose status is the answer's. */
export async function problemOf(response: Promise<Response>): Promise<Problem> {
  const answer = await response
  const problem = (await answer.json()) as Problem
  expect(problem.status).toBe(answer.status)
  return problem
}

/** The only one of that title, or a failure that names those there are. */
export function findTitled<T extends { readonly title: string }>(things: readonly T[], title: string): T {
  const found = things.find((one) => one.title === title)
  if (!found) throw new Error(`expected “${title}” among ${things.map((one) => one.title).join(', ')}`)
  return found
}
