import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../test/soak.ts'
import { jpegThatSays, pngOf, pngThatSays } from '../test/world/pictures.ts'
import { readPicture } from './index.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const png = pngOf(30, 20)
const jpeg = jpegThatSays(640, 400)

test('a PNG and a JPEG say their size', () => {
  expect(readPicture(png)).toEqual({ type: 'image/png', width: 30, height: 20 })
  expect(readPicture(pngThatSays(60_000, 60_000))).toEqual({ type: 'image/png', width: 60_000, height: 60_000 })
  expect(readPicture(jpeg)).toEqual({ type: 'image/jpeg', width: 640, height: 400 })
  // Inside a larger buffer, and with something of a camera's behind the end.
  expect(readPicture(new Uint8Array(Buffer.concat([bytes('before'), jpeg, bytes('behind')])).subarray(6))).toMatchObject({ width: 640, height: 400 })
  expect(readPicture(pngOf(8, 8, undefined, { tEXt: bytes('Comment\0<svg onload=1>') }))).toMatchObject({ width: 8 })
})

test.each([
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'markup'],
  ['\u00ef\u00bb\u00bf\n<?xml version="1.0"?><svg/>', 'markup'],
  ['<!-- a comment first --><svg/>', 'markup'],
  ['<html><script>1</script>', 'markup'],
  ['\u00ff\u00fe<\0s\0v\0g\0', 'markup'],
  ['GIF89a', 'GIF'],
  ['RIFF....WEBPVP8 ', 'WebP'],
  ['\0\0\0 ftypavif', 'AVIF'],
  ['BM......', 'BMP'],
  ['MZ', 'unknown'],
  ['', 'unknown'],
  ['\u0089PNG\r\n\u001a\n', 'cut-off'],
])('[S-05] %j is none', (text, not) => {
  expect(readPicture(bytes(text))).toEqual({ not })
})

test('[S-05] a picture without its end is none, wherever it is cut', () => {
  for (const whole of [png, jpeg]) {
    for (let length = 8; length < whole.length - 1; length++) expect(readPicture(whole.subarray(0, length)), `${length} of ${whole.length}`).toEqual({ not: 'cut-off' })
  }
})

test('[S-05] one that says nonsense of itself is none', () => {
  const changed = (whole: Buffer, at: number, ...to: number[]) => { const copy = Buffer.from(whole); copy.set(to, at); return copy }
  expect(readPicture(changed(png, 16, 0, 0, 0, 0))).toEqual({ not: 'broken' })
  expect(readPicture(changed(png, 12, 0x49, 0x44))).toEqual({ not: 'broken' })
  expect(readPicture(changed(png, 33, 0xff, 0xff, 0xff, 0xff))).toEqual({ not: 'cut-off' })
  expect(readPicture(jpegThatSays(0, 5))).toEqual({ not: 'broken' })
  expect(readPicture(changed(jpeg, 2, 0xff, 0xda))).toEqual({ not: 'broken' })
  expect(readPicture(changed(jpeg, 4, 0, 1))).toEqual({ not: 'broken' })
})

test('[S-05] no bytes whatever make it throw or run on', () => {
  const begun = fc.constantFrom(png.subarray(0, 33), jpeg.subarray(0, 20), Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(0))
  fc.assert(fc.property(begun, fc.uint8Array({ maxLength: 300 }), (start, rest) => {
    const found = readPicture(new Uint8Array([...start, ...rest]))
    expect('not' in found || (found.width > 0 && found.height > 0)).toBe(true)
  }), { numRuns: runs(2000) })
})
