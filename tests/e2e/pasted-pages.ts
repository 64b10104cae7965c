/** What programs put on the clipboard as HTML, shortened, and the note that it has to become. */

interface PastedPage {
  readonly name: string
  readonly html: string
  /** The note as Markdown. */
  readonly expected: string
}

export const PASTED_PAGES: readonly PastedPage[] = [
  {
    name: 'a web page: headings, marks, links, lists, quotes',
    html: `<meta charset="utf-8"><h2 style="color: rgb(31, 35, 40); font-weight: 600">Boot <span style="font-weight:700">time</span></h2>
      <p style="color:red">The <b>command</b> <em>line</em> is <code>too short</code>, see
      <a href="https://lwn.net/Articles/1/" onclick="alert(1)" class="x">LWN</a>.</p>
      <ol start="3"><li>three<ul><li>inner</li></ul></li><li>four</li></ol>
      <blockquote><p>A file next to the initrd</p></blockquote><hr><div>last</div>`,
    expected: `## Boot time

The **command** *line* is \`too short\`, see [LWN](https://lwn.net/Articles/1/).

3. three
   - inner
4. four

> A file next to the initrd

---

last
`,
  },
  {
    name: 'nothing runs, nothing loads, only safe addresses stay',
    html: `<p>One<script>window.ran = 1</script><img src="https://example.org/a.png" alt="A graph" onerror="window.ran = 1">
      <img src="https://example.org/pixel.gif" width="1" height="1"><img src="x" onerror="window.ran = 1"></p>
      <p><a href="javascript:alert(1)">two</a> <a href="data:text/html,x">three</a> <a href="#top">four</a>
      <a href="https://www.google.com/url?q=https://lore.kernel.org/r/1&amp;sa=D">five</a>
      <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fkernel.org%2F&amp;data=05">six</a></p>
      <svg onload="window.ran = 1"><text>seven</text></svg><iframe src="https://example.org"></iframe>
      <p>See https://docs.kernel.org/trace/ for more. <img alt="😀" src="https://example.org/smile.png"></p>`,
    expected: `One[A graph](https://example.org/a.png)

two three four [five](https://lore.kernel.org/r/1) [six](https://kernel.org/)

See <https://docs.kernel.org/trace/> for more. 😀
`,
  },
  {
    name: 'Google Docs',
    html: `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-12"><h1 dir="ltr"><span style="font-size:20pt;font-weight:400">Agenda</span></h1>
      <p dir="ltr"><span style="font-weight:400;font-style:normal">plain </span><span style="font-weight:700;white-space:pre-wrap">bold</span><span style="font-style:italic"> slanted</span><span style="text-decoration:line-through">gone</span></p><br />
      <ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>one</span></p></li><ul><li dir="ltr" aria-level="2"><p><span>one a</span></p></li></ul><li aria-level="1"><p><span>two</span></p></li></ul>
      <p><a href="https://www.google.com/url?q=https://lpc.events/&amp;sa=D" style="text-decoration:none"><span style="text-decoration:underline;color:#1155cc">LPC</span></a></p></b>`,
    expected: `# Agenda

plain **bold** *slanted*~~gone~~

- one
  - one a
- two

[LPC](https://lpc.events/)
`,
  },
  {
    name: 'Word: lists by level, comments, empty namespaces',
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style></head><body lang=EN-US><!--StartFragment-->
      <p class=MsoTitle>Minutes<o:p></o:p></p>
      <p class=MsoNormal><b><span lang=DE style='mso-ansi-language:DE'>Decided</span></b> to
      merge it.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
      <p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>first<o:p></o:p></p>
      <p class=MsoListParagraphCxSpMiddle style='margin-left:1.0in;mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span>inner<o:p></o:p></p>
      <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>second<o:p></o:p></p>
      <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>numbered<o:p></o:p></p>
      <p class=MsoNormal style='mso-outline-level:7'>Deep</p><!--EndFragment--></body></html>`,
    expected: `# Minutes

**Decided** to merge it.

- first
  - inner
- second

2. numbered

###### Deep
`,
  },
  {
    name: 'Word on the web: a list for each item',
    html: `<div class="OutlineElement"><p class="Paragraph"><span class="TextRun">Before</span></p></div>
      <div class="ListContainerWrapper"><ul class="BulletListStyle1"><li data-aria-level="1"><p><span>one</span></p></li></ul></div>
      <div class="ListContainerWrapper"><ul><li data-aria-level="2"><p><span>deeper</span></p></li></ul></div>
      <div class="ListContainerWrapper"><ul><li data-aria-level="1"><p><span>two</span></p></li></ul></div>`,
    expected: `Before

- one
  - deeper
- two
`,
  },
  {
    name: 'LibreOffice Writer and Calc',
    html: `<!DOCTYPE HTML><html><head><meta name="generator" content="LibreOffice 24.2"/><style>p { margin: 0 }</style></head><body lang="de-DE" dir="ltr">
      <p style="line-height: 100%"><font face="Liberation Serif, serif"><font size="3">Some <b>text</b></font></font></p>
      <ul><li><p>item</p></li><ul><li><p>inner</p></li></ul></ul>
      <table cellspacing="0" border="0"><colgroup width="85"></colgroup><tr><td height="17" align="left">who</td><td align="left">what</td></tr>
      <tr><td align="left">Ada</td><td align="left"><b>tracing</b></td></tr><tr><td><br></td><td><br></td></tr></table></body></html>`,
    expected: `Some **text**

- item
  - inner

| who | what        |
| :-- | :---------- |
| Ada | **tracing** |
`,
  },
  {
    name: 'slides: bullets of PowerPoint and as text',
    html: `<div style='mso-line-spacing:"100 0"' class=O><span style='mso-special-format:bullet;font-family:Arial'>•</span><span>Tracing</span></div>
      <div class=O1><span style='mso-special-format:bullet'>–</span><span>at boot</span></div>
      <div class=O><span style='mso-special-format:bullet'>•</span><span>Later</span></div>
      <p>Next</p><p>• one</p><p>◦ deeper</p><p>•&nbsp;&nbsp;two</p>`,
    expected: `- Tracing
  - at boot
- Later

Next

- one
  - deeper
- two
`,
  },
  {
    name: 'chats: Slack, Matrix, Teams',
    html: `<meta charset='utf-8'><div class="c-message" style="white-space: normal;">Hello <strong data-stringify-type="bold">all</strong>,<br aria-hidden="true"><br>see <a target="_blank" href="https://slack-redir.net/link?url=https%3A%2F%2Flwn.net%2F">lwn.net</a> <img data-stringify-emoji=":tada:" alt=":tada:" src="https://a.slack-edge.com/1f389.png"></div>
      <pre class="c-mrkdwn__pre" style="font-family: Monaco"><div class="p-rich_text_block">int x;<br>int y;</div></pre>
      <div style="white-space: pre-wrap;"><span>line one
line two</span></div>`,
    expected: `Hello **all**,

see [lwn.net](https://lwn.net/) :tada:

\`\`\`
int x;
int y;
\`\`\`

line one\\
line two
`,
  },
  {
    name: 'VS Code without its own data, and a terminal',
    html: `<div style="color: #d4d4d4;background-color: #1e1e1e;font-family: 'Droid Sans Mono', 'monospace', monospace;white-space: pre;"><div><span style="color: #569cd6;">int</span><span> main(</span><span style="color: #569cd6;">void</span><span>)</span></div><div>{</div><br><div><span>    return 0;</span></div><div>}</div></div>
      <p>then</p><pre style="font-family:monospace"><font color="#26A269"><b>ada@lpc</b></font>:~$ ls
<font color="#12488B"><b>linux</b></font></pre>`,
    expected: `\`\`\`
int main(void)
{

    return 0;
}
\`\`\`

then

\`\`\`
ada@lpc:~$ ls
linux
\`\`\`
`,
  },
  {
    name: 'code of a web page, with its language and without its line numbers',
    html: `<div class="highlight highlight-source-c notranslate"><pre><span class="pl-k">static</span> int x;
int y;</pre></div>
      <pre><code class="hljs language-shellscript"><span class="line">make</span></code></pre>
      <table class="highlighttable"><tr><td class="linenos"><pre>1
2</pre></td><td class="code"><pre>a = 1
b = 2</pre></td></tr></table>`,
    expected: `\`\`\`c
static int x;
int y;
\`\`\`

\`\`\`bash
make
\`\`\`

\`\`\`
a = 1
b = 2
\`\`\`
`,
  },
  {
    name: 'paragraphs of a monospace type, and a word of it',
    html: `<p><span style="font-family:'Courier New'">int a;</span></p><p><span style="font-family:'Courier New'">int b;</span></p><p>Call <span style="font-family:'Roboto Mono',monospace">main</span> now</p>`,
    expected: `\`\`\`
int a;
int b;
\`\`\`

Call \`main\` now
`,
  },
  {
    name: 'mail: quotes, tables that only arrange, empty lines',
    html: `<div dir="ltr">Yes.<br><br>Ada</div><br><div class="gmail_quote"><div class="gmail_attr">On Tue, Ben wrote:<br></div><blockquote class="gmail_quote" style="border-left:1px solid rgb(204,204,204)"><div>Shall we?</div></blockquote></div>
      <table role="presentation"><tr><td><table><tr><td>alone</td></tr></table></td></tr></table>
      <div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'><p class=MsoNormal>quoted by Outlook</p></div>`,
    expected: `Yes.

Ada

On Tue, Ben wrote:

> Shall we?

alone

> quoted by Outlook
`,
  },
  {
    name: 'tasks of other sites',
    html: `<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" disabled> open</li><li class="task-list-item"><input type="checkbox" checked disabled> done</li><li>plain</li></ul>`,
    expected: `- [ ] open
- [x] done

* plain
`,
  },
]
