// Sets the colour scheme before the first paint. A file of its own, and no module, because the content security
// policy allows no inline script and a module would run too late. The key is that of app/color-scheme.ts.
;(function () {
  var wanted = null
  try {
    wanted = localStorage.getItem('rapporteur-color-scheme')
  } catch {
    // Storage is blocked: the system decides.
  }
  var dark = wanted === 'dark' || (wanted !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
