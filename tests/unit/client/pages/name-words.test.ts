import { expect, it } from 'vitest'
import { publicationWords } from '../../../../client/pages/event/name-words.ts'

it('[NAME-13] of a publication it is said when it is from, whether readers see it, and what its PDF was made of', () => {
  const publication = { number: 3, publishedAt: '2026-05-04T10:00:00Z', isPublic: false, isInPdf: false }
  const words = publicationWords(publication, 'UTC')
  expect(words).toMatch(/^Number 3, .*2026/)
  expect(publicationWords({ ...publication, isPublic: true }, 'UTC')).toBe(
    `${words} – readers see it now: publish again afterwards`,
  )
  expect(publicationWords({ ...publication, isInPdf: true }, 'UTC')).toBe(
    `${words}. The PDF of publication 3 was made from texts with this name`,
  )
})
