import * as v from 'valibot'
import { expect, test } from 'vitest'
import { operationNames, operations, problems, Secret } from './index.ts'
import { registrationNames, registrationOperations, RegistrationView } from './registration.ts'

test('[S-16] no operation of registration is one of a recovery: no kiosk has its name, no client its path', () => {
  expect(registrationNames.length).toBeGreaterThan(10)
  const ofRecoveries = new Set<string>(operationNames)
  expect(registrationNames.filter((name) => ofRecoveries.has(name))).toEqual([])
  const paths = [...Object.values(operations), ...Object.values(registrationOperations)].map(({ method, path }) => `${method} ${path}`)
  expect(new Set(paths).size).toBe(paths.length)
})

test('[S-16] whoever reads or changes what is registered brings the token of a sign-in and can learn that it is over', () => {
  const open = registrationNames.filter((name) => !('token' in registrationOperations[name]))
  expect(open).toEqual(['registerAbout', 'notMe'])
  for (const name of registrationNames) {
    const operation = registrationOperations[name]
    if ('token' in operation && operation.token === 'needs') expect(operation.problems).toContain('not-signed-in')
  }
})

test('[S-16] nothing that only reads freezes or changes anything: a mail scanner follows links', () => {
  const reading = registrationNames.filter((name) => registrationOperations[name].method === 'GET')
  expect(reading).toEqual(['registerAbout', 'registered'])
})

test('no operation answers with a problem that only a client can find out, and who reads sends no body', () => {
  for (const name of registrationNames) {
    const { method, problems: own, in: input } = registrationOperations[name]
    expect(own.filter((code) => problems[code].status < 400)).toEqual([])
    if (method !== 'POST') expect(Object.keys(input.entries)).toEqual([])
  }
})

test('numbers, addresses, answers, codes and passwords are secrets as soon as they are parsed', () => {
  const { signIn, offerNumber, offerMail, prove, giveAnswers, notMe } = registrationOperations
  expect(v.parse(signIn.in, { account: ' ada ', password: ' p ', language: 'en' })).toMatchObject({ account: 'ada', password: expect.any(Secret) as unknown })
  expect(v.parse(offerNumber.in, { number: '0171', by: 'sms' }).number).toBeInstanceOf(Secret)
  expect(v.parse(offerMail.in, { address: 'a@b.example' }).address).toBeInstanceOf(Secret)
  expect(v.parse(prove.in, { code: '1' }).code).toBeInstanceOf(Secret)
  expect(v.parse(giveAnswers.in, { answers: [{ question: 'pet', answer: 'Rex' }] }).answers[0]?.answer).toBeInstanceOf(Secret)
  expect(v.parse(notMe.in, { token: 't' }).token).toBeInstanceOf(Secret)
})

const view = {
  account: 'CORP\\ada', caseNumber: '7K4P-29QX', step: { kind: 'overview' }, items: [], missing: ['number'], more: 1, wanted: [], numberBy: ['sms'], confirmDue: false, idleIn: 300, endsIn: 900,
}

test.each(Object.keys(view))('a view without %s is none, and fields of a newer server are passed over', (field) => {
  expect(v.parse(RegistrationView, { ...view, newer: 1 })).toEqual(view)
  expect(v.safeParse(RegistrationView, { ...view, [field]: undefined }).success).toBe(false)
})
