import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from './build.ts'

const root = path.resolve(import.meta.dirname, '..')
const scratch = mkdtempSync(path.join(tmpdir(), 'gatehouse-build-'))
const folder = { packaged: path.join(scratch, 'packaged'), development: path.join(scratch, 'development') }
const text = (kind: keyof typeof folder, file: string) => readFileSync(path.join(folder[kind], file), 'utf8')

beforeAll(async () => {
  for (const kind of ['packaged', 'development'] as const) await build({ root, outdir: folder[kind], development: kind === 'development' })
}, 60_000)
afterAll(() => rmSync(scratch, { recursive: true }))

describe('[S-02] what opens the development build to a debugger is not in the package', () => {
  const openings = ['remote-debugging-port', 'remote-debugging-pipe', 'inspect-brk', '--config=', 'GATEHOUSE_CONFIG', 'GATEHOUSE_KEY_IN_MEMORY', '--window', '__playwright_run']
  test.each(openings)('[S-02] %s', (word) => {
    expect(text('development', 'main.js')).toContain(word)
    expect(text('packaged', 'main.js')).not.toContain(word)
  })
})

describe('the built client', () => {
  test('is a folder that Electron starts', () => {
    const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, string>
    expect(JSON.parse(text('packaged', 'package.json'))).toMatchObject({ name, version, main: 'main.js', type: 'commonjs' })
    expect(existsSync(path.join(folder.packaged, 'main.js'))).toBe(true)
  })
  test('serves every file of the screens, and knows no other', () => {
    const written = readdirSync(path.join(folder.packaged, 'renderer'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile()).map((entry) => path.relative(folder.packaged, path.join(entry.parentPath, entry.name)))
    const served = [...text('packaged', 'main.js').matchAll(/file:"(renderer\/[^"]+)"/g)].map(([, file]) => file)
    expect(new Set(served)).toEqual(new Set(written))
    expect(written).toContain('renderer/kiosk.html')
  })
  test('has the licence of each font that is in it', () => {
    const licences = readdirSync(path.join(folder.packaged, 'licences'))
    for (const licence of licences) expect(text('packaged', `licences/${licence}`)).toContain('SIL Open Font License, Version 1.1')
    const fonts = [...text('packaged', 'main.js').matchAll(/renderer\/files\/([\w-]+)\.woff2/gu)].map(([, font = '']) => font)
    expect(fonts.length).toBeGreaterThan(100)
    expect(fonts.filter((font) => !licences.some((licence) => font.startsWith(`${path.parse(licence).name}-`)))).toEqual([])
  })
  test('has a preload of one screen, without a library in it', () => {
    expect(text('packaged', 'preload.cjs').length).toBeLessThan(2000)
    expect(text('packaged', 'preload.cjs')).toContain('"setPassword"')
  })
  test('[S-16] has no verb of registration and no path of it, in no file', () => {
    const files = readdirSync(folder.packaged, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.(?:js|cjs|html|json)$/u.test(entry.name))
    const texts = files.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    for (const word of ['/v1/registration', 'offerNumber', 'giveAnswers', 'gatehouse-registration']) expect(texts.filter((one) => one.includes(word))).toEqual([])
    // The search finds what is there.
    expect(texts.filter((one) => one.includes('/v1/recoveries')).length).toBeGreaterThan(0)
  })
  test('has no inline script or style, which its content policy would refuse', () => {
    expect(text('packaged', 'renderer/kiosk.html').replace(/<!--.*?-->/gs, '')).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)|\son[a-z]+=/i)
  })
  test("[S-02] has the credential store's program of this system alone, and lets no variable name another", () => {
    expect(readdirSync(folder.packaged).filter((file) => file.endsWith('.node'))).toEqual(['keyring.node'])
    const texts = readdirSync(folder.packaged).filter((file) => file.endsWith('.js')).map((file) => text('packaged', file))
    expect(texts.filter((one) => one.includes('./keyring.node'))).toEqual([text('packaged', 'keyring.js')])
    expect(texts.join('')).not.toContain('NAPI_RS_')
  })
  test('names no place of the machine it was built on', () => {
    for (const file of ['main.js', 'preload.cjs', 'package.json']) expect(text('packaged', file)).not.toContain(root)
  })
})
