import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findInvalidByte } from '../../../../server/import/decode-utf8.ts'
import { MAX_PROGRAMME_BYTES, readProgramme } from '../../../../server/import/detect-format.ts'
import { findJsonFault } from '../../../../server/import/json-syntax.ts'
import { PROGRAMME_FORMATS } from '../../../../shared/contracts/programme.ts'
import { importErrorOf, seededRandom, testSeed } from './programme-checks.ts'

const PAGE = `9–11 Sept 2030
Europe/Lisbon timezone

Harbour microconferences


Boot and Trust MC

What runs before the first process.

MC leads

Marta Quental <marta@ferry.example>
`

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function fixture(path: string): Uint8Array {
  return readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url))
}

function errorOf(bytes: Uint8Array | string, format: 'auto' | 'c3voc' | 'indico' | 'lpc-page' = 'auto') {
  const input = typeof bytes === 'string' ? bytesOf(bytes) : bytes
  return importErrorOf(() => readProgramme({ bytes: input, format }))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('finding the format', () => {
  it.each([
    ['c3voc/pretalx.json', 'c3voc', 5],
    ['c3voc/version-2.json', 'c3voc', 1],
    ['indico/event-sessions.json', 'indico', 12],
    ['indico/timetable.json', 'indico', 7],
  ] as const)('[IMP-27] sees by its content that %s is %s', (path, format, sessions) => {
    const programme = readProgramme({ bytes: fixture(path), format: 'auto' })
    expect([programme.format, programme.sessions.length]).toEqual([format, sessions])
    expect(readProgramme({ bytes: fixture(path), format })).toEqual(programme)
  })

  it('[IMP-27] sees the text of a conference page', () => {
    const programme = readProgramme({ bytes: bytesOf(PAGE), format: 'auto' })
    expect(programme.format).toBe('lpc-page')
    expect(programme.tracks.map(({ title }) => title)).toEqual(['Boot and Trust MC'])
    expect(readProgramme({ bytes: bytesOf(PAGE), format: 'lpc-page' })).toEqual(programme)
  })

  it('[IMP-27] reads Indico’s message when a request failed', () => {
    expect(errorOf('{"message": "No such event"}').message).toContain('No such event')
  })

  it('[IMP-27] imports a file only as the format that was asked for', () => {
    expect(errorOf(fixture('indico/timetable.json'), 'c3voc').place).toBe('schedule')
    expect(errorOf(fixture('c3voc/pretalx.json'), 'indico').place).toBe('results')
    expect(errorOf(PAGE, 'c3voc').place).toBe('line 1, column 2')
    expect(errorOf(fixture('c3voc/pretalx.json'), 'lpc-page').message).toContain('structured data')
  })

  it.each([
    ['<?xml version="1.0"?><schedule/>', 'an XML file'],
    ['<!DOCTYPE html><title>Log in</title>', 'a web page'],
    ['BEGIN:VCALENDAR\r\nEND:VCALENDAR', 'a calendar file'],
    ['Dear all, please find attached', 'a text in no known format'],
    ['[]', 'JSON with neither "schedule" (c3voc) nor "results" (Indico)'],
    ['{"timetable": {}}', 'JSON with neither'],
  ])('[IMP-30] says of %j what it is, and which formats are read', (text, found) => {
    const { message } = errorOf(text)
    expect(message).toContain(found)
    expect(PROGRAMME_FORMATS.filter((format) => !message.includes(format))).toEqual([])
  })

  it('[IMP-30] refuses an empty file and one that is too large', () => {
    expect(errorOf('').message).toBe('expected a programme, found an empty file')
    expect(errorOf('\ufeff \n').message).toBe('expected a programme, found an empty file')
    expect(errorOf(new Uint8Array(MAX_PROGRAMME_BYTES + 1)).message).toMatch(
      /^expected a file of at most 33554432 bytes/,
    )
  })
})

describe('encodings', () => {
  it('[IMP-28] reads a file with a byte order mark', () => {
    const bytes = fixture('c3voc/frab.json')
    const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...bytes])
    expect(readProgramme({ bytes: marked, format: 'auto' })).toEqual(readProgramme({ bytes, format: 'auto' }))
  })

  it.each([
    [[0x7b, 0xe9, 0x7d], 'byte 2', 'found 0x7D'],
    [[0x7b, 0x22, 0xff], 'byte 2', 'found 0xFF'],
    [[0x41, 0xc0, 0x80], 'byte 1', 'found 0xC0'],
    [[0x41, 0xed, 0xa0, 0x80], 'byte 2', 'found 0xA0'],
    [[0x41, 0xf4, 0x90, 0x80, 0x80], 'byte 2', 'found 0x90'],
    [[0x41, 0xe2, 0x82], 'byte 3', 'found its end in the middle of a character'],
    [[0xff, 0xfe, 0x7b, 0x00], 'byte 0', 'UTF-16 (little-endian)'],
    [[0xfe, 0xff, 0x00, 0x7b], 'byte 0', 'UTF-16 (big-endian)'],
  ])('[IMP-28] names the byte that is not UTF-8 in %j', (bytes, place, message) => {
    const error = errorOf(new Uint8Array(bytes))
    expect(error.place).toBe(place)
    expect(error.message).toContain(message)
  })

  it(`[IMP-28] finds a wrong byte exactly when the platform does (seed ${testSeed})`, () => {
    const random = seededRandom(testSeed)
    const isStartOfText = (bytes: Uint8Array) => {
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
        return true
      } catch {
        return false
      }
    }
    let wrong = 0
    for (let round = 0; round < 3_000; round += 1) {
      const bytes = bytesOf('aé€😀\u07ff\uffff\u{10ffff}').slice(0, 4 + Math.floor(random() * 17))
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
      const offset = findInvalidByte(bytes)
      expect([bytes, isStartOfText(bytes.slice(0, offset))]).toEqual([bytes, true])
      if (offset === bytes.length) continue
      wrong += 1
      expect([bytes, isStartOfText(bytes.slice(0, offset + 1))]).toEqual([bytes, false])
    }
    expect(wrong).toBeGreaterThan(500)
    expect(3_000 - wrong).toBeGreaterThan(200)
  })
})

