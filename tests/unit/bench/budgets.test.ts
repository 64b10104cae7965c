import { describe, expect, it } from 'vitest'
import { checkBudgets } from '../../../bench/budgets.ts'
import type { Measurement } from '../../../bench/measurement.ts'

const measured = (
  server: Measurement['server'],
  figures: Record<string, number>,
  { scenario = 'rooms', failed = null as string | null } = {},
): Measurement => ({ scenario, server, failed, figures, warnings: [] })

describe('budgets', () => {
  it('compare with the better of the others', () => {
    const [result] = checkBudgets([
      measured('ours', { cpuUsPerEdit: 300 }),
      measured('hocuspocus', { cpuUsPerEdit: 600 }),
      measured('y-websocket', { cpuUsPerEdit: 500 }),
    ])
    expect(result).toMatchObject({ ours: 300, peer: 500, value: 0.6, holds: true })
  })

  it('have no ratio to a run that failed', () => {
    const [result] = checkBudgets([
      measured('ours', { cpuUsPerEdit: 300 }),
      measured('hocuspocus', { cpuUsPerEdit: 600 }, { failed: 'incomplete' }),
    ])
    expect(result).toMatchObject({ value: null, holds: null, remark: 'peer failed' })
  })

  it('are missed when our own run failed', () => {
    const [result] = checkBudgets([
      measured('ours', { cpuUsPerEdit: 1 }, { failed: 'incomplete' }),
      measured('hocuspocus', { cpuUsPerEdit: 600 }),
    ])
    expect(result).toMatchObject({ ours: null, value: null, holds: false })
  })

  it('allow no lost edit', () => {
    const results = checkBudgets([measured('ours', { seenLost: 0, confirmedLost: 1 }, { scenario: 'kill' })])
    expect(results.map(({ holds }) => holds)).toEqual([true, false])
  })
})
