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

  it('[BOARD-1] a list of references may stand in one paragraph, and ends without a full stop', () => {
    const list = [
      '[0] https://lwn.net/1',
      '[1]: https://lwn.net/2',
      '[2] T. Gleixner, Core scheduling, in Lisbon',
    ]
    const broken = list.flatMap((line, index) =>
      index > 0 ? [{ type: 'hardBreak' }, textOf(line)] : [textOf(line)],
    )
    expect(found(paragraphOf('As in [0], [1] and [2].'), say(...broken))).toEqual([])
    expect(found(paragraphOf('As in [0] and [1].'), paragraphOf(list.slice(0, 2).join(' ')))).toEqual([])
    expect(found(paragraphOf('It ends with a list of what was said [0].'), paragraphOf(list[2]!))).toEqual([
      'undefined_reference: It ends with a list of what was said [0].',
    ])
  })

  it('[BOARD-1] names and times are part of the words', () => {
    const ada: DocNode = { type: 'personName', attrs: { name: 'Ada' } }
    expect(found(say(ada, textOf(' said '), { type: 'missed' }))).toEqual(['missed: Ada said [missed]'])
  })

  it('[BOARD-1] a line with a hundred thousand gaps is looked at once', () => {
    expect(found(paragraphOf('[missed] '.repeat(100_000)))).toHaveLength(20)
  })

  it('[BOARD-1] an end in the middle of a sentence', () => {
    const cut = 'Every distribution has kernels of its own that work differently, and A'
    expect(found(paragraphOf(cut))).toEqual([`cut_off: … ${cut}`])
    expect(found(paragraphOf(`${cut}.`), paragraphOf(''))).toEqual([])
    expect(found(paragraphOf('Slides'))).toEqual([])
    const item: DocNode = { type: 'listItem', content: [paragraphOf(cut)] }
    expect(found({ type: 'bulletList', content: [item] })).toEqual([])
    const address = linked('https://lwn.net/Articles/800000/')
    expect(found(say(textOf(`${cut}: `), address))).toEqual([])
    expect(found(say(textOf(`${cut}: `), address, textOf(' ')))).toEqual([])
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
    const [gap] = found(paragraphOf(`${'Words and words. '.repeat(40)}He said [missed] then.`))
    expect(gap).toContain('He said [missed] then.')
    expect(line!.length).toBeLessThan(100)
  })
})
