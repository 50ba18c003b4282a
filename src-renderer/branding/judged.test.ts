import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { jpegThatSays, pngOf, pngThatSays } from '../../test/world/pictures.ts'
import { runs } from '../../test/soak.ts'
import { judged } from './judged.ts'

const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64')

test('what a company may show', () => {
  const [logo, backdrop] = [pngOf(64, 64), jpegThatSays(1280, 800)]
  expect(judged({ accent: '#4cc2ff', logo: base64(logo), backdrop: base64(backdrop) })).toEqual({
    accent: '#4cc2ff', logo: { bytes: new Uint8Array(logo), type: 'image/png' }, backdrop: { bytes: new Uint8Array(backdrop), type: 'image/jpeg' },
  })
})

test.each([
  ['an accent that cannot be read', { accent: '#0a0a0a' }],
  ['an accent that is a style', { accent: 'red; background: url(https://evil.example)' }],
  ['an accent that is another\'s variable', { accent: 'var(--ground)' }],
  ['an SVG', { logo: base64('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>') }],
  ['HTML', { logo: base64('<!doctype html><img src=x onerror=1>') }],
  ['a GIF', { backdrop: base64('GIF89a') }],
  ['a few bytes that unfold to gigabytes', { logo: base64(pngThatSays(60_000, 60_000)) }],
  ['a backdrop that does', { backdrop: base64(jpegThatSays(65_535, 65_535)) }],
  ['a logo of many bytes', { logo: base64(Buffer.concat([pngOf(8, 8), Buffer.alloc(65 * 1024)])) }],
  ['half a picture', { logo: base64(pngOf(64, 64).subarray(0, 90)) }],
  ['no base64', { logo: '%%%%', backdrop: 'data:image/png;base64,AAAA' }],
  ['nothing', { accent: '', logo: '', backdrop: '' }],
])('[S-05] a hostile server shows nothing: %s', (_, branding) => {
  expect(judged(branding)).toEqual({})
})

test('[S-05] one part that is wrong takes no other away', () => {
  expect(Object.keys(judged({ accent: '#4cc2ff', logo: base64('<svg/>'), backdrop: base64(jpegThatSays(12, 8)) }))).toEqual(['accent', 'backdrop'])
})

test('[S-05] no text whatever makes it throw', () => {
  const any = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.uint8Array().map((bytes) => base64(Buffer.concat([pngOf(2, 2).subarray(0, 33), bytes])))), { nil: undefined })
  fc.assert(fc.property(any, any, any, (accent, logo, backdrop) => {
    const found = judged({ ...(accent !== undefined && { accent }), ...(logo !== undefined && { logo }), ...(backdrop !== undefined && { backdrop }) })
    expect(Object.keys(found).every((part) => ['accent', 'logo', 'backdrop'].includes(part))).toBe(true)
  }), { numRuns: runs(100) })
})
