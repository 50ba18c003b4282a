import type { Branding } from '@gatehouse/contract'
import type { Look } from '../states/state.ts'

/**
 * Looks as a company's server would send them, drawn here so that nobody's picture has to lie in the project. `valley`: what
 * somebody would wish for. `broken`: what begins well and cannot be decoded, or read. `daylight`: the hardest, a white picture, and the name in black on nothing, as most companies have it.
 */
export const sampleBranding: Readonly<Record<Look, () => Promise<Branding>>> = {
  valley: async () => ({ accent: '#ffb648', logo: await asFile(sun, 256, 256, 'image/png'), backdrop: await asFile(valley, 1280, 800, 'image/jpeg') }),
  daylight: async () => ({ accent: '#8fe3b0', logo: await asFile(blackWord, 600, 160, 'image/png'), logoSaysName: true, backdrop: await asFile(daylight, 1280, 800, 'image/jpeg') }),
  broken: async () => ({ accent: '#0a0a0a', logo: broken(await asFile(sun, 256, 256, 'image/png'), 25), backdrop: broken(await asFile(valley, 64, 40, 'image/png'), 25) }),
}

/** The same file with another byte at that place: in a PNG, at 25, a kind of colour that there is not. */
const broken = (base64: string, place: number) => btoa(Array.from(atob(base64), (letter, at) => (at === place ? '\u0005' : letter)).join(''))

type Pen = OffscreenCanvasRenderingContext2D
type Draw = (pen: Pen, width: number, height: number) => void

async function asFile(draw: Draw, width: number, height: number, type: 'image/png' | 'image/jpeg'): Promise<string> {
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('nothing can be drawn here')
  draw(pen, width, height)
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality: 0.8 })).arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

function valley(pen: Pen, width: number, height: number) {
  fill(pen, width, height, ['#2a1b4a', '#b0476a', '#ff9a4d'])
  circle(pen, '#ffe9b0', width * 0.68, height * 0.6, height * 0.08)
  ;['#5c3a6b', '#3b2a57', '#1d1a3a'].forEach((colour, row) => {
    pen.fillStyle = colour
    pen.beginPath()
    pen.moveTo(0, height)
    for (let x = 0; x <= width; x += 8) pen.lineTo(x, height * (0.58 + row * 0.13) + Math.sin(x / (150 - row * 30) + row * 2) * height * 0.05)
    pen.lineTo(width, height)
    pen.fill()
  })
}

function daylight(pen: Pen, width: number, height: number) {
  fill(pen, width, height, ['#ffffff', '#e9f6ff', '#ffffff'])
  circle(pen, '#bfe6c8', width * 0.2, height * 0.9, height * 0.35)
}

function sun(pen: Pen, width: number, height: number) {
  circle(pen, '#ffb648', width / 2, height / 2, height * 0.48)
  circle(pen, '#7a2f4f', width / 2, height * 0.66, height * 0.3)
}

function blackWord(pen: Pen, width: number, height: number) {
  circle(pen, '#101418', height / 2, height / 2, height * 0.45)
  pen.fillStyle = '#101418'
  pen.font = `bold ${height * 0.62}px sans-serif`
  pen.fillText('contoso', height * 1.1, height * 0.72, width - height * 1.1)
}

function fill(pen: Pen, width: number, height: number, colours: readonly string[]) {
  const light = pen.createLinearGradient(0, 0, 0, height)
  colours.forEach((colour, at) => light.addColorStop(at / (colours.length - 1), colour))
  pen.fillStyle = light
  pen.fillRect(0, 0, width, height)
}

function circle(pen: Pen, colour: string, x: number, y: number, radius: number) {
  pen.fillStyle = colour
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
  pen.fill()
}
