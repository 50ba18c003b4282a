import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../test/soak.ts'
import { Secret, writeWire } from './secret.ts'

/* eslint-disable @typescript-eslint/restrict-template-expressions, @typescript-eslint/no-misused-spread --
   what the linter forbids is what is tried here */
const text = 'Tr0ub4dor&3'
const secret = new Secret(text)

test.each<[string, (hidden: Secret) => unknown]>([
  ['a template', (hidden) => `${hidden}`],
  ['a sum of strings', (hidden) => 'password: ' + String(hidden)],
  ['an array that is joined', (hidden) => ['password', hidden].join(' ')],
  ['JSON', (hidden) => JSON.stringify({ password: hidden })],
  ['a look into an object', (hidden) => inspect({ deep: { password: hidden } }, { depth: null, showHidden: true, customInspect: true })],
  ['a look that skips our mask', (hidden) => inspect(hidden, { customInspect: false, showHidden: true })],
  ['a copy', (hidden) => inspect(structuredClone({ password: hidden }), { showHidden: true })],
  ['a spread', (hidden) => JSON.stringify({ ...hidden })],
  ['its keys', (hidden) => Reflect.ownKeys(hidden).map((key) => String(key)).join()],
  ['the message of an error', (hidden) => new Error(`refused: ${hidden}`).stack],
])('[S-04] a secret does not show in %s', (_, show) => {
  expect(String(show(secret))).not.toContain(text)
})

test('[S-04] a secret does not show on the console', () => {
  const written: string[] = []
  const console = new Console(new Writable({ write: (chunk, _, done) => { written.push(String(chunk)); done() } }))
  console.log('typed %s %o %j', secret, secret, secret)
  console.error({ secret })
  console.table([{ secret }])
  expect(written.join('')).toContain('[secret]')
  expect(written.join('')).not.toContain(text)
})

test('a secret comes out where it is asked for by name', () => {
  expect(secret.reveal()).toBe(text)
})

test('the wire carries the value of every secret, however deep it lies', () => {
  fc.assert(fc.property(fc.string(), fc.array(fc.string(), { maxLength: 3 }), (value, path) => {
    const message = (leaf: unknown) => path.reduceRight<unknown>((inner, key) => ({ [`.${key}`]: inner }), { list: [leaf] })
    expect(writeWire(message(new Secret(value)))).toBe(JSON.stringify(message(value)))
  }), { numRuns: runs(100) })
})

test('on the wire everything else is plain JSON', () => {
  fc.assert(fc.property(fc.jsonValue(), (message) => {
    expect(writeWire(message)).toBe(JSON.stringify(message))
  }), { numRuns: runs(100) })
})
