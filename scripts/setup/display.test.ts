import { existsSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { run } from './child.mjs'
import { hasDisplay, startDisplay } from './display.mjs'

const start = async () => {
  const display = await startDisplay({ width: 320, height: 240 })
  onTestFinished(display.stop)
  return display
}

/** Asks the X server something small; setxkbmap comes with Xvfb. */
const isLetIn = async (env: Record<string, string>) =>
  (await run('setxkbmap', ['-query'], { env: { PATH: '/usr/bin:/bin', ...env } })).code === 0

test('a screen lets in who holds its cookie, and nobody else', async () => {
  const [one, other] = await Promise.all([start(), start()])
  expect(one.env.DISPLAY).not.toBe(other.env.DISPLAY)
  expect(await isLetIn(one.env)).toBe(true)
  expect(await isLetIn({ DISPLAY: one.env.DISPLAY, XAUTHORITY: '/dev/null' })).toBe(false)
  expect(await isLetIn({ DISPLAY: one.env.DISPLAY, XAUTHORITY: other.env.XAUTHORITY })).toBe(false)
})

test('a screen that was stopped is gone, and its cookie too', async () => {
  const { env, stop } = await startDisplay()
  await stop()
  expect(await isLetIn(env)).toBe(false)
  expect(existsSync(env.XAUTHORITY)).toBe(false)
})

test('a window can be shown on X to everyone, on Wayland to its owner only', () => {
  expect(hasDisplay({}, false)).toBe(false)
  expect(hasDisplay({ DISPLAY: '' }, true)).toBe(false)
  expect(hasDisplay({ DISPLAY: ':0' }, true)).toBe(true)
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, false)).toBe(true)
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, true)).toBe(false)
})
