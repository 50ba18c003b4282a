import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './lines.ts'

function cut(pieces: readonly Buffer[], longest = 1000): { lines: string[]; tooLong: number } {
  const got = { lines: [] as string[], tooLong: 0 }
  const take = linesOf({ longest: () => longest, line: (bytes) => got.lines.push(bytes.toString()), tooLong: () => { got.tooLong += 1 } })
  for (const piece of pieces) take(Buffer.from(piece))
  return got
}

test('lines are the same however they come', () => {
  fc.assert(fc.property(fc.array(fc.string().map((text) => text.replaceAll('\n', ' '))), fc.array(fc.nat(40)), (lines, cuts) => {
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
    let from = 0
    const pieces = [...cuts.map((length) => bytes.subarray(from, from += length)), bytes.subarray(from)]
    expect(cut(pieces)).toEqual({ lines, tooLong: 0 })
  }))
})
test('a line that is begun is none', () => expect(cut([Buffer.from('a\nb')]).lines).toEqual(['a']))
test('one of the length that is allowed is, one byte more is too long, whether it has an end or not, and nothing comes after it', () => {
  expect(cut([Buffer.from('12345\n')], 5)).toEqual({ lines: ['12345'], tooLong: 0 })
  expect(cut([Buffer.from('123456\n7\n')], 5)).toEqual({ lines: [], tooLong: 1 })
  expect(cut([Buffer.from('123'), Buffer.from('456'), Buffer.from('7\n8\n')], 5)).toEqual({ lines: [], tooLong: 1 })
})
test('[S-04] what came is overwritten, in the piece and in the line', () => {
  const kept: Buffer[] = []
  const piece = Buffer.from('secret-one\nsecret-two')
  linesOf({ longest: () => 100, line: (bytes) => kept.push(bytes), tooLong: () => undefined })(piece)
  expect([...kept, piece].map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true, true])
})
