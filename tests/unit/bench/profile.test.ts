import { expect, it } from 'vitest'
import { rankSelfTimes } from '../../../bench/profile.ts'

const node = (id: number, functionName: string, url = '') => ({
  id,
  callFrame: { functionName, url, lineNumber: 9 },
})

it('a profile is summed up by self time, without idle time', () => {
  const ranked = rankSelfTimes({
    nodes: [
      node(1, '(idle)'),
      node(2, 'merge', 'file:///app/node_modules/yjs/dist/yjs.mjs'),
      node(3, 'send', 'file:///app/room.js'),
    ],
    samples: [1, 2, 2, 3],
    timeDeltas: [9_000, 2_000, 4_000, 2_000],
  })
  expect(ranked).toEqual([
    { name: 'merge yjs/dist/yjs.mjs:10', ms: 6, share: 0.75 },
    { name: 'send room.js:10', ms: 2, share: 0.25 },
  ])
})
