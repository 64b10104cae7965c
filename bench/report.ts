/** Results as Markdown. */
import type { BudgetResult } from './budgets.ts'
import type { Machine } from './machine.ts'
import type { Measurement } from './measurement.ts'
import type { Figures } from './scenarios/scenario.ts'

const COLUMNS = [
  'scenario',
  'server',
  'p50 ms',
  'p95',
  'p99',
  'max',
  'CPU µs/edit',
  'core',
  'peak MiB',
  'more',
]

/** Milliseconds and the like: as many digits as mean something. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return '–'
  if (Number.isInteger(value) || value >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(value < 10 ? 2 : 1)
}

const formatShare = (share: number): string => `${Math.round(share * 100)} %`

/** Figures that are not in a column of their own: how each reads. */
const MORE: readonly (readonly [name: string, read: (value: number) => string])[] = [
  ['writersP95', (value) => `to writers p95 ${formatNumber(value)}`],
  ['readersP95', (value) => `to readers p95 ${formatNumber(value)}`],
  ['aloneP95', (value) => `writers alone p95 ${formatNumber(value)}`],
  ['allMs', (value) => `all after ${formatNumber(value)} ms`],
  ['cpuMsPerJoin', (value) => `CPU ${formatNumber(value)} ms each`],
  ['writersBeforeP95', (value) => `writers p95 before ${formatNumber(value)}`],
  ['writersDuringP95', (value) => `during ${formatNumber(value)}`],
  ['rounds', (value) => `${value} rounds`],
  ['seen', (value) => `${formatNumber(value)} edits seen`],
  ['seenLost', (value) => `${formatNumber(value)} of them lost`],
  ['lossShare', (value) => formatShare(value)],
  ['confirmed', (value) => (value > 0 ? `${formatNumber(value)} confirmed` : '')],
  ['confirmedLost', (value) => `${formatNumber(value)} of the confirmed lost`],
  ['beforeMb', (value) => `${formatNumber(value)} MiB before`],
  ['openMb', (value) => `${formatNumber(value)} open`],
  ['afterMb', (value) => `${formatNumber(value)} after`],
  ['medianMs', (value) => `median ${formatNumber(value)} ms`],
  ['slowestMs', (value) => `slowest ${formatNumber(value)} ms`],
  ['documentFrames', (value) => `${formatNumber(value)} document frames/s each`],
  ['presenceFrames', (value) => `${formatNumber(value)} presence frames/s`],
  ['loadCpuShare', (value) => `load ${formatShare(value)}`],
]

export function formatMachine({ cores, cpu, node, bound }: Machine): string {
  const binding = bound
    ? 'each server bound to core 0 with all its threads, the load to core 1'
    : 'NOT bound to cores: figures also depend on what else ran'
  return `Machine: ${cores} cores, ${cpu}, Node ${node}; ${binding}.`
}

export function formatMeasurements(measurements: readonly Measurement[]): string {
  return formatTable(
    COLUMNS,
    measurements.flatMap((measurement) => [
      formatRow(measurement.scenario, measurement),
      ...(measurement.series ?? []).map(({ step, figures }) =>
        formatRow(`${measurement.scenario}: ${step}`, {
          ...measurement,
          failed: null,
          figures,
          warnings: [],
        }),
      ),
    ]),
  )
}

function formatRow(
  name: string,
  { server, failed, figures, warnings }: Pick<Measurement, 'server' | 'failed' | 'figures' | 'warnings'>,
): string[] {
  const number = (figure: string) => (figure in figures ? formatNumber(figures[figure] ?? Number.NaN) : '')
  const more = failed === null ? describeMore(figures) : [`FAILED: ${failed}`]
  const remarks = [...more, ...warnings.map((warning) => `⚠ ${warning}`)]
  return [
    name,
    server,
    ...['p50', 'p95', 'p99', 'max', 'cpuUsPerEdit'].map(number),
    'coreShare' in figures ? formatShare(figures['coreShare'] ?? Number.NaN) : '',
    number('peakRssMb'),
    remarks.join('; ').replaceAll('|', '/').replaceAll('\n', ' '),
  ]
}

function describeMore(figures: Figures): string[] {
  return MORE.flatMap(([name, read]) => {
    const value = figures[name]
    return value === undefined ? [] : [read(value)]
  }).filter((text) => text !== '')
}

export function formatBudgets(results: readonly BudgetResult[]): string {
  return formatTable(
    ['scenario', 'budget', 'ours', 'peer', 'ratio', 'limit', 'holds'],
    results.map(({ scenario, title, against, limit, unit, ours, peer, value, holds, remark }) => {
      const withUnit = (amount: number | null) =>
        amount === null ? '–' : `${formatNumber(amount)}${unit ? ` ${unit}` : ''}`
      const isRatio = against !== 'own'
      return [
        scenario,
        isRatio ? `${title}, against ${against === 'hocuspocus' ? 'Hocuspocus' : 'the better peer'}` : title,
        withUnit(ours),
        isRatio ? withUnit(peer) : '',
        isRatio && value !== null ? value.toFixed(3) : '',
        isRatio ? `× ${limit.toFixed(3)}` : withUnit(limit),
        holds === null ? `? ${remark}` : holds ? 'yes' : `MISSED${remark ? ` (${remark})` : ''}`,
      ]
    }),
  )
}

function formatTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}
