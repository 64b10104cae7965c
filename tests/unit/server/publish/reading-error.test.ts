import { describe, expect, it } from 'vitest'
import { ERROR_STATUS, type ErrorCode } from '../../../../shared/contracts/errors.ts'
import { renderErrorPage } from '../../../../server/publish/reading-error.ts'
import { elementsNamed, metaOf, PAGE_REQUEST, parsePage, wordsOf } from './page-fixtures.ts'

const render = (code: ErrorCode) => parsePage(renderErrorPage(code, PAGE_REQUEST))
const titleOf = (code: ErrorCode) => elementsNamed(render(code), 'h1').map(wordsOf)[0]

describe('what readers see instead of a page', () => {
  it('[READ-5] somebody without a link is told to open it again', () => {
    expect(titleOf('not_signed_in')).toBe('Open your link again')
  })

  it('[READ-5] what one may not see and what does not exist look alike', () => {
    expect(renderErrorPage('forbidden', PAGE_REQUEST)).toBe(renderErrorPage('not_found', PAGE_REQUEST))
  })

  it('[READ-5] a link that has ended is called that', () => {
    expect(titleOf('link_gone')).toBe('This link has ended')
  })

  it('[READ-19] every code has words, a way on, and stays out of search engines', () => {
    for (const code of Object.keys(ERROR_STATUS) as ErrorCode[]) {
      const page = render(code)
      expect(`${code}: ${titleOf(code)}`).toMatch(/: \w/)
      expect(elementsNamed(page, 'a').map(({ properties }) => properties['href'])).toContain('/')
      expect(metaOf(page, 'robots')).toBe('noindex')
    }
  })
})
