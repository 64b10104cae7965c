import { describe, expect, it } from 'vitest'
import { guessText } from '../../../../../client/editor/paste/guess-text.ts'

const MARKDOWN: Readonly<Record<string, string>> = {
  'a list': 'Agenda:\n- tracing\n- scheduling',
  'a numbered list': '1. one\n2. two',
  'a task': 'Next\n- [ ] write it up',
  'a subheading': '## Decisions\nmerge it',
  'a title above text': '# Boot time\n\nWe talked about the command line.',
  'a fence': 'see\n```c\nint x;\n```',
  'a table': '| who | what |\n|---|---|\n| Ada | x |',
  'a list of links': '[one](https://lwn.net/1)\n[two](https://lwn.net/2)',
  'a quote': '> one\n> two\n\nyes',
  minutes: '**Question (Ada):** is it fast?\n\n**Answer (Ben):** yes',
}

const PLAIN: Readonly<Record<string, string>> = {
  'one line': '- not a list',
  prose: 'One line.\nAnother line.\n\nA third.',
  'a shell script': '#!/bin/sh\n# build it\nmake -j4\n# install it\nmake install',
  'comments of a shell': '# build\nmake\n\n# install\nmake install',
  'a comment in C': '/*\n * first\n * second\n */\nint x;',
  'a program': 'int main(void)\n{\n\tint **argv;\n\treturn a * b * c;\n}',
  'a configuration': 'jobs:\n  - name: x\n    run: y\n  - name: z',
  'a log': '[    0.000000] Linux version 6.18\n[    0.000001] Command line: quiet',
  'a program in Python': 'def f(*args, **kwargs):\n    return g(*args, **kwargs)',
}

const PATCH = 'diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n-int x;\n+int y;\n'

describe('what a pasted text is', () => {
  it.each(Object.entries(MARKDOWN))('[PASTE-5] %s is Markdown', (_name, text) => {
    expect(guessText(text)).toBe('markdown')
    expect(guessText(text.replaceAll('\n', '\r\n'))).toBe('markdown')
  })

  it.each(Object.entries(PLAIN))('[PASTE-5] %s stays text', (_name, text) => {
    expect(guessText(text)).toBe('plain')
  })

  it('[PASTE-5] a patch is code, with the mail around it', () => {
    expect(guessText(PATCH)).toBe('patch')
    expect(guessText(`From: Ada\n\n- a list\n- in a mail\n---\n${PATCH}`)).toBe('patch')
  })

  it('[PASTE-5] looks at the beginning of a long text only', () => {
    const started = performance.now()
    guessText('- item with **bold** and [a link](https://example.org) \n'.repeat(20_000))
    guessText('['.repeat(1_000_000))
    guessText(`${' '.repeat(500_000)}\n${'|-'.repeat(200_000)}`)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
