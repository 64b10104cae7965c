import { describe, expect, it } from 'vitest'
import { anchorHeadings } from '../../../../server/publish/heading-anchors.ts'

describe('anchors of headings', () => {
  it('[READ-8] an id follows from the words of a heading, so text added above does not change it', () => {
    const before = anchorHeadings('<h3>Open questions</h3>', 'notes')
    const after = anchorHeadings('<h3>New</h3><p>…</p><h3>Open questions</h3>', 'notes')
    expect(before.html).toBe('<h3 id="notes-open-questions">Open questions</h3>')
    expect(after.html).toContain('<h3 id="notes-open-questions">')
  })

  it('[READ-8] headings with the same words get different ids', () => {
    const { headings } = anchorHeadings('<h3>Q</h3><h3>Q</h3><h4>Q 2</h4><h3>Q</h3>', 'notes')
    expect(headings.map(({ id }) => id)).toEqual(['notes-q', 'notes-q-2', 'notes-q-2-2', 'notes-q-3'])
  })

  it('[READ-8] headings keep their level, and their text is plain', () => {
    const { headings } = anchorHeadings('<h4>R&amp;D <strong>of</strong> <code>a&lt;b</code></h4>', 'summary')
    expect(headings).toEqual([{ id: 'summary-r-d-of-a-b', level: 4, text: 'R&D of a<b' }])
  })

  it('[READ-8] any script makes an id, and no heading makes markup', () => {
    const { headings } = anchorHeadings('<h3>中文 標題</h3><h3>&quot;&gt;&lt;x&gt;</h3><h3>…</h3>', 'notes')
    expect(headings.map(({ id }) => id)).toEqual(['notes-中文-標題', 'notes-x', 'notes-section'])
  })

  it('[READ-8] a heading without text is left alone', () => {
    expect(anchorHeadings('<h3><br></h3>', 'notes')).toEqual({ html: '<h3><br></h3>', headings: [] })
  })
})
