import { describe, expect, it } from 'vitest'
import { docToHtml } from '../../../../server/export/html.ts'
import { versionOf } from '../../../../server/publish/note-version.ts'
import { docOf, paragraphOf, textOf } from '../../../../shared/schema/doc-json.ts'
import type { NoteId } from '../../../../shared/domain/ids.ts'

const htmlOf = (rendered: string) =>
  versionOf({ note: { id: 'n' as NoteId, kind: 'summary' }, seq: 1, at: 0, rendered, previous: null }).html

describe('a note as readers see it', () => {
  it('[READ-7] a note that holds blocks but no words is empty', () => {
    for (const rendered of [
      '',
      '<p></p>',
      '<p> \n</p><h3><br></h3>',
      '<p>&nbsp;&nbsp;</p>',
      '<ul><li><p></p></li></ul>',
    ]) {
      expect([rendered, htmlOf(rendered)]).toEqual([rendered, ''])
    }
  })

  it('[READ-7] a note with a single character is not', () => {
    for (const rendered of ['<p>x</p>', '<p>&nbsp;.</p>', '<p>&lt;</p>', '<p></p><p><em>&amp;</em></p>']) {
      expect(htmlOf(rendered)).toBe(rendered)
    }
  })

  it('[READ-8] anchors of the two notes of a page differ', () => {
    expect(htmlOf('<h3>Actions</h3>')).toBe('<h3 id="summary-actions">Actions</h3>')
  })

  it('[READ-21] headings that begin low are raised, and keep what is between them', () => {
    expect(htmlOf('<h5 id="b0123456789">A</h5><h6>B</h6><h5>C</h5>')).toBe(
      '<h3 id="summary-a"><span id="b0123456789"></span>A</h3><h4 id="summary-b">B</h4><h3 id="summary-c">C</h3>',
    )
    expect(htmlOf('<h3>A</h3><h5>B</h5><p>&lt;h5&gt;</p>')).toBe(
      '<h3 id="summary-a">A</h3><h5 id="summary-b">B</h5><p>&lt;h5&gt;</p>',
    )
  })

  it('[READ-21] check boxes say whether they are done, and wide blocks can be scrolled from the keyboard', () => {
    const task = (checked: boolean) => ({ type: 'taskItem', attrs: { checked }, content: [paragraphOf('a')] })
    const rendered = docToHtml(
      docOf([
        { type: 'taskList', content: [task(true), task(false)] },
        { type: 'codeBlock', content: [textOf('b')] },
        {
          type: 'table',
          content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraphOf('c')] }] }],
        },
      ]),
    )
    const html = htmlOf(rendered)
    expect(html.match(/aria-label="[^"]*"/g)).toEqual(['aria-label="Done"', 'aria-label="Not done"'])
    expect(html.match(/<(?:pre|table) tabindex="0">/g)).toEqual([
      '<pre tabindex="0">',
      '<table tabindex="0">',
    ])
  })
})
