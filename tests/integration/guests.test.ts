/** Removing somebody from a note: real logins, sockets and notes of a server in a process of its own. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NoteParticipants, Removal, RemovalRequest } from '../../shared/contracts/guests.ts'
import type { NoteTimeline } from '../../shared/contracts/history.ts'
import type { LinkCreated } from '../../shared/contracts/people.ts'
import type { Role } from '../../shared/domain/access.ts'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { ApiClient, makeLink } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { createNoteWorld, type NoteWorld } from '../support/note-world.ts'
import { blockText } from '../support/note-writer.ts'

let world: NoteWorld
beforeAll(async () => {
  world = await createNoteWorld()
})
afterAll(() => world.dispose())

interface Guest {
  readonly api: ApiClient
  readonly link: LinkCreated
}

/** A browser that has opened a link of its own, or one that others use too. */
async function openBrowser(
  name: string,
  { role = 'scribe', link }: { readonly role?: Role; readonly link?: LinkCreated } = {},
): Promise<Guest> {
  const own =
    link ?? (await makeLink(world.organiser, { scope: { type: 'event', id: world.event.id }, role }))
  const api = new ApiClient(world.server.url)
  await api.request('GET', `/l/${own.secret}`)
  await api.expect('PATCH', '/me', { name })
  return { api, link: own }
}

const connect = ({ api }: Guest, noteId: string) => world.connect(noteId, { cookie: api.cookie })

const participantsOf = async (api: ApiClient, noteId: string) =>
  (await api.expect<NoteParticipants>('GET', `/notes/${noteId}/participants`)).participants

const idOf = async (name: string, noteId: string): Promise<string> => {
  const found = (await participantsOf(world.organiser, noteId)).find((one) => one.name === name)
  if (!found) throw new Error(`expected ${name} among the participants`)
  return found.id
}

const remove = (
  noteId: string,
  participant: string,
  request: Partial<RemovalRequest> = {},
  api = world.organiser,
) =>
  api.request<Removal & { code?: string }>('POST', `/api/v1/notes/${noteId}/removals`, {
    participant,
    rollback: 'none',
    revokeLinks: [],
    ...request,
  })

const plainText = async (noteId: string): Promise<string> =>
  (await world.organiser.request<string>('GET', `/api/v1/notes/${noteId}/content?format=txt`)).body.trim()

test('[GUEST-1, GUEST-5] a guest who is removed is out in every note at once, and nothing of theirs is taken any more', async () => {
  const [one, two] = [await world.freshNote(), await world.freshNote()]
  const guest = await openBrowser('Mallory')
  const [first, second] = [await connect(guest, one).synced(), await connect(guest, two).synced()]
  first.addParagraph('typed before')
  expect(await first.save()).toBe('saved')
  const answer = await remove(one, await idOf('Mallory', one))
  expect(answer.body).toEqual({ ended: true, revoked: 0, notes: [] })
  for (const client of [first, second]) {
    await eventually(() => client.closes.includes(CLOSE.removed.code), { message: 'the close' })
  }
  first.addParagraph('typed after')
  const me = await guest.api.expect<{ kind: string }>('GET', '/me')
  expect(me.kind).toBe('anonymous')
  const again = connect(guest, one)
  await eventually(() => again.closes.includes(CLOSE.notSignedIn.code), { message: 'the refusal' })
  expect(await plainText(one)).toBe('typed before')
  // Ending it once more changes nothing.
  expect((await remove(one, await idOf('Mallory', one))).body.ended).toBe(false)
})

