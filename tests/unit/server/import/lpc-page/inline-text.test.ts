import { expect, test } from 'vitest'
import { inlineNodesOf, trimAddress } from '../../../../../server/import/lpc-page/inline-text.ts'

test.each([
  ['https://a.example/x.', 'https://a.example/x'],
  ['https://a.example/x_(y)', 'https://a.example/x_(y)'],
  ['https://a.example/x).', 'https://a.example/x'],
  ['https://a.example/]),', 'https://a.example/'],
  ['https://a.example/?q=[1]', 'https://a.example/?q=[1]'],
])('[LPC-16] the address in %s ends where it should', (written, address) => {
  expect(trimAddress(written)).toBe(address)
})

test('[LPC-16] text without addresses is one node, and other markup stays text', () => {
  const text = '**bold** [a](b) <b>x</b> javascript:alert(1) a@b.example \u00a0 “q”'
  expect(inlineNodesOf(text)).toEqual([{ type: 'text', text }])
  expect(inlineNodesOf('')).toEqual([])
})

test('[LPC-16] only web addresses become links', () => {
  expect(inlineNodesOf('see [it|ftp://x] or http://')).toEqual([
    { type: 'text', text: 'see [it|ftp://x] or http://' },
  ])
})
