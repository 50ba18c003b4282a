import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Display } from './kiosk.ts'

const run = promisify(execFile)
const LARGEST = 64 * 1024 * 1024
/** Bytes. */
const POINT = 4

/** What the display shows: 32 bits for each point, line by line. */
export type Picture = { width: number; height: number; points: Buffer }

/** A window at the top of the display. */
export type XWindow = { id: string; about: string }

/** Takes a picture of the whole display. */
export async function lookAt(display: Display): Promise<Picture> {
  const { stdout } = await run('xwd', ['-root', '-silent'], { env: { ...process.env, ...display }, encoding: 'buffer', maxBuffer: LARGEST })
  return pictureOf(stdout)
}

/** @param dump as xwd writes it (X11/XWDFile.h): numbers of 32 bits, most significant byte first */
export function pictureOf(dump: Buffer): Picture {
  const [begins, width, height, bits, line, colours] = [0, 4, 5, 11, 12, 19].map((at) => dump.readUInt32BE(at * 4))
  if (!begins || !width || !height || !line || bits !== 32) throw new Error(`a picture of ${bits ?? 0} bits`)
  if (line !== width * POINT) throw new Error(`lines of ${line} bytes for ${width} points`)
  const from = begins + (colours ?? 0) * 12
  return { width, height, points: dump.subarray(from, from + line * height) }
}

/** How many points of two pictures are different. Most lines are the same, and told to be at once. */
export function difference(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return Math.max(one.points.length, other.points.length) / POINT
  const line = one.width * POINT
  let count = 0
  for (let from = 0; from < one.points.length; from += line) {
    if (one.points.compare(other.points, from, from + line, from, from + line) === 0) continue
    for (let at = from; at < from + line; at += POINT) if (one.points.readInt32LE(at) !== other.points.readInt32LE(at)) count++
  }
  return count
}

/** Whether there is next to nothing to be seen in the upper part: before anything is drawn. */
export const isBlank = ({ width, points }: Picture): boolean => {
  const seen = new Set<number>()
  for (let at = 0; at < width * POINT * 200; at += POINT) seen.add(points.readInt32LE(at))
  return seen.size < 20
}

/** The windows at the top, shown or not. */
export async function windowsOn(display: Display): Promise<XWindow[]> {
  const { stdout } = await run('xwininfo', ['-root', '-children'], { env: { ...process.env, ...display } })
  return [...stdout.matchAll(/^\s+(0x[0-9a-f]+) (.*)$/gm)].map(([, id = '', about = '']) => ({ id, about: about.trim().replace(/\s+/g, ' ') }))
}

/** Whether a window can be seen. One that has gone cannot. */
export async function isShown(display: Display, { id }: XWindow): Promise<boolean> {
  const { stdout } = await run('xwininfo', ['-id', id], { env: { ...process.env, ...display } }).catch(() => ({ stdout: '' }))
  return stdout.includes('IsViewable')
}

/** The window to which keys go. */
export async function focused(display: Display): Promise<string> {
  const { stdout } = await run('xdotool', ['getwindowfocus'], { env: { ...process.env, ...display } }).catch(() => ({ stdout: '0' }))
  return `0x${Number(stdout.trim()).toString(16)}`
}
