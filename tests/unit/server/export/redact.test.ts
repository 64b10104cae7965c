/** Names that no export shows. */
import { expect, test } from 'vitest'
import { REDACTED_TEXT, redactEvent } from '../../../../server/export/redact.ts'
import { docOf, paragraphOf, textOf, type DocJson, type DocNode } from '../../../../shared/schema/doc-json.ts'
import { sampleEvent, sampleSession, sampleTrack } from '../../../support/export-event.ts'

const BOLD = [{ type: 'bold' }]

function redactDoc(doc: DocJson, ...names: string[]): DocJson | null {
  const session = sampleSession({ summary: doc })
  const redacted = redactEvent(sampleEvent({ tracks: [sampleTrack({ sessions: [session] })] }), names)
  return redacted.tracks[0]?.sessions[0]?.summary ?? null
}

const paragraph = (...content: DocNode[]): DocJson => docOf([{ type: 'paragraph', content }])

test('[REDACT-1] a name is gone from titles, people, places, links, texts and corrections of an event', () => {
  const event = sampleEvent({
    title: 'In honour of ADA LOVELACE',
    location: 'Ada Lovelace Hall',
    url: 'https://example.org/ada-lovelace/2019',
    licence: 'by Ada  Lovelace',
    tracks: [
      sampleTrack({
        title: 'Ada Lovelace’s engines',
        anchor: 'ada-lovelace-s-engines',
        leads: [{ name: 'Ada Lovelace', affiliation: 'Ada Lovelace Institute' }],
        links: [{ kind: 'web', title: 'Ada Lovelace', url: 'https://example.org/Ada%20Lovelace' }],
        sessions: [
          sampleSession({
            hall: 'ada lovelace',
            notes: docOf([paragraphOf('ada\u00A0lovelace spoke')]),
            summary: docOf([
              { type: 'minute', attrs: { kind: 'action', who: 'Ada Lovelace', due: null } },
              {
                type: 'codeBlock',
                content: [textOf('Signed-off-by: Ada Lovelace <ada.lovelace@example.org>')],
              },
              { type: 'image', attrs: { id: 'x', alt: 'Ada Lovelace at the board' } },
            ]),
            errata: [{ at: '2019-01-01T00:00:00Z', text: 'Ada Lovelace was not there.' }],
          }),
        ],
      }),
    ],
  })
  const text = JSON.stringify(redactEvent(event, ['Ada Lovelace']))
  expect(text).not.toMatch(/lovelace/i)
  expect(text).toContain(`${REDACTED_TEXT}’s engines`)
  expect(redactEvent(event, ['Ada Lovelace']).tracks[0]?.anchor).toBe('tracksample00001')
})

test('[REDACT-2] a name is gone also where marks, breaks or mentions part it; everything around it stays', () => {
  expect(
    redactDoc(
      paragraph(textOf('So '), textOf('Ada', BOLD), textOf(' Lovelace said'), textOf('!')),
      'ada lovelace',
    ),
  ).toEqual(paragraph(textOf('So '), textOf(REDACTED_TEXT, BOLD), textOf(' said'), textOf('!')))
  expect(
    redactDoc(paragraph(textOf('by Ada'), { type: 'hardBreak' }, textOf('Lovelace')), 'Ada Lovelace'),
  ).toEqual(paragraph(textOf(`by ${REDACTED_TEXT}`)))
  const mention = { type: 'personName', attrs: { name: 'Ada' } }
  expect(redactDoc(paragraph(mention, textOf(' Lovelace and '), mention), 'Ada Lovelace')).toEqual(
    paragraph(textOf(REDACTED_TEXT), textOf(' and '), mention),
  )
  expect(redactDoc(paragraph(textOf('Ada, Ada Lovelace, Ada')), 'Ada Lovelace', 'Ada')).toEqual(
    paragraph(textOf(`${REDACTED_TEXT}, ${REDACTED_TEXT}, ${REDACTED_TEXT}`)),
  )
})

