/**
 * The search of this site. Everything happens in the browser: the texts are in search-index.js, which is loaded when the
 * search is used, and looked through from beginning to end for every query.
 */
;(() => {
  const SHOWN_RESULTS = 50
  const PASSAGES_OF_RESULT = 2
  const PASSAGE_CHARS = 220
  /** Shorter words are looked for at the start of words only. */
  const MIN_INSIDE_CHARS = 3
  const PAUSE_MS = 120

  const LETTER = /[\p{L}\p{N}]/u
  /** Scripts that put no blanks between words. */
  const UNSPACED =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
  const ACCENTS = /[\u0300-\u036f]/g
  const VARIANTS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th', ς: 'σ' }
  const VARIANT = new RegExp(`[${Object.keys(VARIANTS).join('')}]`, 'g')
  const AROUND_WORD = /^["'“”„«»‚‘’`([{,;:!?]+|["'“”„«»‚‘’`)\]},;:!?.]+$/g

  /** Letters without accents and case; what looks alike to people who search is alike. */
  function fold(text) {
    const lower = text.toLowerCase()
    // oxlint-disable-next-line no-control-regex
    if (/^[\u0000-\u007f]*$/.test(lower)) return lower
    const plain = lower.normalize('NFKD').replace(ACCENTS, '').normalize('NFC').toLowerCase()
    return plain.replace(VARIANT, (letter) => VARIANTS[letter])
  }

  function termsOf(query) {
    const words = fold(query).split(/\s+/)
    return [...new Set(words.map((word) => word.replace(AROUND_WORD, '') || word))].filter(Boolean)
  }

  /** Where a term stands: at the start of a word, or inside one; -1 for nowhere. */
  function placeOf(folded, term) {
    let inside = -1
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
      const before = at === 0 ? '' : folded[at - 1]
      const isStart = !LETTER.test(before) || !LETTER.test(term[0]) || UNSPACED.test(term[0])
      if (isStart) return { at, isStart: true }
      if (inside < 0) inside = at
    }
    return { at: term.length >= MIN_INSIDE_CHARS ? inside : -1, isStart: false }
  }

  function prepare(index) {
    return index.map(([title, path, about, texts]) => ({
      title,
      path,
      about,
      foldedTitle: fold(title),
      foldedAbout: fold(about),
      texts: texts.map(([anchor, text]) => ({ anchor, text, folded: fold(text) })),
    }))
  }

  /** The pages that have all terms, best first; equal ones in the order of the programme. */
  function findPages(pages, query) {
    const terms = termsOf(query)
    if (terms.length === 0) return []
    return pages
      .map((page) => judge(page, terms))
      .filter((found) => found !== null)
      .sort((a, b) => b.score - a.score)
  }

  function judge(page, terms) {
    const found = page.texts.map(() => ({ count: 0, at: -1 }))
    let score = 0
    for (const term of terms) {
      const inTitle = placeOf(page.foldedTitle, term)
      const inAbout = placeOf(page.foldedAbout, term)
      let best = inTitle.at >= 0 ? (inTitle.isStart ? 12 : 6) : 0
      if (inAbout.at >= 0) best = Math.max(best, inAbout.isStart ? 5 : 2)
      let inTexts = 0
      page.texts.forEach(({ folded }, index) => {
        const { at, isStart } = placeOf(folded, term)
        if (at < 0) return
        inTexts += isStart ? 1 : 0.3
        const text = found[index]
        text.count += isStart ? 1 : 0.5
        if (text.at < 0) text.at = at
      })
      best += Math.min(inTexts, 4)
      if (best === 0) return null
      score += best
    }
    const passages = found
      .map((text, index) => ({ ...text, index }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)
      .slice(0, PASSAGES_OF_RESULT)
      .map(({ at, index }) => ({
        anchor: page.texts[index].anchor,
        parts: excerpt(page.texts[index], { at, terms }),
      }))
    return { page, score, passages, titleParts: marked(page.title, terms) }
  }

  /** Some words around a place, in parts with and without a mark. */
  function excerpt({ text, folded }, { at, terms }) {
    // Folding may change lengths a little; the words around the place are found by the same share of the text.
    const near = folded.length === text.length ? at : Math.round((at / folded.length) * text.length)
    let from = Math.max(0, near - PASSAGE_CHARS / 3)
    let to = Math.min(text.length, from + PASSAGE_CHARS)
    if (from > 0)
      from =
        text.indexOf(' ', from) >= 0 && text.indexOf(' ', from) < near ? text.indexOf(' ', from) + 1 : from
    if (to < text.length) to = text.lastIndexOf(' ', to) > near ? text.lastIndexOf(' ', to) : to
    const parts = marked(text.slice(from, to), terms)
    if (from > 0) parts.unshift({ text: '… ', isMarked: false })
    if (to < text.length) parts.push({ text: ' …', isMarked: false })
    return parts
  }

  /** A text in parts, those that a term stands for marked. */
  function marked(text, terms) {
    const letters = [...text]
    const starts = []
    let folded = ''
    letters.forEach((letter, index) => {
      for (const unit of fold(letter)) starts.push(...Array.from({ length: unit.length }, () => index))
      folded += fold(letter)
    })
    const isMarked = letters.map(() => false)
    for (const term of terms) {
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
        const before = at === 0 ? '' : folded[at - 1]
        const isStart = !LETTER.test(before) || !LETTER.test(term[0]) || UNSPACED.test(term[0])
        if (isStart || term.length >= MIN_INSIDE_CHARS) {
          for (let index = starts[at]; index <= starts[at + term.length - 1]; index++) isMarked[index] = true
        }
      }
    }
    const parts = []
    letters.forEach((letter, index) => {
      const last = parts[parts.length - 1]
      if (last && last.isMarked === isMarked[index]) last.text += letter
      else parts.push({ text: letter, isMarked: isMarked[index] })
    })
    return parts
  }

  globalThis.siteSearch = { prepare, findPages }
  if (typeof document === 'undefined') return

  const byId = (id) => document.getElementById(`page.${id}`)
  const [form, input, count, results] = [byId('search'), byId('query'), byId('count'), byId('results')]
  const source = document.currentScript.dataset.index
  let loading = null

  function loadPages() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement('script')
      script.src = source
      script.addEventListener('load', () => resolve(prepare(globalThis.siteIndex)))
      script.addEventListener('error', () => {
        loading = null
        reject(new Error(`expected ${source} beside this page`))
      })
      document.head.append(script)
    })
    return loading
  }

  let turn = 0
  async function show() {
    const query = input.value.trim()
    const own = ++turn
    rememberQuery(query)
    if (query === '') {
      count.textContent = ''
      results.replaceChildren()
      return
    }
    try {
      const pages = await loadPages()
      if (own !== turn) return
      const found = findPages(pages, query)
      count.textContent = countWords(found.length, query)
      results.replaceChildren(...found.slice(0, SHOWN_RESULTS).map(resultItem))
    } catch {
      count.textContent = 'The texts to search could not be loaded: search-index.js is missing.'
    }
  }

  function countWords(number, query) {
    if (number === 0) return `Nothing found for “${query}”.`
    const words = `${number} ${number === 1 ? 'result' : 'results'} for “${query}”`
    return number > SHOWN_RESULTS ? `${words}; the first ${SHOWN_RESULTS} are shown.` : `${words}.`
  }

  /** So that the query can be linked to, and is there again on the way back. */
  function rememberQuery(query) {
    try {
      history.replaceState(null, '', query === '' ? location.pathname : `?q=${encodeURIComponent(query)}`)
    } catch {
      // Some browsers refuse that to pages of a folder; the search works without.
    }
  }

  function resultItem({ page, passages, titleParts }) {
    const item = document.createElement('li')
    const title = document.createElement('a')
    title.className = 'title'
    title.href = page.path
    title.append(...titleParts.map(partNode))
    item.append(title)
    if (page.about !== '') item.append(paragraph('facts', [page.about]))
    for (const { anchor, parts } of passages) {
      const link = document.createElement('a')
      link.href = anchor === '' ? page.path : `${page.path}#${anchor}`
      link.append(...parts.map(partNode))
      item.append(paragraph('passage', [link]))
    }
    return item
  }

  function paragraph(className, children) {
    const element = document.createElement('p')
    element.className = className
    element.append(...children)
    return element
  }

  function partNode({ text, isMarked }) {
    if (!isMarked) return text
    const mark = document.createElement('mark')
    mark.textContent = text
    return mark
  }

  /** The arrow keys go through the results, and from the first back to the words. */
  function moveFocus(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const links = [...results.querySelectorAll('a')]
    const at = links.indexOf(document.activeElement)
    const isInside = at >= 0 || document.activeElement === input
    if (event.key === 'Escape' && at >= 0) {
      input.focus()
      event.preventDefault()
    } else if (step && isInside && links.length > 0 && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const next = at + step
      if (next < -1 || next >= links.length) return
      if (next === -1) input.focus()
      else links[next].focus()
      event.preventDefault()
    }
  }

  let timer = 0
  byId('needs-script').hidden = true
  form.hidden = false
  input.addEventListener('focus', () => loadPages().catch(() => {}), { once: true })
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void show(), PAUSE_MS)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    clearTimeout(timer)
    void show()
  })
  document.addEventListener('keydown', moveFocus)
  const asked = new URLSearchParams(location.search).get('q')
  if (asked) {
    input.value = asked
    void show()
  }
  input.focus()
})()
