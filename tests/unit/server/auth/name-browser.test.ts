import { expect, test } from 'vitest'
import { nameBrowser } from '../../../../server/auth/name-browser.ts'

const MOZILLA = 'Mozilla/5.0'
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test('[ACCOUNT-15] browsers have the names that people call them by', () => {
  const named = {
    [`${MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`]: 'Firefox on Linux',
    [`${MOZILLA} (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36`]: 'Chrome on Windows',
    [`${MOZILLA} (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`]: 'Edge on Windows',
    [`${MOZILLA} (Windows NT 10.0) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36 OPR/120.0.0.0`]: 'Opera on Windows',
    [`${MOZILLA} (Linux; Android 10; K) ${WEBKIT} Chrome/140.0.0.0 Mobile Safari/537.36`]: 'Chrome on Android',
    [`${MOZILLA} (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`]: 'Samsung Internet on Android',
    [`${MOZILLA} (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0`]: 'Firefox on Android',
    [`${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`]: 'Safari on macOS',
    [`${MOZILLA} (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1`]: 'Safari on iPhone',
    [`${MOZILLA} (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1`]: 'Chrome on iPad',
    [`${MOZILLA} (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36`]: 'Chrome on ChromeOS',
    [`${MOZILLA} (X11; Linux x86_64) Something/1`]: 'Browser on Linux',
    'Firefox/1': 'Firefox',
  } // prettier-ignore
  for (const [agent, name] of Object.entries(named))
    expect([agent, nameBrowser(agent)]).toEqual([agent, name])
})

test('[ACCOUNT-15] whatever is sent, only words of our own come out, soon', () => {
  for (const agent of [
    undefined,
    '',
    'curl/8.5.0',
    '<img src=x onerror=alert(1)>',
    '\u202eFirefox',
    '203.0.113.9',
  ]) {
    expect(nameBrowser(agent)).toBeNull()
  }
  expect(nameBrowser('Firefox/<b>203.0.113.9</b> (Linux; secret)')).toBe('Firefox on Linux')
  const begin = performance.now()
  nameBrowser(`${'Version/1 '.repeat(200_000)}Safari`)
  nameBrowser(`Version/${'1.'.repeat(200_000)}`)
  expect(performance.now() - begin).toBeLessThan(100)
})