test('[GUEST-2, GUEST-10] those who are here or wrote are told apart by login, with the links that they came by', async () => {
  const note = await world.freshNote()
  const shared = await makeLink(world.organiser, {
    scope: { type: 'event', id: world.event.id },
    role: 'scribe',
    label: 'on the slides',
  })
  const guests = [
    await openBrowser('Alex', { link: shared }),
    await openBrowser('Alex', { link: shared }),
    await openBrowser('Sam', { link: shared }),
  ]
  const [alex, other] = guests as [Guest, Guest, Guest]
  const gone = await connect(alex, note).synced()
  gone.addParagraph('from the one')
  await gone.save()
  gone.destroy()
  const here = await connect(other, note).synced()
  await eventually(
    async () => (await participantsOf(world.organiser, note)).filter((one) => one.isHere).length === 1,
    {
      message: 'one who is here',
    },
  )
  const people = (await participantsOf(world.organiser, note)).filter(({ name }) => name === 'Alex')
  expect(people.map(({ isHere, wrote, kind }) => [isHere, wrote?.changes ?? 0, kind])).toEqual([
    [true, 0, 'guest'],
    [false, 1, 'guest'],
  ])
  expect(new Set(people.map(({ id }) => id)).size).toBe(2)
  expect(people[0]?.links).toEqual([
    {
      id: shared.id,
      scopeTitle: 'Conference',
      label: 'on the slides',
      role: 'scribe',
      others: 2,
    },
  ])
  // Taking the link away ends what everybody has by it.
  const { body } = await remove(note, people[1]?.id ?? '', { revokeLinks: [shared.id] })
  expect(body).toEqual({ ended: true, revoked: 1, notes: [] })
  await eventually(() => here.closes.includes(CLOSE.forbidden.code), { message: 'the end of the link' })
  expect((await other.api.request('GET', `/l/${shared.secret}`)).status).toBe(410)
})

test('[GUEST-3, GUEST-4] nobody removes a stronger role, nor themselves, nor somebody who was never there', async () => {
  const note = await world.freshNote()
  const lead = await openBrowser('Lea', { role: 'lead' })
  const organiser = await openBrowser('Oscar', { role: 'organizer' })
  const scribe = await openBrowser('Sid')
  for (const guest of [lead, organiser, scribe]) await connect(guest, note).synced()
  await eventually(
    async () => (await participantsOf(world.organiser, note)).filter((one) => one.isHere).length === 3,
    { message: 'three who are here' },
  )
  const [leadId, organiserId] = [await idOf('Lea', note), await idOf('Oscar', note)]
  const seen = await participantsOf(lead.api, note)
  expect(Object.fromEntries(seen.map(({ name, obstacle }) => [name, obstacle]))).toEqual({
    Lea: 'self',
    Oscar: 'stronger',
    Sid: null,
  })
  const codeOf = async (answer: ReturnType<typeof remove>) => (await answer).body.code
  expect(await codeOf(remove(note, leadId, {}, lead.api))).toBe('conflict')
  expect(await codeOf(remove(note, organiserId, { rollback: 'note' }, lead.api))).toBe('forbidden')
  expect(await codeOf(remove(note, leadId, {}, scribe.api))).toBe('forbidden')
  expect(await codeOf(remove(await world.freshNote(), leadId))).toBe('bad_request')
  expect(await codeOf(remove(note, 'guest:nobody'))).toBe('bad_request')
  expect(await codeOf(remove(note, leadId, { revokeLinks: ['nolink'] }))).toBe('bad_request')
  for (const { api } of [lead, organiser, scribe])
    expect((await api.expect<{ kind: string }>('GET', '/me')).kind).toBe('guest')
  expect((await remove(note, await idOf('Sid', note), {}, lead.api)).body.ended).toBe(true)
})

