import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { contactBook } from './contact-book.ts'

const book = contactBook('DE')
const secret = (text: string) => new Secret(text)

test.each([
  ['+1 425 555 0100', '+14255550100', '+1 4255550100', ['sms', 'call']], ['0171 3920011', '+491713920011', '+49 1713920011', ['sms', 'call']],
  ['030 901820', '+4930901820', '+49 30901820', ['call']], ['+44 7400 123456', '+447400123456', '+44 7400123456', ['sms', 'call']],
])('[F-17] what the directory has as %s is %s, shown as %s, and takes %j', (held, e164, written, ways) => {
  const number = book.heldNumber(held)
  expect(number?.reveal()).toBe(e164)
  expect(book.writtenNumber(secret(e164))).toBe(written)
  expect(book.takes(secret(e164))).toEqual(ways)
})

test.each(['0900 1234567', '+44 909 8790879', '110', 'none', '', '+881 631 555 123', '0171 3920011 ext. 3'])('[S-12] %j of the directory is no number to send to', (held) => {
  expect(book.heldNumber(held)).toBeUndefined()
})

test('[S-12] whatever is typed, what comes out is a number that exists and can be reached, or a reason; and it is read as itself again', () => {
  const typed = fc.oneof(fc.string({ unit: 'binary', maxLength: 64 }), fc.stringMatching(/^[+0-9 ()/.;a-zx-]{0,40}$/u), fc.integer({ min: 0 }).map((rest) => `+49171${rest}`))
  fc.assert(fc.property(typed, fc.constantFrom('DE', 'US', 'GB', 'XX', ''), fc.constantFrom('sms', 'call'), (text, country, by) => {
    const read = book.readNumber(secret(text), country, by)
    if ('refused' in read) return
    expect(read.number.reveal()).toMatch(/^\+[1-9]\d{5,14}$/u)
    expect(book.takes(read.number)).toContain(by)
    expect(book.readNumber(read.number, 'US', by)).toEqual(read)
  }), { numRuns: runs(300) })
})

test('an address is one address and nothing else, whatever is typed', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress()), (text) => {
    const read = book.readAddress(secret(text))
    if ('address' in read) expect(read.address.reveal()).toMatch(/^[^\s,;:<>]+@[^\s,;:<>@]+\.[^\s,;:<>@]+$/u)
  }), { numRuns: runs(300) })
})
