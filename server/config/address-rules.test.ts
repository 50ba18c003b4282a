import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { senderOf } from '../delivery/compose.ts'
import { privateMailFrom } from '../directory/active-directory/private-mail.ts'
import { domainOf } from '../directory/active-directory/domain.ts'
import { BELOW_DOMAIN, isOwnMailbox, SENDER } from './address-rules.ts'

// What --check passes must start: the rules here and those of the drivers are held against each other.

const taken = (attempt: () => unknown) => {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}

describe('a sender', () => {
  test.each(['it@corp.example', 'Gatehouse <gatehouse@corp.example>', '"Example, Corp" <it@corp.example>', 'Größe & Söhne <it@corp.example>', '<it@corp.example>'])('%s is one to both', (from) => {
    expect([SENDER.test(from), taken(() => senderOf(from))]).toEqual([true, true])
  })

  test.each(['gatehouse@mailhost', 'Gatehouse <gatehouse@mailhost>', 'nobody', 'a@b.example, c@d.example', 'a@b.example.', 'Gatehouse'])('%s is none to either', (from) => {
    expect([SENDER.test(from), taken(() => senderOf(from))]).toEqual([false, false])
  })

  test('whatever passes here is one that mails can be sent from', () => {
    const piece = fc.string({ maxLength: 8, unit: fc.constantFrom(...Array.from('ab.@,;<> "\\()[]:\'ö\t')) })
    fc.assert(fc.property(piece, piece, piece, (before, between, after) => {
      const from = `${before}<${between}it@corp.example${after}`
      for (const one of [from, from.replace('<', ''), `${from}>`]) if (SENDER.test(one)) expect(taken(() => senderOf(one)), one).toBe(true)
    }), { numRuns: runs(2000) })
  })
})

describe('a base', () => {
  test('is one here if and only if the directory finds the domain in it', () => {
    const part = fc.constantFrom('DC=corp', 'dc=example', 'OU=Staff', 'CN=', 'DC=', ' DC = x', 'DC=a=b', 'CN=DC', 'x', '')
    fc.assert(fc.property(fc.array(part, { maxLength: 5 }), fc.constantFrom(',', ', ', ' ,'), (parts, comma) => {
      const base = parts.join(comma).trim()
      expect(BELOW_DOMAIN.test(base), base).toBe(taken(() => domainOf(base)))
    }), { numRuns: runs(500) })
  })
})

test.each(['mail', 'proxyAddresses', 'userPrincipalName'])('what stands in %s is never a private address, and the settings say so', (attribute) => {
  expect(privateMailFrom({ dn: 'CN=ada', [attribute]: ['ada@corp.example'] }, attribute)).toBeUndefined()
  expect(isOwnMailbox(attribute)).toBe(true)
})
