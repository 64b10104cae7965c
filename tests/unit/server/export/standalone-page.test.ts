import { expect, test } from 'vitest'
import { composeSession } from '../../../../server/export/compose.ts'
import { composeStandalonePage, MAX_INLINE_PICTURE_BYTES } from '../../../../server/export/page.ts'
import { docOf } from '../../../../shared/schema/doc-json.ts'
import {
  richDoc,
  SAMPLE_IMAGE_ID,
  SAMPLE_IMAGES,
  SAMPLE_PNG,
  sampleSession,
} from '../../../support/export-event.ts'

const SETTING = { timeZone: 'Europe/Lisbon', mentionsMissingSummary: false }
const doc = composeSession(sampleSession({ summary: richDoc() }), SETTING, 'full')

test('[SITE-21] a page of one file has its pictures inside, and says where one is missing', () => {
  const { html, warnings } = composeStandalonePage({ doc, title: 'Boot-time tracing', images: SAMPLE_IMAGES })
  const data = Buffer.from(SAMPLE_PNG).toString('base64')
  expect(html).toContain(
    `<img src="data:image/png;base64,${data}" alt="A red square" width="1" height="1" data-picture="${SAMPLE_IMAGE_ID}" loading="lazy">`,
  )
  expect(html).toContain('<p class="missing-picture">[picture: Lost]</p>')
  expect(html).not.toContain('/api/')
  expect(warnings).toEqual([
    {
      code: 'broken_picture',
      message: 'A picture under “Lists of things” is not there; the page says [picture: Lost] in its place.',
    },
  ])
})

test('[SITE-21] pictures beyond the limit are left out, each told of, and smaller ones after them are not', () => {
  const bytes = (length: number) =>
    ({ bytes: new Uint8Array(length), mediaType: 'image/png', width: 1, height: 1 }) as const
  const images = new Map([
    ['a', bytes(60)],
    ['b', bytes(50)],
    ['c', bytes(40)],
  ])
  const image = (id: string) => ({ type: 'image', attrs: { id, alt: id } })
  const { html, warnings } = composeStandalonePage({
    doc: docOf([image('a'), image('b'), image('c'), image('a')]),
    title: 'Pictures',
    images,
    maxPictureBytes: 100,
  })
  expect(html.match(/alt="[^"]*"|\[picture: .\]/g)).toEqual([
    'alt="a"',
    '[picture: b]',
    'alt="c"',
    '[picture: a]',
  ])
  expect(warnings.map(({ code }) => code)).toEqual(['picture_left_out', 'picture_left_out'])
  expect(warnings[0]?.message).toBe(
    'A picture under “Pictures” was left out, since the pictures of one page may have 100 bytes together; the page says [picture: b] in its place.',
  )
  expect(
    composeStandalonePage({
      doc,
      title: '',
      images: new Map([[SAMPLE_IMAGE_ID, bytes(MAX_INLINE_PICTURE_BYTES)]]),
    }).html,
  ).toContain('data:')
})
