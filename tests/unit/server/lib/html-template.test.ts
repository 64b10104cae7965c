import { describe, expect, it } from 'vitest'
import { html, markupText, trustedMarkup } from '../../../../server/lib/html-template.ts'

describe('html templates', () => {
  it('[READ-2] values become text, in elements and in attributes', () => {
    const value = `<b a='1' c="2">&amp;`
    expect(markupText(html`<p title="${value}">${value}</p>`)).toBe(
      '<p title="&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;">&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;</p>',
    )
  })

  it('[READ-2] templates inside templates are not escaped again, lists are joined', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`)
    expect(markupText(items)).toBe('<li>a</li><li>&lt;b&gt;</li>')
    expect(markupText(html`<b>${items[0]}</b>`)).toBe('<b><li>a</li></b>')
  })

  it('[READ-2] null, undefined and false leave nothing, zero stays', () => {
    expect(markupText(html`[${null}${undefined}${false}${0}]`)).toBe('[0]')
  })

  it('[READ-2] an object that only looks like markup is not taken for it', () => {
    const forged = JSON.parse('{"markup":"<script>","text":"<script>"}') as string
    expect(() => markupText(html`${forged}`)).toThrow(TypeError)
    expect(markupText(trustedMarkup('<i>'))).toBe('<i>')
  })
})
