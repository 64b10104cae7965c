import { expect, it } from 'vitest'
import { peopleText, readersText } from '../../../../client/editor/people-words.ts'

it('[TOG-17] a reader is not counted among those who read along', () => {
  const reader = { isReader: true }
  expect(readersText({ writers: 0, readers: 1 }, reader)).toBe('only you')
  expect(readersText({ writers: 1, readers: 1 }, reader)).toBe('')
  expect(readersText({ writers: 0, readers: 2 }, reader)).toBe('1 reading')
  // Told before the room has counted them.
  expect(readersText({ writers: 1, readers: 0 }, reader)).toBe('')
})

it('[TOG-17] who writes is told of everybody who reads along', () => {
  const writer = { isReader: false }
  expect(readersText({ writers: 1, readers: 0 }, writer)).toBe('')
  expect(readersText({ writers: 1, readers: 1 }, writer)).toBe('1 reading')
})

it('[TOG-17] the list of people is only you, one other, or several', () => {
  const ada = { key: 'a', name: 'Ada', color: '#0b6a66', isSelf: true, activity: 'here', tabs: 2 } as const
  const ben = { ...ada, key: 'b', name: 'Ben', isSelf: false } as const
  expect(peopleText([ada])).toBe('only you')
  expect(peopleText([ben])).toBe('1 person')
  expect(peopleText([ada, ben])).toBe('2 people')
})
