import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodeQrCode } from '../../../../client/components/qr-code.ts'

function drawn(text: string): string {
  return (encodeQrCode(text) ?? []).map((row) => row.map((dark) => (dark ? '#' : '.')).join('')).join('\n')
}

// The codes below were read back by an independent decoder when they were written down.
const LINK_CODE = `
#######...##.#....#######
#.....#..#..#####.#.....#
#.###.#.##.#..###.#.###.#
#.###.#.#.#.####..#.###.#
#.###.#.##...#..#.#.###.#
#.....#.#.#...##..#.....#
#######.#.#.#.#.#.#######
........#..##..##........
#.#####..###.#....#####..
#.#.......##.#..#......#.
......#.########.#.#.#.##
..##...####.#.##........#
....###.#.####.####.#.###
###..#.##.#...#.#..#.#.#.
#..#.##....###########.##
#.#.....####..#######...#
#..#.####.##....#####.#..
........#...##.##...##...
#######......##.#.#.#.###
#.....#.#.#.##..#...##.##
#.###.#.#...#.#######.###
#.###.#.#........##.#####
#.###.#.#####..#.#...##.#
#.....#....#..###..###..#
#######.####......#######`.trim()

describe('encodeQrCode', () => {
  it('[PAGE-36] a link becomes the code that scanners read as that link', () => {
    expect(drawn('https://a.example/l/7')).toBe(LINK_CODE)
  })

  it('[PAGE-36] longer links with several blocks and version marks too', () => {
    const prints = [100, 120, 200].map((length) =>
      createHash('sha256')
        .update(drawn('l'.repeat(length)))
        .digest('hex')
        .slice(0, 16),
    )
    expect(prints).toEqual(['342fde8c8e173ff9', 'ea6c4d2429f13564', 'de1883a5365401c1'])
  })

  it('[PAGE-36] the code grows with the text, counts bytes and not letters, and ends at 287 bytes', () => {
    const sizes = [1, 14, 15, 213, 214, 287].map((length) => encodeQrCode('x'.repeat(length))?.length)
    expect(sizes).toEqual([21, 21, 25, 57, 61, 65])
    expect(encodeQrCode('é'.repeat(7))?.length).toBe(21)
    expect(encodeQrCode('é'.repeat(8))?.length).toBe(25)
    expect(encodeQrCode('x'.repeat(288))).toBeNull()
  })
})
