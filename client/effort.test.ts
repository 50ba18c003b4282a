import { createHash } from 'node:crypto'
import { EFFORT_PARTS } from '@gatehouse/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../test/soak.ts'
import { showing } from './effort.ts'
import { firstWordOfTen, sha256 } from './sha256.ts'

const hex = (words: Uint32Array) => [...words].map((word) => word.toString(16).padStart(8, '0')).join('')

test('the hash is SHA-256, of whatever length', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
    expect(hex(sha256(message))).toBe(createHash('sha256').update(message).digest('hex'))
  }), { numRuns: runs(200) })
})

test('the short way gives the first word of the same hash', () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 40, maxLength: 40 }), (message) => {
    const view = new DataView(message.buffer, message.byteOffset)
    const block = new Uint32Array(16)
    for (let word = 0; word < 10; word++) block[word] = view.getUint32(word * 4)
    const [first] = sha256(message)
    expect(firstWordOfTen(block, new Uint32Array(8))).toBe(first)
  }), { numRuns: runs(200) })
})

test('what is shown is what was asked for: every part begins with its zero bits', () => {
  const asked = { challenge: 'id.1764150000.10.mac', bits: 10 }
  const { value } = [...steps(showing(asked))].at(-1) ?? {}
  const answers = value?.answers ?? []
  expect(answers).toHaveLength(EFFORT_PARTS)
  const seed = createHash('sha256').update(asked.challenge).digest()
  answers.forEach((answer, part) => {
    const numbers = Buffer.alloc(8)
    numbers.writeUInt32BE(part, 0)
    numbers.writeUInt32BE(answer, 4)
    expect(createHash('sha256').update(seed).update(numbers).digest().readUInt32BE(0) >>> (32 - 6)).toBe(0)
  })
})

test('breathes in between, so that a page without a worker stays alive', () => {
  expect([...steps(showing({ challenge: 'a', bits: 16 }))].length).toBeGreaterThan(5)
})

function* steps<R>(of: Generator<undefined, R>) {
  for (;;) {
    const { done, value } = of.next()
    yield done ? { value } : {}
    if (done) return
  }
}
