import { describe, expect, it } from 'vitest'
import { inspectDoc } from '../../../../server/publish/inspect-doc.ts'
import { docOf, paragraphOf, textOf, type DocNode } from '../../../../shared/schema/doc-json.ts'

const found = (...blocks: readonly DocNode[]) =>
  inspectDoc(docOf(blocks)).map(({ kind, quote }) => `${kind}: ${quote}`)
const say = (...content: readonly DocNode[]): DocNode => ({ type: 'paragraph', content })
const linked = (text: string) => textOf(text, [{ type: 'link', attrs: { href: 'https://example.org/' } }])

describe('what is looked at before a summary is final', () => {
  it('[BOARD-1] gaps, whether marked or typed', () => {
    expect(found(say(textOf('He said '), { type: 'missed' }, textOf(' and left.')))).toEqual([
      'missed: He said [missed] and left.',
    ])
    expect(found(paragraphOf('Then [missed] twice [missed].'))).toHaveLength(2)
    expect(found(say(textOf('[missed]', [{ type: 'code' }]), textOf(' is the mark.')))).toEqual([])
  })

  it('[BOARD-1] things to do, in upper case and outside code', () => {
    expect(found(paragraphOf('TODO: add the numbers.'))).toEqual(['todo: TODO: add the numbers.'])
    expect(found(paragraphOf('We have todo lists, and TODOS.'))).toEqual([])
    expect(found({ type: 'codeBlock', content: [textOf('// TODO')] })).toEqual([])
  })

  it('[BOARD-1] references that lead nowhere, each once', () => {
    expect(found(paragraphOf('As in [4], and in [4] again.'))).toEqual([
      'undefined_reference: As in [4], and in [4] again.',
    ])
    expect(found(paragraphOf('As in [4].'), paragraphOf('[4] https://lwn.net/'))).toEqual([])
    expect(found(say(textOf('As in '), linked('[4]'), textOf('.')))).toEqual([])
    expect(found(say(textOf('With '), textOf('a[4]', [{ type: 'code' }]), textOf('.')))).toEqual([])
  })

  it('[BOARD-1] an end in the middle of a sentence', () => {
    const cut = 'Every distribution has kernels of its own that work differently, and A'
    expect(found(paragraphOf(cut))).toEqual([`cut_off: … ${cut}`])
    expect(found(paragraphOf(`${cut}.`), paragraphOf(''))).toEqual([])
    expect(found(paragraphOf('Slides'))).toEqual([])
    const item: DocNode = { type: 'listItem', content: [paragraphOf(cut)] }
    expect(found({ type: 'bulletList', content: [item] })).toEqual([])
    expect(found(say(textOf(`${cut}: `), linked('https://lwn.net/Articles/800000/')))).toEqual([])
    expect(
      found(
        paragraphOf(
          '次のカーネルでは、起動時のパラメーターをファイルから読み込むことができるようになります。',
        ),
      ),
    ).toEqual([])
  })

  it('[BOARD-1] a quote shows its place in a long line', () => {
    const [line] = found(
      paragraphOf(`${'Words and words. '.repeat(40)}TODO: this. ${'More words. '.repeat(40)}`),
    )
    expect(line).toContain('TODO: this.')
    expect(line!.length).toBeLessThan(100)
  })
})
