import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { REMINDER_TYPE } from '../../contract/devices.ts'
import { proofOf, signerOf, thumbprintOf, ticketOf } from '../../client/device-proof.ts'
import { readReminder } from '../../server/devices/reminder.ts'
import { signedBy } from '../../server/devices/signed.scenario.ts'
import { readSettings } from '../../src-main/config/settings.ts'
import { readHandOver } from '../../src-main/launcher/hand-over.ts'
import { bestOf } from '../../src-renderer/languages/language.ts'
import { languages } from '../../src-renderer/languages/list.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { runs } from '../../test/soak.ts'
import { coreSays } from '../test/core-says.ts'
import { windowsMissing } from '../test/needs.ts'

// What is written twice, in C++ and in TypeScript, is the same.

withPeer('the portable part and the client', windowsMissing(), () => {
  test('have the same words for each shipped language', async () => {
    const said = await coreSays('languages', languages.map(({ tag }) => tag))
    expect(said).toEqual(await Promise.all(languages.map(async ({ tag, direction, load }) => {
      const words = await load()
      return { tag, link: words['identify.title'], waiting: words.working, rightToLeft: direction === 'rtl' }
    })))
  })

  test('choose the same of what Windows wants', async () => {
    const tag = fc.oneof(fc.constantFrom(...languages.map((one) => one.tag), 'sv', 'de-AT', 'PT-br', 'zh-Hant-TW', 'JA'), fc.stringMatching(/^[a-zA-Z0-9-]{1,6}$/u))
    const lists = fc.sample(fc.array(tag, { maxLength: 4 }), runs(300))
    const said = await coreSays('languages', lists.map((list) => list.join('\t')))
    expect(said.map(tagOf)).toEqual(lists.map((list) => bestOf(list, languages).tag))
  })

  test('sign the same tickets and proofs', async () => {
    const signed: string[] = []
    const key = { kty: 'EC', crv: 'P-256', x: bits('x'), y: bits('y') } as const
    const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
    const signer = { ...signerOf(privateKey, key), sign: (bytes: Uint8Array) => (signed.push(new TextDecoder().decode(bytes)), Promise.resolve(new Uint8Array(64))) }
    const jkt = await thumbprintOf(key)
    const [device, server, seq, nonce, sub] = ['6c3b4f0e-7e0b-4c5e-9d0b-5b1f2a7c9e41', 'https://reset.corp.example:8443', Number.MAX_SAFE_INTEGER, 'n0nce', 'S-1-5-21-1004336348-1177238915-682003330-1104']
    const ticket = await ticketOf(device, { aud: server, jkt, seq }, signer)
    const reminder = await signedBy(signer, { typ: REMINDER_TYPE, alg: 'ES256', kid: device }, { aud: server, sub, seq })
    const proof = await proofOf({ method: 'POST', url: `${server}/v1/devices`, nonce }, signer)

    // It makes number and time of a proof by itself.
    const { jti, iat } = claimsOf(proof)
    expect(await coreSays('signed', [[key.x, key.y, jkt, device, server, seq, nonce, sub, jti, iat].join('\t')])).toEqual([
      { ticket, reminder, proof, hashed: JSON.stringify({ crv: key.crv, kty: key.kty, x: key.x, y: key.y }) },
    ])
    expect(readReminder(reminder)).toMatchObject({ ok: true, value: { device, claims: { aud: server, sub, seq } } })
    expect([ticket, reminder, proof].map((text) => text.slice(0, text.lastIndexOf('.')))).toEqual(signed)
  })
})

