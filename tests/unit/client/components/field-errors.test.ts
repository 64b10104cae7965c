import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../../client/api/http.ts'
import { checkForm, errorsOfAnswer } from '../../../../client/components/field-errors.ts'
import { SetupRequest } from '../../../../shared/contracts/people.ts'

const FIELDS = ['name', 'email', 'password'] as const

describe('field errors', () => {
  it('[PAGE-13] what a contract finds wrong stands at its field, once, as a sentence', () => {
    const checked = checkForm(SetupRequest, { secret: 's', name: ' ', email: 'x', password: 'short' }, FIELDS)
    expect(checked).toEqual({
      errors: {
        name: 'Expected a name.',
        email: 'Expected an e-mail address.',
        password: 'Expected at least 10 characters.',
      },
    })
  })

  it('[PAGE-13] what belongs to no field of the form stands at the form', () => {
    const checked = checkForm(SetupRequest, { name: 'A', email: 'a@b', password: '1234567890' }, FIELDS)
    expect('errors' in checked && Object.keys(checked.errors)).toEqual(['form'])
  })

  it('[PAGE-13] good values come back as the contract cleans them', () => {
    const checked = checkForm(
      SetupRequest,
      { secret: 's', name: ' Ada ', email: 'A@B.org ', password: '1234567890' },
      FIELDS,
    )
    expect(checked).toMatchObject({ value: { name: 'Ada', email: 'a@b.org' } })
  })

  it('[PAGE-13] the server’s refusal stands at the field whose place it names, else at the form', () => {
    const refusal = (place?: string) =>
      new ApiError({ code: 'bad_request', status: 400, detail: 'Why.', place })
    expect(errorsOfAnswer(refusal('email'), FIELDS)).toEqual({ email: 'Why.' })
    expect(errorsOfAnswer(refusal('links[0].url'), ['links'])).toEqual({ links: 'Why.' })
    expect(errorsOfAnswer(refusal('elsewhere'), FIELDS)).toEqual({ form: 'Why.' })
    expect(errorsOfAnswer(refusal(), FIELDS)).toEqual({ form: 'Why.' })
    expect(errorsOfAnswer(new Error('bug'), FIELDS)).toHaveProperty('form')
  })
})