test('[REDACT-3] a link that spells a name leads nowhere; its text stays', () => {
  const link = (href: string): DocJson => paragraph(textOf('slides', [{ type: 'link', attrs: { href } }]))
  for (const href of [
    'https://example.org/~ada-lovelace',
    'mailto:ada.lovelace@example.org',
    'https://x.org/?q=Ada%20Lovelace',
  ]) {
    expect(redactDoc(link(href), 'Ada Lovelace')).toEqual(paragraph(textOf('slides')))
  }
  expect(redactDoc(link('https://example.org/adage'), 'Ada')).toEqual(link('https://example.org/adage'))
})

test('[REDACT-4] parts of longer words stay, names are no patterns, and without names nothing changes', () => {
  const doc = paragraph(textOf('Adalbert, Canada, C++ (a.b) and 李明 said 李明明'))
  expect(redactDoc(doc, 'Ada', '.*', 'C++')).toEqual(
    paragraph(textOf(`Adalbert, Canada, ${REDACTED_TEXT}++ (a.b) and 李明 said 李明明`)),
  )
  expect(redactDoc(doc, '李明')).toEqual(
    paragraph(textOf(`Adalbert, Canada, C++ (a.b) and ${REDACTED_TEXT} said 李明明`)),
  )
  const event = sampleEvent()
  expect(redactEvent(event, [])).toBe(event)
})

test('[REDACT-1] what was made from a title with a name does not spell it: anchors and keys of imports', () => {
  const part = {
    title: 'Talk by José García',
    anchor: 'talk-by-jose-garcia',
    importKey: 'title:talk-by-jose-garcia',
  }
  const event = sampleEvent({ tracks: [sampleTrack({ ...part, sessions: [sampleSession(part)] })] })
  const [track] = redactEvent(event, ['José García']).tracks
  expect([track?.anchor, track?.importKey]).toEqual(['tracksample00001', null])
  expect([track?.sessions[0]?.anchor, track?.sessions[0]?.importKey]).toEqual(['sessionsample001', null])
  const cut = {
    ...part,
    title: 'On machines that compute, and how, by Ada Lovelace',
    anchor: 'on-machines-by-ada-lo',
  }
  const [other] = redactEvent(sampleEvent({ tracks: [sampleTrack(cut)] }), ['Ada Lovelace']).tracks
  expect(other?.anchor).toBe('tracksample00001')
})

test('[REDACT-1] characters that nobody sees, other hyphens and other apostrophes hide no name', () => {
  for (const text of [
    'Ada\u200bLovelace',
    'Ada\u00adLovelace',
    'Ada\u2011Lovelace',
    'Ada Love\u00adlace',
    'ADA\u00a0LOVELACE',
  ]) {
    expect(redactDoc(docOf([paragraphOf(`by ${text}.`)]), 'Ada Lovelace')).toEqual(
      docOf([paragraphOf(`by ${REDACTED_TEXT}.`)]),
    )
  }
  expect(redactDoc(docOf([paragraphOf('Miles O’Brien')]), "Miles O'Brien")).toEqual(
    docOf([paragraphOf(REDACTED_TEXT)]),
  )
})

test('[REDACT-3] an address that spells a name is gone as text too, however it is encoded', () => {
  for (const url of [
    'https://x.org/Ada%20Lovelace.pdf?d=100%',
    'https://x.org/Ada%2520Lovelace',
    'https://x.org/~ada_lovelace/',
    'mailto:ada.lovelace@x.org',
  ]) {
    expect(redactDoc(docOf([paragraphOf(`see ${url} there`)]), 'Ada Lovelace')).toEqual(
      docOf([paragraphOf(`see ${REDACTED_TEXT} there`)]),
    )
    const linked = paragraph(textOf('slides', [{ type: 'link', attrs: { href: url } }]))
    expect(redactDoc(linked, 'Ada Lovelace')).toEqual(paragraph(textOf('slides')))
  }
  const folded = paragraph(textOf('page', [{ type: 'link', attrs: { href: 'https://x.org/jose-garcia' } }]))
  expect(redactDoc(folded, 'José García')).toEqual(paragraph(textOf('page')))
})