withPeer('what the launcher hands over', windowsMissing(), () => {
  // Text of the registry and of a sign-in screen: no NUL, no half of a surrogate pair; and here no tab or line, which are between the parts.
  const text = (maxLength: number) => fc.string({ unit: fc.oneof(fc.constantFrom('"', '\\', '/', 'ü', '美', '\u{1F511}', '\u2028', '\u007F', '\u0001'), fc.string({ minLength: 1, maxLength: 1 })), minLength: 1, maxLength })
    .map((one) => one.replaceAll(/[\t\n\0]/gu, '').toWellFormed()).filter((one) => one !== '')
  const signed = fc.base64String({ maxLength: 40 }).map((one) => `a.${one.replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')}.c`)
  const key = fc.record({ x: fc.string({ minLength: 1 }).map(bits), y: fc.string({ minLength: 1 }).map(bits) }).map((point) => ({ kty: 'EC', crv: 'P-256', ...point } as const))
  const values = fc.record({ Server: text(60), Company: text(60), Site: fc.constant(null), Pins: fc.array(text(10), { minLength: 1, maxLength: 3 }) }, { requiredKeys: [] })
  const handOver = fc.record({
    policy: values, machine: values, selectedUser: text(40), languages: fc.array(fc.constantFrom('de-DE', 'en', 'zh-Hant-TW'), { maxLength: 3 }), layout: fc.constantFrom('00000407', 'F0010409'),
    contrast: fc.boolean(), scale: fc.constantFrom(100, 150, 500),
    device: fc.oneof(key.map((own) => ({ key: own })), fc.record({ id: fc.uuid(), ticket: signed, key: key.chain((own) => fc.string().map((secret) => ({ ...own, d: bits(secret) }))) })),
  }, { requiredKeys: ['policy', 'machine', 'languages'] })
  type Given = typeof handOver extends fc.Arbitrary<infer T> ? T : never

  const registry = (place: string, given: Given['policy']) => Object.entries(given).flatMap(([name, value]) => {
    // REG_SZ, REG_MULTI_SZ, and one that no setting has: REG_BINARY.
    const [kind, data] = value === null ? [3, ''] : typeof value === 'string' ? [1, `${value}\0`] : [7, `${value.join('\0')}\0\0`]
    return [place, name, String(kind), Buffer.from(data, 'utf16le').toString('base64url')]
  })
  const lineOf = ({ policy, machine, selectedUser, languages, layout, contrast, scale, device }: Given) => [
    selectedUser ?? '', languages.join(','), layout ?? '', contrast === undefined ? '' : contrast ? '1' : '0', scale === undefined ? '' : String(scale),
    device === undefined ? 'none' : 'id' in device ? 'known' : 'unknown', device?.key.x ?? '', device?.key.y ?? '', device && 'id' in device ? device.key.d : '', device && 'id' in device ? device.id : '',
    device && 'id' in device ? device.ticket : '', ...registry('policy', policy), ...registry('machine', machine),
  ].join('\t')

  test('is what the client reads', async () => {
    const given = fc.sample(handOver, runs(500))
    const said = await coreSays('hand-over', given.map(lineOf))
    expect(said.map((line) => readHandOver(Buffer.from(JSON.stringify(line))))).toEqual(given.map((one) => ({ version: 1, contrast: false, scale: 100, ...one })))
  })
})

withPeer('an address of a server', windowsMissing(), () => {
  const label = fc.stringMatching(/^[a-z0-9A-Z]([a-zA-Z0-9_-]{0,8}[a-z0-9A-Z])?$/u).filter((one) => !/^xn--/iu.test(one))
  const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.')).filter((name) => !/(?:^|\.)(?:\d+|0x[^.]*)$/iu.test(name))
  const port = fc.oneof(fc.constantFrom('', ':443', ':0443', ':80'), fc.nat({ max: 65_535 }).map((number) => `:${number}`))
  const ordinary = fc.tuple(fc.constantFrom('https://', 'HTTPS://'), fc.oneof(host, fc.ipV4(), fc.ipV6().map(shortest)), port, fc.constantFrom('', '/')).map((parts) => parts.join(''))
  const strange = fc.tuple(
    fc.constantFrom('https://', 'http://', 'https:', 'https:\\\\', ' https://', 'ftp://', ''),
    fc.string({ unit: fc.constantFrom('a', 'Z', '0', '9', '.', '-', '_', ':', '/', '[', ']', '@', '?', '#', '%', '\\', ' ', '\t', 'x', '*', 'ü', '\u{1F511}'), maxLength: 14 }),
  ).map((parts) => parts.join('')).filter((text) => !/xn--/iu.test(text))

  test('that is written as they are is read the same by both', async () => {
    const texts = fc.sample(ordinary, runs(1000))
    expect(await coreSays('origin', texts)).toEqual(texts.map((text) => originOf(text) ?? `refused: ${text}`))
  })

  test('that the launcher takes the client takes too, for the same server', async () => {
    const texts = fc.sample(fc.oneof(strange, ordinary), runs(3000))
    const said = await coreSays('origin', texts)
    const taken = texts.flatMap((text, i) => (said[i] === null ? [] : [{ text, is: said[i] }]))
    expect(taken.length).toBeGreaterThan(100)
    expect(taken).toEqual(taken.map(({ text }) => ({ text, is: originOf(text) })))
  })
})

function originOf(text: string): string | undefined {
  return readSettings({ server: text }, false).settings.server
}

const shortest = (address: string) => new URL(`https://[${address.includes('%') ? '::1' : address}]`).hostname

const bits = (of: string) => createHash('sha256').update(of).digest('base64url')

function tagOf(said: unknown): unknown {
  return typeof said === 'object' && said !== null && 'tag' in said ? said.tag : undefined
}

function claimsOf(jws: string): { jti: string; iat: number } {
  const claims: unknown = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString())
  if (typeof claims !== 'object' || claims === null || !('jti' in claims) || !('iat' in claims)) throw new Error('no claims')
  return { jti: String(claims.jti), iat: Number(claims.iat) }
}
