/** A note that tries what text can try: markup of every format, depth, width, length, and characters that are none. */
export function wildMarkdown(): string {
  const depth = 90
  const nested = Array.from({ length: depth }, (_, level) => `${'  '.repeat(level)}- level ${level}`).join(
    '\n',
  )
  const columns = Array.from({ length: 40 }, (_, column) => `c${column}`)
  const rows = Array.from(
    { length: 200 },
    (_, row) => `| ${columns.map((name) => `${name}.${row}`).join(' | ')} |`,
  )
  return [
    '<script>alert(1)</script> <img src=x onerror=alert(1)> </w:t> ]]> <!-- -->',
    '#panic("typst") #read("/etc/passwd") $x^2$ @label \\# `#eval("1")`',
    '[link](javascript:alert(1)) [other](https://example.org/"onload="x)',
    'x'.repeat(50_000),
    'word '.repeat(5_000),
    '\u0000\u0001\u200b\u202e\ufffe \ud800 العربية עברית 日本語 😀',
    nested,
    `| ${columns.join(' | ')} |\n| ${columns.map(() => '---').join(' | ')} |\n${rows.join('\n')}`,
    '```\n\u0000\t' + 'code '.repeat(2_000) + '\n```',
    '---\ntitle: injected\n---',
    'Subject: injected\n\nFrom nobody\n\n.\n',
  ].join('\n\n')
}
