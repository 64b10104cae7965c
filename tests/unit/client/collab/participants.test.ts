import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  applyAwarenessUpdate,
  Awareness,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness'
import * as Y from 'yjs'
import { NoteAwareness } from '../../../../client/collab/note-awareness.ts'
import { Participants } from '../../../../client/collab/participants.ts'

const opened: Awareness[] = []
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  for (const awareness of opened.splice(0)) awareness.destroy()
  vi.useRealTimers()
})

function open<Kind extends Awareness>(awareness: Kind, name: string): Kind {
  awareness.setLocalState({ user: { name, color: '#0b6a66' } })
  opened.push(awareness)
  return awareness
}

const tell = (from: Awareness, to: Awareness): void =>
  applyAwarenessUpdate(to, encodeAwarenessUpdate(from, [from.clientID]), 'network')

function meet() {
  const mine = open(new NoteAwareness(new Y.Doc()), 'Ada')
  const participants = new Participants(mine)
  const tabs = [open(new Awareness(new Y.Doc()), 'Ben'), open(new Awareness(new Y.Doc()), 'Ben')] as const
  for (const tab of tabs) tell(tab, mine)
  const ben = () => participants.getSnapshot().find(({ name }) => name === 'Ben')
  return { mine, participants, tabs, ben }
}

it('[TOG-8] somebody edits while their caret moves, and is here again ten seconds after', () => {
  const { mine, participants, tabs, ben } = meet()
  const seen: (string | undefined)[] = []
  const stop = participants.subscribe(() => seen.push(ben()?.activity))
  expect(ben()?.activity).toBe('here')
  tabs[0].setLocalStateField('cursor', { head: 1 })
  tell(tabs[0], mine)
  expect(ben()?.activity).toBe('editing')
  vi.advanceTimersByTime(9_000)
  // A mere renewal is no movement.
  tabs[0].setLocalState(tabs[0].getLocalState())
  tell(tabs[0], mine)
  vi.advanceTimersByTime(1_001)
  expect(seen.at(-1)).toBe('here')
  stop()
})

it('[TOG-8] somebody is idle when they say so in all their tabs', () => {
  const { mine, tabs, ben } = meet()
  tabs[0].setLocalStateField('idle', true)
  tell(tabs[0], mine)
  expect(ben()?.activity).toBe('here')
  tabs[1].setLocalStateField('idle', true)
  tell(tabs[1], mine)
  expect(ben()?.activity).toBe('idle')
  tabs[1].setLocalStateField('idle', undefined)
  tell(tabs[1], mine)
  expect(ben()?.activity).toBe('here')
})

it('[TOG-13] two tabs are one person, whose caret is the one that moved last', () => {
  const { mine, participants, tabs, ben } = meet()
  expect(ben()?.tabs).toBe(2)
  for (const [at, tab] of tabs.entries()) {
    tab.setLocalStateField('cursor', { head: at })
    tell(tab, mine)
    vi.advanceTimersByTime(10)
  }
  const key = ben()?.key ?? ''
  expect(participants.caretOf(key)).toEqual({ head: 1 })
  tabs[0].setLocalStateField('cursor', { head: 7 })
  tell(tabs[0], mine)
  expect(participants.caretOf(key)).toEqual({ head: 7 })
  removeAwarenessStates(mine, [tabs[0].clientID], 'network')
  expect(ben()?.tabs).toBe(1)
  expect(participants.caretOf(key)).toEqual({ head: 1 })
})
