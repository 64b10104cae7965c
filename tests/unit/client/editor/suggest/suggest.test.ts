import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { EditorState, TextSelection } from '@tiptap/pm/state'
import { describe, expect, it } from 'vitest'
import {
  findSuggestion,
  mayStartAt,
  nextSuggestion,
  type Trigger,
} from '../../../../../client/editor/suggest/find-suggestion.ts'
import { foldText, matching } from '../../../../../client/editor/suggest/match.ts'
import { knownNames, nameMeant } from '../../../../../client/editor/suggest/names.ts'
import { placeList } from '../../../../../client/editor/suggest/place-list.ts'
import { documentSchema } from '../../../../../shared/schema/extensions.ts'

const person = (name: string) => ({ type: 'personName', attrs: { name } })
const text = (value: string, marks: object[] = []) => ({ type: 'text', text: value, marks })

/** A line with the caret at its end. */
function lineOf(content: object[], type = 'paragraph'): EditorState {
  const doc = documentSchema.nodeFromJSON({ type: 'doc', content: [{ type, content }] })
  return EditorState.create({ doc, selection: TextSelection.create(doc, doc.content.size - 1) })
}

const queryIn = (line: string, trigger: Trigger = '@'): string | null =>
  findSuggestion(lineOf([text(line)]), trigger)?.query ?? null

describe('where a list belongs', () => {
  it('[EDIT-12] behind its character at the start of a word, up to the caret', () => {
    expect(queryIn('@')).toBe('')
    expect(queryIn('asked @ada l')).toBe('ada l')
    expect(queryIn('(@ada')).toBe('ada')
    expect(queryIn('/h2', '/')).toBe('h2')
    expect(findSuggestion(lineOf([text('so @ad')]), '@')).toMatchObject({ from: 4, to: 7 })
  })

  it('[EDIT-12] not within words and addresses, not after a blank or another name, not endlessly', () => {
    for (const line of ['ada@example', 'plain', '@ ada', `@${'a'.repeat(41)}`])
      expect(queryIn(line)).toBeNull()
    expect(queryIn('and/or', '/')).toBeNull()
    expect(findSuggestion(lineOf([text('@'), person('Ada')]), '@')).toBeNull()
  })

  it('[EDIT-12] not in code', () => {
    expect(findSuggestion(lineOf([text('@ada')], 'codeBlock'), '@')).toBeNull()
    expect(findSuggestion(lineOf([text('@ada', [{ type: 'code' }])]), '@')).toBeNull()
    expect(mayStartAt(lineOf([text('x ')], 'codeBlock').selection.$from)).toBe(false)
    expect(mayStartAt(lineOf([text('x ')]).selection.$from)).toBe(true)
  })

  it('[EDIT-12] an open list goes along with changes by others, and closes when the caret goes to another word', () => {
    const state = lineOf([text('@one and @ad')])
    const open = findSuggestion(state, '@')!
    const typed = state.tr.insertText('a')
    expect(nextSuggestion(open, typed, state.apply(typed))).toMatchObject({ query: 'ada', from: open.from })

    const above = state.tr.insertText('Hi. ', 1).setMeta(ySyncPluginKey, { isChangeOrigin: true })
    expect(nextSuggestion(open, above, state.apply(above))).toMatchObject({
      query: 'ad',
      from: open.from + 4,
    })

    const away = state.tr.setSelection(TextSelection.create(state.doc, 5))
    expect(nextSuggestion(open, away, state.apply(away))).toBeNull()
    const gone = state.tr.delete(open.from, open.to)
    expect(nextSuggestion(open, gone, state.apply(gone))).toBeNull()
  })
})

