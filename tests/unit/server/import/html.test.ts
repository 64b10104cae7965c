import { describe, expect, test } from 'vitest'
import { docToHtml } from '../../../../server/export/html.ts'
import { ImportError } from '../../../../shared/markdown/import-error.ts'
import { htmlToDoc } from '../../../../server/import/html.ts'
import { MAX_COVERED_CELLS } from '../../../../server/import/html-tree.ts'
import { plainTextOf } from '../../../../shared/schema/doc-json.ts'
import { cpuSecondsOf, fillText } from '../../../support/reading-time.ts'
import { sketchDoc } from '../../../support/sketch-doc.ts'

const sketch = (html: string): string => sketchDoc(htmlToDoc(html))

describe('HTML becomes a document', () => {
  test.each([
    [
      'marks',
      '<p><b>b</b> <em>i</em> <s>s</s> <u>u</u> <mark>h</mark> <code>c</code>',
      'p({bold|b} {italic|i} {strike|s} {underline|u} {highlight|h} {code|c})',
    ],
    [
      'marks in marks',
      '<u>a <mark>b <b>c</b></mark></u> d',
      'p({underline|a }{underline highlight|b }{bold underline highlight|c} d)',
    ],
    ['blanks and lines as a browser shows them', '<p> a\n  b<br>c&nbsp; d </p>', 'p(a b⏎c\u00a0 d)'],
    ['text outside of elements', 'a<p>b</p>c <b>d</b>', 'p(a) p(b) p(c {bold|d})'],
    ['headings and quotes', '<h2>a</h2><blockquote>b<p>c</blockquote>', 'h2(a) quote(p(b) p(c))'],
    ['lists', '<ol start=3><li>a<ul><li>b</ul><li><p>c<p>d</ol>', 'ol3(li(p(a) ul(li(p(b)))) li(p(c) p(d)))'],
    ['definition lists', '<dl><dt>a<dd>b</dl>', 'ul(li(p(a) p(b)))'],
    ['code', '<pre><code class="x language-js">a\n  b</code></pre>', 'code:js(a\n  b)'],
    [
      'tables, their captions and blocks in cells',
      '<table><caption>c</caption><tr><th>a<th style="text-align: right">b<tr><td><p>1<p>2<td><ul><li>3</ul></table>',
      'p(c) table(tr(th(p(a)) th:right(p(b))) tr(td(p(1) p(2)) td:right(ul(li(p(3))))))',
    ],
    [
      'merged cells, as empty ones',
      '<table><tr><th colspan=2>a<tr><td rowspan=2>b<td>c<tr><td>d</table>',
      'table(tr(th(p(a)) th(p)) tr(td(p(b)) td(p(c))) tr(td(p) td(p(d))))',
    ],
    [
      'pictures, as links to them',
      '<img src="https://x.example/a.png" alt="A">',
      'p({https://x.example/a.png|A})',
    ],
    ['addresses with blanks around them', '<a href=" https://x.example\n">a</a>', 'p({https://x.example|a})'],
    ['menus and formulas', '<menu><li>a</menu><math><mi>x</mi></math>', 'ul(li(p(a))) p(x)'],
    [
      'a whole page',
      '<!doctype html><html><head><title>t</title><meta charset=utf-8></head><body><main><p>a</main>',
      'p(a)',
    ],
    ['broken HTML', '<p>a <b>b <i>c</b> d</i> <td>e', 'p(a {bold|b }{bold italic|c}{italic| d} e)'],
    ['entities', '&lt;b&gt; &amp;amp; &#x1F469;&nope;', 'p(<b> &amp; 👩&nope;)'],
    ['nothing', ' <p> </p> ', 'p'],
  ])('[HTM-1] %s', (_, html, expected) => {
    expect(sketch(html)).toBe(expected)
  })

  test.each([
    ['as pages write them', '<ul><li><input type=checkbox checked> a<li><p><input type=checkbox>b</ul>'],
    [
      'as editors write them',
      '<ul><li><label><input type="checkbox" checked><span></span></label><div><p>a</p></div></li><li> <label><input type="checkbox"></label><div><p>b</p></div></li></ul>',
    ],
    [
      'as our export writes them',
      docToHtml(htmlToDoc('<ul><li><input type=checkbox checked>a<li><input type=checkbox>b</ul>')),
    ],
  ])('[HTM-2] boxes at the start of items are tasks, %s', (_, html) => {
    expect(sketch(html)).toBe('tasks(done(p(a)) open(p(b)))')
  })

  test.each([
    ['<script>alert(1)</script>a<style>p{}</style>', 'p(a)'],
    ['<p onclick="alert(1)" style="position:fixed">a</p>', 'p(a)'],
    ['<a href="javascript:alert(1)" onmouseover="x">a</a>', 'p(a)'],
    ['<a href="java&#10;script:alert(1)">a</a>', 'p(a)'],
    ['<img src="data:image/png;base64,AAAA" onerror="x">', 'p(image)'],
    ['<iframe src="https://x.example"></iframe><object data="x">a</object><embed src="x">', 'p(a)'],
    ['<svg><script>alert(1)</script><a xlink:href="javascript:x">b</a></svg>a', 'p(a)'],
    ['<template><img src=x onerror=alert(1)></template>a', 'p(a)'],
    ['<base href="https://evil.example/"><a href="x">a</a>', 'p(a)'],
    ['<base href="::"><a href="x">a</a>', 'p(a)'],
    ['<noscript><p title="</noscript><img src=x onerror=alert(1)>">a</noscript>', 'p(a)'],
    ['<p data-mdast="ignore">a</p>', 'p(a)'],
    ['<!-- c --><?php x ?><![CDATA[ y ]]>a', 'p(a)'],
  ])('[HTM-3] nothing that runs or styles comes through, and no text is lost: %s', (html, expected) => {
    expect(sketch(html)).toBe(expected)
  })

  test.each([
    ['elements', '<div>'.repeat(10_000)],
    ['lists', '<ul><li>'.repeat(10_000)],
    ['quotes', `${'<blockquote>'.repeat(10_000)}a`],
    ['marks', '<b>a'.repeat(10_000)],
    ['templates', '<template>'.repeat(1_000)],
    ['drawings', '<svg>'.repeat(10_000)],
  ])('[HTM-4] nested too deeply is refused, or read: %s', (_, html) => {
    let outcome = 'read'
    try {
      htmlToDoc(html)
    } catch (error) {
      outcome = error instanceof ImportError ? error.message : String(error)
    }
    expect(outcome).toMatch(/^read$|may be nested at most \d+ deep/)
  })

  test('[HTM-5] nested as deeply as pages are is read', () => {
    expect(sketch(`${'<div>'.repeat(300)}a`)).toBe('p(a)')
    expect(plainTextOf(htmlToDoc('<ul><li>'.repeat(60) + 'a'))).toContain('a')
  })

  test('[HTM-6] merged cells cannot make a table of any size', () => {
    const doc = htmlToDoc(
      `<table><tr><td colspan=1000000000 rowspan=1000000000>a<td>b${'<tr><td colspan=100 rowspan=100>c'.repeat(200)}</table>`,
    )
    expect((JSON.stringify(doc).match(/"tableCell"/g) ?? []).length).toBeLessThan(MAX_COVERED_CELLS * 20)
    expect(plainTextOf(doc).replace(/\s/g, '')).toBe(`ab${'c'.repeat(200)}`)
  })

  test.each([
    ['paragraphs', '<p>a'],
    ['marks in paragraphs', '<p><b>a'],
    ['tables in tables', '<table>a'],
    ['rows', '<tr><td>a'],
    ['links in links', '<a href=x>a'],
    ['line ends', '<br>'],
    ['angles', '<'],
    ['entities', '&amp;'],
  ])('[HTM-7] is read in time that grows with its length: %s', { timeout: 60_000 }, (_, unit) => {
    const secondsFor = (characters: number): number =>
      cpuSecondsOf(() => htmlToDoc(`<table>${fillText(unit, characters)}`))
    secondsFor(8_192)
    // Eight times the text takes eight times as long, not sixty-four times.
    expect(secondsFor(65_536) / (secondsFor(8_192) + 0.05)).toBeLessThan(30)
  })
})
