import { expect, test } from 'vitest'
import { DEFAULT_TEMPLATES } from '../../../../shared/domain/note-templates.ts'
import { isEmptyDoc, plainTextOf } from '../../../../shared/schema/doc-json.ts'
import { fillTemplate } from '../../../../server/notes/fill-template.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'

const VALUES = { title: 'Boot *time* tracing', speakers: 'Ada, Ben', date: '9 September 2019' }
const fill = (markdown: string, values = VALUES) => fillTemplate(markdownToDoc(markdown), values)

test('[TPL-3] known names in double braces become what they stand for, as text and with their marks; others stay', () => {
  const doc = fill('# {{title}}\n\nBy **{{ speakers }}** on {{date}}, {{hall}} {{constructor}} {title}')
  expect(doc.content).toEqual([
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Boot *time* tracing' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'By ' },
        { type: 'text', text: 'Ada, Ben', marks: [{ type: 'bold' }] },
        { type: 'text', text: ' on 9 September 2019, {{hall}} {{constructor}} {title}' },
      ],
    },
  ])
})

test('[TPL-3] names in lists and code are replaced; what is not known leaves nothing, also no empty text', () => {
  const doc = fill('- {{speakers}}\n- {{title}}\n\n```\n{{date}}\n```', { ...VALUES, speakers: '', date: '' })
  expect(plainTextOf(doc).split('\n').filter(Boolean)).toEqual(['Boot *time* tracing'])
  expect(JSON.stringify(doc)).not.toContain('"text":""')
})

test('[TPL-3] each heading with nothing below it gets a line to write on', () => {
  const doc = fill('## Points\n\n## Questions\n\n- by whom?\n\n## Links')
  expect(doc.content.map(({ type }) => type)).toEqual([
    'heading',
    'paragraph',
    'heading',
    'bulletList',
    'heading',
    'paragraph',
  ])
})

test('[TPL-3] notes have four headings by default, summaries are blank', () => {
  const doc = fill(DEFAULT_TEMPLATES.notes)
  expect(plainTextOf(doc).split('\n').filter(Boolean)).toEqual([
    'Key points',
    'Questions',
    'Actions',
    'Links',
  ])
  expect(isEmptyDoc(fill(DEFAULT_TEMPLATES.summary))).toBe(true)
})
