import { json } from 'express'

/** The largest JSON body: a long description fits several times. Files come as octet-stream with limits of their own. */
export const MAX_JSON_BYTES = 512 * 1024

/** Reads a JSON body; parseBody (validate.ts) then checks it. Routes that take one name it before their handler. */
export const readJsonBody = json({ limit: MAX_JSON_BYTES, type: 'application/json' })
