/**
 * Headers of every answer: no content that people bring in can run, load or send anything (strict CSP), no page can
 * frame ours, search engines keep out, addresses do not travel to other sites.
 */
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Context } from '../context.ts'

// A Host header is the client's to choose: only what is surely a host may get into the policy.
const HOST = /^[\w.-]+(?::\d+)?$|^\[[\da-f:]+\](?::\d+)?$/i

function createHelmet(isSecure: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // The editor, tables and progress bars set style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        // Older browsers do not count the WebSocket of the same host as 'self'.
        connectSrc: [
          "'self'",
          ({ headers: { host } }) =>
            host !== undefined && HOST.test(host) ? `${isSecure ? 'wss' : 'ws'}://${host}` : "'self'",
        ],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isSecure,
    xFrameOptions: { action: 'deny' },
  })
}

export function setSecurityHeaders({ publicUrl }: Pick<Context, 'publicUrl'>): RequestHandler {
  const plain = createHelmet(false)
  const secure = createHelmet(true)
  return (request, response, next) => {
    response.setHeader('X-Robots-Tag', 'noindex')
    const setHeaders = publicUrl().startsWith('https:') ? secure : plain
    setHeaders(request, response, (error) => {
      // Addresses with a secret do not even travel within the site. Not `no-referrer`: it would also take the origin
      // from the password form's request, which same-origin.ts looks at.
      if (/^\/(?:l|login|password|reminders|setup)\//i.test(request.path))
        response.setHeader('Referrer-Policy', 'strict-origin')
      next(error)
    })
  }
}