test('[GUEST-6, GUEST-7, GUEST-9, GUEST-11] what they did is taken back in all notes of the event as one change each, while others write', async () => {
  const [one, two] = [await world.freshNote(), await world.freshNote()]
  const [ada, mallory] = [await openBrowser('Ada'), await openBrowser('Mal')]
  const [here, there] = [await connect(ada, one).synced(), await connect(ada, two).synced()]
  here.addParagraph('first line')
  here.addParagraph('second line')
  there.addParagraph('another note')
  await Promise.all([here.save(), there.save()])
  const [spam, scrawl] = [await connect(mallory, one).synced(), await connect(mallory, two).synced()]
  const root = spam.doc.getXmlFragment(FRAGMENT)
  root.delete(0, 1)
  blockText(root, 0).insert(0, 'SPAM ')
  spam.addParagraph('all mine')
  blockText(scrawl.doc.getXmlFragment(FRAGMENT), 0).insert(0, 'SPAM ')
  await Promise.all([spam.save(), scrawl.save()])
  await eventually(() => here.blocks.includes('all mine'), { message: 'what they wrote' })
  blockText(here.doc.getXmlFragment(FRAGMENT), 1).insert(8, '? No.')
  await here.save()
  // One has no connection while it happens, and writes on.
  there.provider.disconnect()
  blockText(there.doc.getXmlFragment(FRAGMENT), 0).insert(0, 'Yet ')
  const { body } = await remove(one, await idOf('Mal', one), { rollback: 'event' })
  expect(body.ended).toBe(true)
  expect(body.notes.map(({ outcome, title }) => [outcome, title])).toEqual([
    ['rolledBack', 'A talk'],
    ['rolledBack', 'A talk'],
  ])
  expect(await plainText(one)).toBe('first line\n\nsecond line\n\n? No.')
  await eventually(() => here.blocks === 'first linesecond line? No.', {
    message: 'the text for those who are here',
  })
  there.provider.connect()
  await there.synced()
  await there.save()
  expect(await plainText(two)).toBe('Yet another note')
  const timeline = await world.organiser.expect<NoteTimeline>('GET', `/notes/${one}/timeline`)
  const last = timeline.steps.at(-1)
  expect([timeline.authors[last?.author ?? -1]?.name, last?.fromSeq, last?.toSeq]).toEqual([
    'Olga Organiser',
    timeline.seq,
    timeline.seq,
  ])
  // The log has all: what was there before can be had again.
  await world.organiser.expect('POST', `/notes/${one}/restore`, { seq: timeline.seq - 1 })
  expect(await plainText(one)).toContain('SPAM second line')
})

test('[GUEST-9] what was restored by hand before does not come back a second time', async () => {
  const note = await world.freshNote()
  const [ada, mallory] = [await openBrowser('Ada'), await openBrowser('Mel')]
  const here = await connect(ada, note).synced()
  here.addParagraph('a line')
  here.addParagraph('and another')
  await here.save()
  const { seq } = await world.organiser.expect<NoteTimeline>('GET', `/notes/${note}/timeline`)
  const vandal = await connect(mallory, note).synced()
  const root = vandal.doc.getXmlFragment(FRAGMENT)
  root.delete(0, 2)
  vandal.addParagraph('nothing to see')
  await vandal.save()
  await world.organiser.expect('POST', `/notes/${note}/restore`, { seq })
  await remove(note, await idOf('Mel', note), { rollback: 'note' })
  expect(await plainText(note)).toBe('a line\n\nand another')
})

test('[GUEST-12] it is written down who removed whom, without what stood there', async () => {
  const note = await world.freshNote()
  const guest = await openBrowser('Trudy')
  const client = await connect(guest, note).synced()
  client.addParagraph('rude')
  await client.save()
  await remove(note, await idOf('Trudy', note), { rollback: 'note', revokeLinks: [guest.link.id] })
  // That the link ended, too, is not what they are told.
  await eventually(() => client.closes.length > 0, { message: 'the close' })
  expect(client.closes).toEqual([CLOSE.removed.code])
  const rows = await world.readAudit()
  const mine = rows.filter(({ subject, act }) => subject === 'Trudy' && act !== 'link.opened')
  expect(Object.fromEntries(mine.map(({ act, actor_name, detail }) => [act, [actor_name, detail]]))).toEqual({
    'guest.removed': ['Olga Organiser', null],
    'text.rolled-back': ['Olga Organiser', 'in 1 note'],
  })
  expect(JSON.stringify(rows)).not.toContain('rude')
})

test('[GUEST-13] an account stays, and so does a program: only what they wrote can be taken back', async () => {
  const note = await world.freshNote()
  const other = await openBrowser('Otto', { role: 'organizer' })
  const account = await world.connect(note, { cookie: world.organiser.cookie }).synced()
  account.addParagraph('by an account')
  const program = await world.connect(note).synced()
  program.addParagraph('by a program')
  await Promise.all([account.save(), program.save()])
  const people = await participantsOf(other.api, note)
  expect(people.map(({ kind }) => kind).toSorted()).toEqual(['account', 'link'])
  for (const { id } of people) {
    const { body } = await remove(note, id, { rollback: 'note' }, other.api)
    expect(body).toMatchObject({ ended: false, notes: [{ outcome: 'rolledBack' }] })
  }
  expect(await plainText(note)).toBe('')
  expect((await world.organiser.expect<{ kind: string }>('GET', '/me')).kind).toBe('user')
  expect(account.closes).toEqual([])
})
