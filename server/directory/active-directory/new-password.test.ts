import { Secret } from '@gatehouse/contract'
import * as fc from 'fast-check'
import { Attribute, BerWriter, Change, ModifyRequest } from 'ldapts'
import { expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { withUnicodePwd } from './new-password.ts'

const copyOf = (text: string) => withUnicodePwd(new Secret(text), async (value) => Buffer.from(value))

test('a password goes out in quotes, in UTF-16LE', async () => {
  expect(await copyOf('aß€')).toEqual(Buffer.from([0x22, 0, 0x61, 0, 0xdf, 0, 0xac, 0x20, 0x22, 0]))
})

test('whatever the password is, it comes out again', () =>
  fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
    expect((await copyOf(text)).toString('utf16le')).toBe(`"${text}"`)
  }), { numRuns: runs(200) }))

test('[S-04] the buffer with the password is wiped when the directory has answered, and when it has refused', async () => {
  const seen: Buffer[] = []
  const keep = (value: Buffer) => void seen.push(value)
  await withUnicodePwd(new Secret('Copper-Kettle-12'), async (value) => keep(value))
  await expect(withUnicodePwd(new Secret('Copper-Kettle-12'), async (value) => {
    keep(value)
    throw new Error('refused')
  })).rejects.toThrow('refused')
  expect(seen.map((value) => [value.length, value.every((byte) => byte === 0)])).toEqual([[36, true], [36, true]])
})

test('[S-04] the debug output of the library has no password in it, and the wire has', () =>
  withUnicodePwd(new Secret('Copper-Kettle-12'), async (value) => {
    const modification = new Attribute({ type: 'unicodePwd', values: [value] })
    const message = new ModifyRequest({ messageId: 1, dn: '', changes: [new Change({ operation: 'replace', modification })] })
    expect(JSON.stringify(message)).toContain('"values":["[secret]"]')
    const writer = new BerWriter()
    message.writeMessage(writer)
    expect(writer.buffer.includes(Buffer.from('"Copper-Kettle-12"', 'utf16le'))).toBe(true)
  }))
