import * as v from 'valibot'
import { expect, test } from 'vitest'
import { CONTRACT_VERSION, VERSION_HEADER } from '@gatehouse/contract'
import { readAnswer } from './answer.ts'

const Named = v.object({ company: v.object({ name: v.string(), others: v.array(v.string()) }) })

/** What a client understands of an answer with this body. */
const read = (body: unknown) =>
  readAnswer({ status: 200, header: (name) => (name === VERSION_HEADER ? String(CONTRACT_VERSION) : undefined), text: JSON.stringify(body) }, Named, () => 'OWN-1')

test('[S-01] what a server says turns no sentence around: overrides, embeddings and isolates are left out, at whatever depth', () => {
  expect(read({ company: { name: 'Con\u202etoso\u202c', others: ['\u2067a\u2069', '\u202ab'] } })).toEqual({ ok: true, value: { company: { name: 'Contoso', others: ['a', 'b'] } } })
})
test('names from right to left stay as they are, with their marks', () => {
  const company = { name: 'شركة ‏(١)', others: ['חברה\u200e'] }
  expect(read({ company })).toEqual({ ok: true, value: { company } })
})
