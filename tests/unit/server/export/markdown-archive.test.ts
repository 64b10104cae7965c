import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { composeSessionText, eventToMarkdownFiles } from '../../../../server/export/markdown-archive.ts'
import { importNote } from '../../../../server/import/note.ts'
import type { DocNode } from '../../../../shared/schema/doc-json.ts'
import { plainMinutes } from '../../../../shared/schema/plain-minutes.ts'
import type { ExportEvent } from '../../../../server/export/programme.ts'
import { SAMPLE_IMAGES, sampleEvent, SAMPLE_PNG } from '../../../support/export-event.ts'
import { markdownForm } from '../../../support/markdown-form.ts'
import { wildEvent } from '../../../support/wild-event.ts'

const filesOf = (event: ExportEvent) =>
  new Map(eventToMarkdownFiles(event, SAMPLE_IMAGES).map((file) => [file.path, file.bytes]))
const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8')

describe('an event as Markdown files', () => {
  test('[FMT-9] has a folder per track in programme order, contents, licence and pictures', async () => {
    const files = filesOf(sampleEvent())
    expect([...files.keys()]).toEqual([
      'README.md',
      '01-tracing/README.md',
      '01-tracing/01-boot-time-tracing.md',
      '01-tracing/02-libtraceevent.md',
      '02-bpf/README.md',
      '03-other-sessions/README.md',
      '03-other-sessions/01-closing.md',
      'images/rapporteur-imgsample0000001.png',
    ])
    expect(files.get('images/rapporteur-imgsample0000001.png')).toEqual(SAMPLE_PNG)
    await expect(textOf(files.get('README.md'))).toMatchFileSnapshot(
      '../../../fixtures/formats/archive-README.md',
    )
    await expect(textOf(files.get('01-tracing/01-boot-time-tracing.md'))).toMatchFileSnapshot(
      '../../../fixtures/formats/archive-session.md',
    )
  })

  test('[FMT-9] every relative address in it leads to a file of it, whatever titles say', () => {
    for (const event of [sampleEvent(), ...Array.from({ length: 2 }, (_, seed) => wildEvent(seed + 1))]) {
      const files = filesOf(event)
      const seen = new Set<string>()
      for (const [path, bytes] of files) {
        if (!path.endsWith('README.md')) continue
        for (const [, target = ''] of textOf(bytes).matchAll(/\]\((\d[^)\s]*)\)/g)) {
          const file = posix.join(posix.dirname(path), target)
          expect(files.has(file), `${path}: ${target}`).toBe(true)
          seen.add(file)
        }
      }
      const sessionFiles = [...files.keys()].filter((path) => /\/\d[^/]*\.md$/.test(path))
      expect([...seen]).toEqual(expect.arrayContaining(sessionFiles))
    }
  })

  test('[FMT-10] the file of a session is imported as the document that it was made from', () => {
    let compared = 0
    for (const event of [sampleEvent(), ...Array.from({ length: 6 }, (_, seed) => wildEvent(seed + 1))]) {
      const files = filesOf(event)
      const sessions = [...event.tracks.flatMap((track) => track.sessions), ...event.sessions]
      for (const session of sessions) {
        const path = [...files.keys()].find((name) => name.endsWith(`-${session.anchor}.md`)) ?? ''
        const bytes = files.get(path) ?? new Uint8Array()
        const back = importNote({ bytes, format: 'auto', fileName: path })
        expect(JSON.stringify(back)).not.toContain('rapporteur-session')
        const doc = composeSessionText(session)
        // A cell is one line in Markdown: tables do not come back as they were.
        if (JSON.stringify(doc).includes('"table"') && session.anchor.startsWith('wild')) continue
        expect(markdownForm(withoutSizes(plainMinutes(back)))).toEqual(markdownForm(withoutSizes(doc)))
        compared++
      }
    }
    expect(compared).toBeGreaterThan(4)
  })

  test('[FMT-10] its facts are quoted: no title, name or address is a fact of its own', () => {
    const value = /(?:null|true|false|"(?:[^"\\\u0000-\u001f\u2028\u2029]|\\.)*")/.source // oxlint-disable-line no-control-regex
    const line = new RegExp(
      `^(?:[a-zA-Z]+: (?:${value}|\\[\\])|(?:speakers|links):|(?: {2}- | {4})[a-z]+: ${value})$`,
    )
    for (let seed = 1; seed <= 8; seed++) {
      const event = wildEvent(seed)
      for (const [path, bytes] of filesOf(event)) {
        if (!/\d\d-wild-/.test(path)) continue
        const [open, mark, version, ...rest] = textOf(bytes).split('\n')
        expect([open, mark, version]).toEqual(['---', 'format: rapporteur-session', 'version: 1'])
        const facts = rest.slice(0, rest.indexOf('---'))
        for (const fact of facts) expect(fact).toMatch(line)
        const names = facts.flatMap((fact) => /^(\w+):/.exec(fact)?.[1] ?? [])
        expect(new Set(names).size).toBe(names.length)
        const session = [...event.tracks.flatMap(({ sessions }) => sessions), ...event.sessions].find(
          ({ anchor }) => path.endsWith(`-${anchor}.md`),
        )
        const title = facts.find((fact) => fact.startsWith('title: '))?.slice('title: '.length) ?? ''
        expect(JSON.parse(title)).toBe(session?.title)
      }
    }
  })

  test('[FMT-11] what other programs write before a text stays text, and so does a mark without an end', () => {
    const textIn = (text: string) => JSON.stringify(importNote({ text, format: 'md' }))
    expect(textIn('---\ntitle: kept\n---\n\nText')).toContain('title: kept')
    expect(textIn('Before\n\n---\nformat: rapporteur-session\n---\n')).toContain('rapporteur-session')
    expect(textIn('---\nformat: rapporteur-session\nno end')).toContain('no end')
    expect(textIn('\uFEFF---\r\nformat: rapporteur-session\r\ntitle: "x"\r\n---\r\n\r\nText')).toBe(
      JSON.stringify({
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Text' }] }],
      }),
    )
  })

  test('[FMT-11] pictures beside a file are those of the server only by the name that exports give them', () => {
    const typeOf = (text: string) => importNote({ text, format: 'md' }).content[0]?.type
    expect(typeOf('![a](../images/rapporteur-abc123.png)')).toBe('image')
    expect(typeOf('![a](images/photo.png)')).toBe('paragraph')
    expect(typeOf('![a](https://x.example/images/rapporteur-abc123.png)')).toBe('paragraph')
  })
})

function withoutSizes(node: DocNode): DocNode {
  const attrs = node.type === 'image' ? { id: node.attrs?.['id'], alt: node.attrs?.['alt'] } : node.attrs
  return {
    ...node,
    ...(attrs ? { attrs } : {}),
    ...(node.content ? { content: node.content.map(withoutSizes) } : {}),
  }
}
