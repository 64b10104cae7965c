import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../../../support/eventually.ts'
import { LastingWorker } from '../../../../server/lib/lasting-worker.ts'
import { WorkerClient } from '../../../../server/lib/worker-client.ts'

type Request = 'echo' | 'exit' | 'throw' | 'never'

/** A worker that does what it is told, also to die. */
const MORTAL = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads'
    parentPort.on('message', (requests) => {
      for (const { id, request } of requests) {
        if (request === 'exit') process.exit(3)
        if (request === 'throw') throw new Error('out of my depth')
        if (request !== 'never') parentPort.postMessage([{ kind: 'done', id, value: threadId }])
      }
    })
  `)}`,
)

function start(
  options: Partial<Pick<ConstructorParameters<typeof LastingWorker<Request>>[0], 'onDeath' | 'idleMs'>> = {},
) {
  const worker = new LastingWorker<Request>({ file: MORTAL, data: null, ...options })
  onTestFinished(() => worker.close())
  return worker
}

test('[LOG-13] a worker that dies rejects everything that waits; the next call goes to a new one', async () => {
  const deaths: string[] = []
  const worker = start({ onDeath: (error) => deaths.push(error.message) })
  const first = await worker.call('echo')
  expect(await worker.call('echo')).toBe(first)
  const waiting = [worker.call('never'), worker.call('exit'), worker.call('echo')]
  const outcomes = await Promise.allSettled(waiting)
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(deaths).toEqual([expect.stringContaining('ended with code 3')])
  const second = await worker.call('echo')
  expect(second).not.toBe(first)
  await expect(worker.call('throw')).rejects.toThrow('out of my depth')
  expect(await worker.call('echo')).not.toBe(second)
})

test('[LOG-13] a worker that cannot start rejects each call and is tried again with the next', async () => {
  const worker = new LastingWorker<Request>({
    file: new URL('data:text/javascript,throw new Error("no disk")'),
    data: null,
  })
  onTestFinished(() => worker.close())
  await expect(worker.call('echo')).rejects.toThrow('no disk')
  await expect(worker.call('echo')).rejects.toThrow('no disk')
})

test('calls that are made together reach the thread in one message, later ones in another', async () => {
  const counting = `
    import { parentPort } from 'node:worker_threads'
    parentPort.on('message', (requests) => {
      parentPort.postMessage(requests.map(({ id }) => ({ kind: 'done', id, value: requests.length })))
    })
  `
  const client = new WorkerClient<string>({
    file: new URL(`data:text/javascript,${encodeURIComponent(counting)}`),
    data: null,
  })
  onTestFinished(() => client.close())
  expect(await Promise.all([client.call('a'), client.call('b'), client.call('c')])).toEqual([3, 3, 3])
  expect(await client.call('d')).toBe(1)
})

test('[LOG-13] a request that cannot be copied rejects alone', async () => {
  const client = new WorkerClient<Request | (() => void)>({ file: MORTAL, data: null })
  onTestFinished(() => client.close())
  const [before, refused, after] = await Promise.allSettled([
    client.call('echo'),
    client.call(() => {}),
    client.call('echo'),
  ])
  expect(refused).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringContaining('could not be cloned') as string },
  })
  expect(before).toMatchObject({ status: 'fulfilled' })
  expect(after).toEqual(before)
})

test('[LOG-13] a closed worker starts no other', async () => {
  const worker = start()
  await worker.call('echo')
  const waiting = worker.call('never')
  await Promise.all([expect(waiting).rejects.toThrow('worker closed'), worker.close()])
  await expect(worker.call('echo')).rejects.toThrow('worker closed')
})

test('[DOCS-10] a worker that is not used for a while is ended, and started again when it is needed', async () => {
  const worker = start({ idleMs: 20 })
  const first = await worker.call('echo')
  const again = await eventually(async () => {
    const thread = await worker.call('echo')
    if (thread !== first) return thread
    await new Promise((resolve) => setTimeout(resolve, 40))
    return null
  })
  expect(again).not.toBe(first)
})
