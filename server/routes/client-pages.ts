/** The client's files as Vite built them, and its one HTML page for every address that the client routes itself. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import express, { Router, type RequestHandler } from 'express'
import { builtFile } from '../lib/built-file.ts'

/** Addresses of the client's pages (client/app/Routes.tsx). Any other address answers 404 with the same page. */
const PAGES = [
  '/',
  '/setup/:secret',
  '/sign-in',
  '/forgot-password',
  '/account',
  '/import',
  '/search',
  '/accounts',
  '/audit',
  '/e/:event',
  '/e/:event/{*rest}',
]

export interface ClientPages {
  /** Built files; needs to know nothing about who asks. */
  readonly assets: RequestHandler
  readonly pages: Router
}

export function createClientPages(): ClientPages {
  const folder = fileURLToPath(builtFile('client/'))
  const html = readFileSync(`${folder}index.html`, 'utf8')

  const assets = Router()
  // Built files carry their content's hash in their name.
  assets.use(
    '/assets',
    express.static(`${folder}assets`, { immutable: true, maxAge: '1y', index: false, fallthrough: true }),
  )
  assets.use(express.static(folder, { index: false, maxAge: '1h' }))

  const pages = Router()
  const sendPage: RequestHandler = (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.type('html').send(html)
  }
  pages.get(PAGES, sendPage)
  pages.get('/{*rest}', (request, response, next) => {
    if (!request.accepts('html')) return next()
    response.status(404)
    return sendPage(request, response, next)
  })
  return { assets, pages }
}
