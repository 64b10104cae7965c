import { encodeQrCode } from './qr-code.ts'

/** Light modules that a scanner needs around the code. */
const QUIET_ZONE = 4

/** A text's QR code as an SVG file, dark on white; null for a text that is too long for one. */
export function qrSvg(text: string): string | null {
  const code = encodeQrCode(text)
  if (code === null) return null
  const size = code.length + 2 * QUIET_ZONE
  const path = code
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z` : '')))
    .join('')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`
  )
}
