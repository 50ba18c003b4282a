import { CORRELATION_HEADER, operationNames, operations, problemCodes, VERSION_HEADER } from '@gatehouse/contract'
import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { anyOf, oddText } from '../test/any-of.ts'
import { runs } from '../test/soak.ts'
import { type Answer, readAnswer } from './answer.ts'

const quote = () => 'OWN-1'
const status = fc.oneof(fc.integer({ min: 200, max: 599 }), fc.constantFrom(200, 302, 407, 500, 511))
const text = fc.oneof(oddText, fc.json(), fc.json().map((json) => json.slice(0, -1)), fc.jsonValue().map((value) => `{"code":${JSON.stringify(value)},"correlation":${JSON.stringify(value)}}`))
const answers = fc.record({ status, text, version: fc.option(fc.oneof(oddText, fc.constantFrom('0', '1', '2', '99999999999999999999', '-1', '1.5'))), number: fc.option(oddText) })

test('[S-05] whatever comes over HTTP, it is an answer of the operation or a problem with words, and a number that is fit to be shown', () => {
  fc.assert(fc.property(fc.constantFrom(...operationNames), answers, (name, { version, number, ...came }) => {
    const answer: Answer = { ...came, header: (asked) => ({ [VERSION_HEADER]: version, [CORRELATION_HEADER]: number })[asked] ?? undefined }
    const result = readAnswer(answer, operations[name].out, quote)
    if (result.ok) {
      expect(v.is(operations[name].out, result.value)).toBe(true)
      return
    }
    expect(problemCodes).toContain(result.problem.code)
    expect(result.problem.correlation).toMatch(/^[A-Za-z0-9-]{1,40}$/u)
    if (version === null) expect(result.problem.correlation).toBe('OWN-1')
  }), { numRuns: runs(300) })
})

test.each(operationNames)('[S-05] what the contract allows as an answer to %s is read as it was meant', (name) => {
  const { out } = operations[name]
  fc.assert(fc.property(anyOf<v.GenericSchema<unknown, unknown>>(out), (value) => {
    const answer: Answer = { status: 200, text: JSON.stringify(value), header: (asked) => (asked === VERSION_HEADER ? '1' : undefined) }
    // Characters that turn the direction are left out.
    const meant: unknown = JSON.parse(answer.text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/gu, ''))
    expect(readAnswer(answer, out, quote)).toEqual({ ok: true, value: meant })
  }), { numRuns: runs(20) })
})

test('[S-05] a prototype in an answer is nobody\'s prototype', () => {
  const answer: Answer = { status: 200, text: '{"__proto__":{"company":{"name":"x","helpdesk":"y"},"idle":{"after":1,"warnedBefore":1}}}', header: () => '1' }
  expect(readAnswer(answer, operations.about.out, quote)).toMatchObject({ ok: false })
  expect(Object.keys(Object.prototype)).toEqual([])
})
