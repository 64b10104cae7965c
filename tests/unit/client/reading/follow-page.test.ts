import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { PageFollower, type FollowerOptions } from '../../../../client/reading/follow-page.ts'
import type { FollowState } from '../../../../client/reading/follow-state.ts'
import type { NoteContent } from '../../../../client/reading/note-text.ts'
import { eventually } from '../../../support/eventually.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

let server: Server | null = null
let follower: PageFollower | null = null

afterEach(async () => {
  follower?.pause()
  server?.closeAllConnections()
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
  server = null
})

async function listen(handler: Handler): Promise<string> {
  const listening = createServer(handler)
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/live?notes=a`
}

function follow(options: Partial<FollowerOptions> & Pick<FollowerOptions, 'stream'>) {
  const states: FollowState[] = []
  const notes: NoteContent[] = []
  follower = new PageFollower({
    pollSeconds: 20,
    poll: async () => ({ kind: 'same' }),
    shown: () => new Map([['a', 3]]),
    onNote: (note) => notes.push(note),
    onPage: () => {},
    onState: (state) => states.push(state),
    ...options,
  })
  follower.start()
  return { states, notes, last: () => states.at(-1), follower }
}

const openStream: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(': still here\n\n')
}

describe('following a page', () => {
  it('[READ-20] says Live only once the stream is open, and tells the server what the page shows', async () => {
    let asked = ''
    const stream = await listen((request, response) => {
      asked = request.url ?? ''
      openStream(request, response)
    })
    const { states } = follow({ stream })
    expect(states).toEqual([])
    await eventually(() => states.length > 0)
    expect(states).toEqual([{ kind: 'live' }])
    expect(asked).toBe('/live?notes=a&patches=1&after=a%3D3')
  })

  it('[READ-18] a patch builds on the text that this stream sent', async () => {
    const stream = await listen((request, response) => {
      openStream(request, response)
      response.write('event: content\ndata: {"note":"a","seq":4,"at":null,"html":"<p>ab</p>"}\n\n')
      response.write(
        'event: patch\ndata: {"note":"a","seq":5,"from":4,"at":null,"start":4,"end":5,"html":"X"}\n\n',
      )
    })
    const { notes } = follow({ stream })
    await eventually(() => notes.length === 2)
    expect(notes.map(({ seq, html }) => [seq, html])).toEqual([
      [4, '<p>ab</p>'],
      [5, '<p>aXb</p>'],
    ])
  })

  it('[READ-20] a broken line is called that, and comes back by itself', async () => {
    let connections = 0
    const stream = await listen((request, response) => {
      connections++
      openStream(request, response)
      if (connections === 1) setImmediate(() => response.destroy())
    })
    const { states } = follow({ stream })
    await eventually(() => connections === 2 && states.length === 3)
    expect(states.map(({ kind }) => kind)).toEqual(['live', 'reconnecting', 'live'])
  })

  it('[READ-20] when the device says that the network is gone, the line counts as broken', async () => {
    let connections = 0
    const stream = await listen((request, response) => {
      connections++
      openStream(request, response)
    })
    const { states, follower: dropping } = follow({ stream })
    await eventually(() => states.length === 1)
    dropping.dropLine()
    await eventually(() => states.length === 3)
    expect(states.map(({ kind }) => kind)).toEqual(['live', 'reconnecting', 'live'])
    expect(connections).toBe(2)
  })

  it('[READ-15] a refusal stops for good, and says why', async () => {
    let requests = 0
    const stream = await listen((_request, response) => {
      requests++
      response.writeHead(403).end()
    })
    const { last, follower: stopped } = follow({ stream })
    await eventually(() => last()?.kind === 'stopped')
    expect(last()).toEqual({ kind: 'stopped', reason: 'Your access to this page has ended.' })
    stopped.pause()
    stopped.start()
    expect([requests, last()?.kind]).toEqual([1, 'stopped'])
  })

  it('[READ-15] an end event stops for good, with the server’s own words', async () => {
    const stream = await listen((request, response) => {
      openStream(request, response)
      response.end('event: end\ndata: {"code":"forbidden","detail":"Ask for a new link."}\n\n')
    })
    const { last } = follow({ stream })
    await eventually(() => last()?.kind === 'stopped')
    expect(last()).toEqual({ kind: 'stopped', reason: 'Ask for a new link.' })
  })

  it('[READ-20] when streams fail repeatedly, the page itself is asked again, and the words say so', async () => {
    const stream = await listen((_request, response) => void response.writeHead(503).end())
    let polls = 0
    const { last, follower: waiting } = follow({
      stream,
      poll: async () => {
        polls++
        return { kind: 'same' }
      },
    })
    await eventually(() => {
      waiting.retryNow()
      return last()?.kind === 'polling'
    })
    expect(last()).toEqual({ kind: 'polling', seconds: 20 })
    expect(polls).toBeGreaterThan(0)
  })

  it('[READ-28] where a stream is held back from the start, the page is asked again at once', async () => {
    let streams = 0
    const stream = await listen((_request, response) => {
      streams++
      response.writeHead(200, { 'content-type': 'text/event-stream' })
    })
    let polls = 0
    const { states } = follow({
      stream,
      limits: { begin: 50, silence: 60_000 },
      poll: async () => {
        polls++
        return { kind: 'same' }
      },
    })
    await eventually(() => polls === 1)
    expect(states.map(({ kind }) => kind)).toEqual(['reconnecting', 'polling'])
    expect(streams).toBe(1)
  })

  it('[READ-28] a stream that begins and then falls silent is tried once more, then the page is asked', async () => {
    let streams = 0
    const stream = await listen((request, response) => {
      streams++
      openStream(request, response)
    })
    let polls = 0
    const { states, follower: waiting } = follow({
      stream,
      limits: { begin: 60_000, silence: 50 },
      poll: async () => {
        polls++
        return { kind: 'same' }
      },
    })
    await eventually(() => {
      waiting.retryNow()
      return polls > 0
    })
    expect(states.map(({ kind }) => kind).slice(0, 5)).toEqual([
      'live',
      'reconnecting',
      'live',
      'reconnecting',
      'polling',
    ])
    expect(streams).toBeGreaterThanOrEqual(2)
  })

  it('[READ-20] a page without a stream is only polled; a refusal stops it', async () => {
    const { last } = follow({ stream: null, poll: async () => ({ kind: 'refused', status: 410 }) })
    const state = await eventually(last)
    expect(state.kind).toBe('stopped')
  })

  it('[READ-20] pausing gives up the line, and starting takes it again', async () => {
    let open = 0
    const stream = await listen((request, response) => {
      open++
      response.on('close', () => open--)
      openStream(request, response)
    })
    const { last, follower: paused } = follow({ stream })
    await eventually(() => last()?.kind === 'live')
    paused.pause()
    expect(last()).toEqual({ kind: 'paused' })
    await eventually(() => open === 0)
    paused.start()
    await eventually(() => last()?.kind === 'live')
    expect(open).toBe(1)
  })
})
