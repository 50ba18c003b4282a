import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Branding } from '@gatehouse/contract'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jpegThatSays, pngOf, pngThatSays } from '../../test/world/pictures.ts'
import { readBranding } from './read-branding.ts'

let folder: string
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'gatehouse-branding-')) })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, bytes: Buffer | string) => { writeFileSync(join(folder, name), bytes); return name }
const read = (section: Parameters<typeof readBranding>[0]) => readBranding(section, join(folder, 'policy.yaml'))
const wrong = async (section: Parameters<typeof readBranding>[0]) =>
  (await read(section)).wrong.map(({ path, what, right }) => `${path} ${what.replace(folder, '…')}; ${right}`)
const logo = pngOf(64, 64)

test('pictures beside the policy are read as they are, by a path relative to it', async () => {
  mkdirSync(join(folder, 'pictures'))
  write('pictures/logo.png', logo)
  const backdrop = jpegThatSays(1280, 800)
  const { look, wrong } = await read({ accent: '#4cc2ff', logo: 'pictures/logo.png', backdrop: write('valley.jpg', backdrop) })
  expect(wrong).toEqual([])
  expect(v.parse(Branding, look?.branding)).toEqual({ accent: '#4cc2ff', logo: logo.toString('base64'), backdrop: backdrop.toString('base64') })
})

test('without branding there is none; another picture is another look', async () => {
  expect(await read({})).toEqual({ look: undefined, wrong: [] })
  const name = write('changes.png', logo)
  const first = await read({ logo: name })
  expect((await read({ logo: name })).look?.digest).toBe(first.look?.digest)
  write(name, pngOf(64, 64, () => [0, 0, 0, 255]))
  expect((await read({ logo: name })).look?.digest).not.toBe(first.look?.digest)
  expect((await read({ logo: name, logoSaysName: true })).look?.branding.logoSaysName).toBe(true)
})

test.each<[string, () => Parameters<typeof readBranding>[0], string]>([
  ['a picture that is not there', () => ({ logo: 'nowhere.png' }), 'branding.logo names …/nowhere.png, which is not there; must name a PNG or JPEG file'],
  ['a folder', () => ({ logo: '.' }), 'branding.logo names …, which is a folder; must name a PNG or JPEG file'],
  ['an SVG, whatever it is called', () => ({ logo: write('svg.png', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>') }), 'branding.logo names …/svg.png, which is SVG or another text; must be a PNG or JPEG file: what is written as text can hold scripts and links, and is never shown'],
  ['a GIF', () => ({ backdrop: write('moving.png', 'GIF89a........') }), 'branding.backdrop names …/moving.png, which is a GIF; must be a PNG or JPEG file'],
  ['a program', () => ({ backdrop: write('program.jpg', 'MZ..........') }), 'branding.backdrop names …/program.jpg, which is no picture; must be a PNG or JPEG file'],
  ['half a picture', () => ({ logo: write('half.png', logo.subarray(0, -20)) }), 'branding.logo names …/half.png, which is cut off; must be the whole file'],
  ['too many bytes for a logo', () => ({ logo: write('heavy.png', Buffer.concat([logo, Buffer.alloc(64 * 1024)])) }), `branding.logo names …/heavy.png, which has ${logo.length + 65_536} bytes; must have at most 65536 (64 KiB)`],
  ['too many bytes for a backdrop', () => ({ backdrop: write('heavy.jpg', Buffer.alloc(300_000)) }), 'branding.backdrop names …/heavy.jpg, which has 300000 bytes; must have at most 262144 (256 KiB): it is shown out of focus, and 1280 by 800 pixels are enough'],
  ['few bytes that unfold to gigabytes', () => ({ logo: write('bomb.png', pngThatSays(60_000, 60_000)) }), 'branding.logo names …/bomb.png, which is 60000 by 60000 pixels; must be at most 1024 by 1024'],
])('[F-15] %s is named', async (_, section, words) => {
  expect(await wrong(section())).toEqual([words])
})

test('what is wrong with one picture does not hide what is wrong with the other', async () => {
  expect(await wrong({ logo: 'a.png', backdrop: 'b.png' })).toHaveLength(2)
})
