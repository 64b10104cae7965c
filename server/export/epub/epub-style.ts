/** No colours of text and paper: those are the reader's, in light and dark. What is tinted lets the paper through. */
export const EPUB_STYLE = `body{margin:0 2%;line-height:1.5;overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6{line-height:1.25;text-align:start;break-after:avoid;page-break-after:avoid;hyphens:none}
h1{font-size:1.6em;margin:1.2em 0 .8em}
h2{font-size:1.3em;margin:1.5em 0 .6em}
h3{font-size:1.1em;margin:1.3em 0 .5em}
h4,h5,h6{font-size:1em;margin:1.2em 0 .4em}
p{margin:.5em 0}
ul,ol{margin:.5em 0;padding-inline-start:1.4em}
li{margin:.15em 0}
ul.tasks{list-style:none;padding-inline-start:.2em}
blockquote{margin:.8em 0;padding-inline-start:.9em;border-inline-start:.2em solid rgba(128,128,128,.5)}
pre{margin:.8em 0;padding:.6em;background:rgba(128,128,128,.14);font-size:.85em;line-height:1.4;white-space:pre-wrap;overflow-wrap:anywhere;tab-size:4}
code{font-family:monospace}
table{border-collapse:collapse;margin:.8em 0;font-size:.92em}
th,td{border:1px solid rgba(128,128,128,.5);padding:.25em .5em;vertical-align:top;text-align:start}
th{background:rgba(128,128,128,.14)}
img{max-width:100%;height:auto}
hr{border:0;border-top:1px solid rgba(128,128,128,.5);margin:1.5em 0}
mark{background:rgba(255,214,64,.45);color:inherit}
.title-page h1{font-size:2em;margin-top:2em}
.title-page p{margin:.3em 0}
nav ol{list-style:none;padding-inline-start:0}
nav ol ol{padding-inline-start:1.2em}
`
