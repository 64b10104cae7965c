import { expect, test } from 'vitest'
import { checkProgramme } from '../../../../server/programme/check-programme.ts'
import { ImportError } from '../../../../shared/markdown/import-error.ts'
import { docOf } from '../../../../shared/schema/doc-json.ts'
import { someProgramme, someSession, someTrack, textDoc } from './stored-programme.ts'

const UNKNOWN = docOf([{ type: 'marquee' }])

test.each([
  [
    'an abstract',
    someProgramme({ sessions: [someSession('s', { abstract: UNKNOWN })] }),
    'session “Session s”',
  ],
  ['a summary', someProgramme({ tracks: [someTrack('t', { summary: UNKNOWN })] }), 'track “Track t”'],
  [
    'the description of the event',
    someProgramme({ event: { ...someProgramme().event, description: UNKNOWN } }),
    'event “Plumbing Days”',
  ],
])('[PROG-12] %s that the schema refuses ends the import, naming where it is', (_name, programme, place) => {
  expect(() => checkProgramme(programme)).toThrow(ImportError)
  expect(() => checkProgramme(programme)).toThrow(place)
})

test('[PROG-12] two sessions with one key end the import, naming both', () => {
  const programme = someProgramme({
    sessions: [someSession('s', { title: 'One' }), someSession('s', { title: 'Two' })],
  })
  expect(() => checkProgramme(programme)).toThrow(/“s” for “One” and “Two”/)
})

test('[PROG-12] a good programme comes back as it was', () => {
  const programme = someProgramme({
    tracks: [someTrack('t', { description: textDoc('words') })],
    sessions: [someSession('s', { summary: textDoc('more words') })],
  })
  expect(checkProgramme(programme)).toEqual(programme)
})