describe('JSON syntax', () => {
  it.each([
    [
      '{"schedule": {\n  "a": 1,\n}}',
      'line 3, column 1',
      'expected a field name in double quotes, found "}}"',
    ],
    ['{"a" 1}', 'line 1, column 6', 'expected a colon, found "1}"'],
    ['{"a": 1 "b": 2}', 'line 1, column 9', 'expected a comma or "}", found "\\"b\\": 2}"'],
    ['{"a": [1 2]}', 'line 1, column 10', 'expected a comma or "]"'],
    ['{"ä😀": nul}', 'line 1, column 8', 'expected a value, found "nul}"'],
    ["{'a': 1}", 'line 1, column 2', 'expected a field name in double quotes'],
    [
      '{"a": "b',
      'line 1, column 9',
      'expected a double quote at the end of the text, found the end of the file',
    ],
    ['{"a": "b\n"}', 'line 1, column 9', 'found the end of the line'],
    ['{"a": "\\x"}', 'line 1, column 8', 'expected an escape that JSON knows'],
    ['{"a": 01}', 'line 1, column 8', 'expected a comma or "}"'],
    ['{"a": NaN}', 'line 1, column 7', 'expected a value, found "NaN}"'],
    ['{"a": 1}\n{"b": 2}', 'line 2, column 1', 'expected nothing more'],
    ['{"a": [', 'line 1, column 8', 'expected a value, found the end of the file'],
    ['{"a": 1}\u00a0', 'line 1, column 9', 'expected nothing more'],
  ])('[IMP-29] names line and column in %j', (text, place, message) => {
    const error = errorOf(text)
    expect(error.place).toBe(place)
    expect(error.message).toContain(message)
  })

  it(`[IMP-29] finds a fault exactly when the platform does (seed ${testSeed})`, () => {
    const random = seededRandom(testSeed)
    const sample = '{"a": [1, -2.5e+3, "x\\n\\u00e9 y", null], "b": {"c": true, "d": {}}, "": [[]]}\n'
    const characters = '{}[]",:\\ \n\t0129.eE+-truefalsn/xbu\u00a0\u0001'
    let faulty = 0
    for (let round = 0; round < 5_000; round += 1) {
      let text = sample
      for (let change = 0; change < 1 + random() * 2; change += 1) {
        const at = Math.floor(random() * text.length)
        const inserted = random() < 0.3 ? '' : characters[Math.floor(random() * characters.length)]!
        text = text.slice(0, at) + inserted + text.slice(at + (random() < 0.5 ? 1 : 0))
      }
      const fault = findJsonFault(text)
      expect([text, fault === null]).toEqual([text, isJson(text)])
      expect(fault?.index ?? 0).toBeLessThanOrEqual(text.length)
      if (fault) faulty += 1
    }
    expect(faulty).toBeGreaterThan(1_000)
    expect(5_000 - faulty).toBeGreaterThan(200)
  })

  it('[IMP-29] survives any depth', () => {
    const text = `{"schedule": ${'['.repeat(200_000)}`
    expect(errorOf(text).place).toBe('line 1, column 200014')
    const closed = `{"schedule": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect(errorOf(closed).message).toBe('schedule: expected an object, found a list of 1')
  })
})
