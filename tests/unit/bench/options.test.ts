import { describe, expect, it } from 'vitest'
import { readOptions, UsageError } from '../../../bench/options.ts'

const NAMES = ['room-50', 'join', 'kill']

describe('options of the benchmark', () => {
  it('name scenarios, servers and a file', () => {
    expect(
      readOptions(['kill', 'room-50', '--peers', 'y-websocket,ours', '--out', 'x.json'], NAMES),
    ).toMatchObject({
      scenarios: ['room-50', 'kill'],
      servers: ['ours', 'y-websocket'],
      out: 'x.json',
      quick: false,
    })
  })

  it('mean everything when nothing is named', () => {
    expect(readOptions([], NAMES)).toMatchObject({
      scenarios: NAMES,
      servers: ['ours', 'hocuspocus', 'y-websocket'],
    })
  })

  it.each([['--fast'], ['rooms'], ['--peers', 'etherpad'], ['--rounds', '0'], ['--rounds', 'x']])(
    'are refused when wrong: %s %s',
    (...args) => {
      expect(() =>
        readOptions(
          args.filter((arg) => arg !== undefined),
          NAMES,
        ),
      ).toThrow(UsageError)
    },
  )
})
