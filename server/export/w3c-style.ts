/** How minutes of meetings look: black on white, quiet, the same in print. */
export const W3C_STYLE = `
:root{color-scheme:light dark;--text:#1c1e21;--soft:#555b66;--line:#d9dce1;--back:#fff;--tint:#f4f5f7;--link:#0b57c2;--draft:#a4161a}
@media (prefers-color-scheme:dark){:root{--text:#e4e6ea;--soft:#a9b0bb;--line:#3a3f47;--back:#16181c;--tint:#22262c;--link:#82b4ff;--draft:#ff8a8a}}
body{margin:0 auto;max-width:48rem;padding:1rem 1.25rem 3rem;background:var(--back);color:var(--text);font:1rem/1.55 system-ui,sans-serif}
h1{font-size:1.8rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.35rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
h3{font-size:1.15rem;margin:2rem 0 .5rem}
h4,h5,h6{font-size:1rem;margin:1.25rem 0 .25rem}
header p,.fact,footer{color:var(--soft)}
header p,.fact,footer p{margin:.15rem 0}
header .draft{color:var(--draft);letter-spacing:.04em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:0}
dt{font-weight:600}
dd{margin:0}
a{color:var(--link)}
cite{font-style:normal;font-weight:600}
.abstract{border-left:3px solid var(--line);padding-left:1rem}
.action,.resolution,.correction{background:var(--tint);padding:.35rem .6rem}
ul.tasks{list-style:none;padding-left:0}
pre{background:var(--tint);padding:.75rem 1rem;overflow-x:auto}
blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid var(--line)}
table{border-collapse:collapse;display:block;overflow-x:auto}
th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}
img{max-width:100%;height:auto}
mark{background:#ffe58a;color:#1c1e21}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.5rem}
@media print{body{font-size:10.5pt}h1,h2,h3,h4{break-after:avoid}a{color:inherit}}
`
