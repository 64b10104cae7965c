import { expect, test } from 'vitest'
import {
  DEFAULT_TEXTS,
  templateFieldsOf,
  templateTextsOf,
} from '../../../../client/pages/event/template-values.ts'
import { sampleEventDetail } from '../programme-samples.ts'

const event = sampleEventDetail()

test('[TPL-4] the form shows what applies, and sends a default text as none', () => {
  expect(templateTextsOf({ ...event, notesTemplate: null, summaryTemplate: '' })).toEqual({
    notesTemplate: DEFAULT_TEXTS.notesTemplate,
    summaryTemplate: '',
  })
  expect(templateFieldsOf({ ...DEFAULT_TEXTS, summaryTemplate: '# Outcome' })).toEqual({
    notesTemplate: null,
    summaryTemplate: '# Outcome',
  })
  expect(templateFieldsOf({ notesTemplate: ' ', summaryTemplate: ' ' })).toEqual({
    notesTemplate: ' ',
    summaryTemplate: null,
  })
})
