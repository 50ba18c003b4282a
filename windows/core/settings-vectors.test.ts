import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import * as v from 'valibot'
import { buildHere } from '../../scripts/windows/build.ts'
import { type Policy, policies } from '../../src-main/config/policies.ts'
import { judged, type Registry } from '../../src-main/config/registry-values.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { runs } from '../../test/soak.ts'
import { windowsMissing } from '../test/needs.ts'

const root = join(import.meta.dirname, '../..')
const program = join(root, 'out/windows/here/judge')

const Values = v.record(v.string(), v.unknown())
const vectors = v.parse(v.array(v.object({ says: v.string(), policy: v.optional(Values, {}), machine: v.optional(Values, {}) })), JSON.parse(readFileSync(join(root, 'windows/test/vectors/settings.json'), 'utf8')))
const Answer = v.record(v.string(), v.object({ key: v.string(), right: v.optional(v.unknown()), wrong: v.optional(v.string()) }))

const rows: readonly Policy[] = policies
/** What windows/core judges beside the kind. */
const isNative = (name: string) => rows.some((one) => one.value === name && (one.kind === 'number' || (one.kind === 'text' && one.native !== 'client')))

/** What each side makes of them: right, wrong, by which key; of what the client alone judges only the key. */
const inTypeScript = (registry: Registry) => Object.fromEntries(judged(registry).map((one) => [one.name, isNative(one.name) ? { key: one.key, ...('right' in one ? { right: one.right } : { wrong: true }) } : { key: one.key }]))

async function inCpp(registries: Registry[]): Promise<unknown[]> {
  const child = spawn(program)
  const [said, complained] = [text(child.stdout), text(child.stderr)]
  child.stdin.end(registries.map((registry) => [...lines('policy', registry.policy), ...lines('machine', registry.machine), '{"end":1}\n'].join('')).join(''))
  expect(await complained).toBe('')
  return (await said).trim().split('\n').map((line) => Object.fromEntries(Object.entries(v.parse(Answer, JSON.parse(line))).map(([name, { key, right, wrong }]) => [name, isNative(name) ? { key, ...(wrong === undefined ? { right } : { wrong: true }) } : { key }])))
}

const lines = (place: string, values: Registry['policy']) => Object.entries(values).map(([name, value]) => `${JSON.stringify({ place, name, ...told(value) })}\n`)

function told(value: unknown): object {
  if (typeof value === 'string') return { text: value }
  if (typeof value === 'number') return { number: value }
  return Array.isArray(value) ? { list: value.map((one) => `${String(one)}\n`).join('') } : { other: 1 }
}

withPeer('[F-30] settings are the same in C++ and in TypeScript', windowsMissing(), () => {
  beforeAll(async () => await buildHere({ from: ['core', 'test/judge.cpp'] }, program))

  test('[F-30] for every case of vectors/settings.json', async () => {
    const answers = await inCpp(vectors)
    expect(answers).toHaveLength(vectors.length)
    vectors.forEach((registry, at) => expect(answers[at], registry.says).toEqual(inTypeScript(registry)))
  })

  test('[F-30] for whatever is set', async () => {
    const registries = fc.sample(fc.record({ policy: someValues, machine: someValues }), runs(3000))
    const answers = await inCpp(registries)
    registries.forEach((registry, at) => expect(answers[at], JSON.stringify(registry)).toEqual(inTypeScript(registry)))
  })
})

// Near what is right, since chance alone is nearly always wrong; without what text of the registry cannot have: a NUL, half a surrogate pair.
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((some) => some.join(''))
const odd = fc.constantFrom('', ' ', '.', '..', '-', '_', '/', '\\', ':', '0', '00', '1', '443', '255', '256', '65535', '65536', '0x1', 'xn-', '@', '%', '?', '#', '\t', '\u2028', '\u0085', '\u00a0', '\u212a', 'ü', 'İ', '😀')
const label = fc.oneof(fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('a', 'b', 'X', 'Z', '0', '1', '9', '-', '_') }), odd)
const host = fc.oneof({ weight: 4, arbitrary: fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.')) }, { weight: 1, arbitrary: fc.ipV4() }, { weight: 1, arbitrary: fc.ipV6().map((address) => `[${address}]`) }, { weight: 1, arbitrary: fc.array(fc.constantFrom('', '0', '1', 'a', 'db8', '0001', 'FFFF'), { minLength: 2, maxLength: 9 }).map((groups) => `[${groups.join(':')}]`) })
const origin = joined(fc.constantFrom('https://', 'https://', 'https://', 'HTTPS://', 'http://', 'https:/'), host, fc.oneof(fc.constant(''), fc.nat(70_000).map((port) => `:${port}`), odd), fc.constantFrom('', '', '/', '//'))
const path = joined(fc.constantFrom('C:\\Windows\\', 'c:\\program files\\', 'C:\\Users\\', 'D:\\Windows\\', 'C:/Windows/'), fc.array(label, { maxLength: 4 }).map((parts) => parts.join('\\')), odd, fc.constantFrom('.bmp', '.BMP', '.png', ''))
const line = joined(odd, fc.string({ unit: 'grapheme', maxLength: 62 }), odd)
const whole = (least: number, most: number) => fc.oneof(fc.integer({ min: Math.max(0, least - 1), max: most + 1 }), fc.nat(0xffff_ffff))

const fitting = (policy: Policy) => {
  if (policy.kind === 'number') return whole(policy.least, policy.most)
  if (policy.kind === 'list') return fc.array(fc.constantFrom('a', 'b'), { maxLength: 3 })
  return policy.native === 'origin' ? origin : policy.native === 'picture' ? path : line
}
const clean = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value)
const someValues = fc.record(
  Object.fromEntries(rows.map((policy) => [policy.value, fc.oneof({ weight: 9, arbitrary: fitting(policy) }, { weight: 1, arbitrary: fc.constantFrom(null, 1, 'text', ['a']) }).map(clean)])),
  { requiredKeys: [] },
)