describe('what fits', () => {
  it('[EDIT-10] case and accents do not matter; the start of any word counts, the start of the name most', () => {
    expect(foldText('Ångström')).toBe('angstrom')
    const names = ['Zoë Ångström', 'Angela Z.', 'Jean-Luc'].map((label) => ({ label, group: 'Here now' }))
    const labels = (query: string) => matching(names, query).map(({ label }) => label)
    expect(labels('ang')).toEqual(['Angela Z.', 'Zoë Ångström'])
    expect(labels('ZOE')).toEqual(['Zoë Ångström'])
    expect(labels('luc')).toEqual(['Jean-Luc'])
    expect(labels('')).toHaveLength(3)
    expect(labels('ngela')).toEqual([])
  })

  it('[EDIT-11] a word for it comes before the start of another name; groups stay whole, the best first', () => {
    const items = [
      { label: 'Heading 1', group: 'Headings', aliases: ['h1'] },
      { label: 'Quote', group: 'Blocks', aliases: [] },
      { label: 'Question', group: 'Minutes', aliases: ['q'] },
      { label: 'Table', group: 'Blocks', aliases: ['quick grid'] },
    ]
    expect(matching(items, 'q').map(({ label }) => label)).toEqual(['Question', 'Quote', 'Table'])
    expect(matching(items, '').map(({ group }) => group)).toEqual(['Headings', 'Blocks', 'Blocks', 'Minutes'])
  })

  it('[EDIT-10] names come once each: speakers, leads, who is here, who is named', () => {
    const { doc } = lineOf([person('Grace Hopper'), person('ADA LOVELACE'), person('')])
    const note = {
      session: { speakers: [{ name: 'Ada Lovelace' }] },
      track: { leads: [{ name: ' Ada Lovelace ' }, { name: 'Lea Lead' }] },
    } as Parameters<typeof knownNames>[0]['note']
    expect(knownNames({ note, present: ['Guest', 'Lea Lead', 'Ben'], doc })).toEqual([
      { label: 'Ada Lovelace', group: 'Speakers' },
      { label: 'Lea Lead', group: 'Leads of the track' },
      { label: 'Ben', group: 'Here now' },
      { label: 'Grace Hopper', group: 'In this note' },
    ])
    const task = documentSchema.nodeFromJSON({
      type: 'doc',
      content: [{ type: 'minute', attrs: { kind: 'action', who: 'Max' } }],
    })
    expect(knownNames({ note: { session: null, track: null }, present: [], doc: task })).toEqual([
      { label: 'Max', group: 'In this note' },
    ])
  })

  it('[EDIT-14] a full name or a part that only one has means somebody', () => {
    const people = ['Masami Hiramatsu', 'Ben Öther', 'Ada', 'Ada Lovelace'].map((label) => ({
      label,
      group: 'Here now',
    }))
    expect(nameMeant(people, 'masami')).toBe('Masami Hiramatsu')
    expect(nameMeant(people, 'Other')).toBe('Ben Öther')
    expect(nameMeant(people, ' Masami Hiramatsu ')).toBe('Masami Hiramatsu')
    expect(nameMeant(people, 'Ada')).toBe('Ada')
    expect(nameMeant([...people, { label: 'Ben Cole', group: 'Here now' }], 'Ben')).toBeNull()
    expect(nameMeant(people, 'Mas')).toBeNull()
    expect(nameMeant(people, 'Note')).toBeNull()
  })
})

describe('where the list stands', () => {
  const seen = { left: 0, right: 400, top: 0, bottom: 600 }
  const list = { width: 200, height: 300 }
  const caretAt = (left: number, top: number) => ({ left, right: left, top, bottom: top + 20 })

  it('[EDIT-13] below the line; above it where only there is room', () => {
    expect(placeList({ caret: caretAt(50, 100), seen, list })).toMatchObject({ left: 50, top: 126 })
    expect(placeList({ caret: caretAt(50, 500), seen, list })).toMatchObject({ top: 194 })
  })

  it('[EDIT-13] never over the edge, and lower where a keyboard leaves little room', () => {
    expect(placeList({ caret: caretAt(390, 100), seen, list })?.left).toBe(194)
    const little = { ...seen, bottom: 260 }
    expect(placeList({ caret: caretAt(0, 100), seen: little, list })).toEqual({
      left: 6,
      top: 126,
      maxHeight: 128,
    })
  })

  it('[EDIT-13] nowhere while the line is out of sight', () => {
    expect(placeList({ caret: caretAt(50, 700), seen, list })).toBeNull()
    expect(placeList({ caret: caretAt(50, -60), seen, list })).toBeNull()
  })
})
