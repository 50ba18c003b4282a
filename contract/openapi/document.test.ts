import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { health, operations, type ProblemCode, problemCodes, problems } from '../index.ts'
import { deviceOperations } from '../devices.ts'
import { registrationOperations } from '../registration.ts'
import { openApiDocument } from './document.ts'
import { documentFile, documentText } from './text.ts'

/** The validator changes what it reads, so it gets a copy. */
const judge = (document: Parameters<Validator['validate']>[0]) => new Validator().validate(structuredClone(document))

test('[F-33] the written document is current; `node scripts/write-openapi.ts` writes it anew', () => {
  expect(readFileSync(documentFile, 'utf8')).toBe(documentText())
})

test('[F-33] an outside validator takes the document for OpenAPI 3.1', async () => {
  const validator = new Validator()
  expect(await validator.validate(structuredClone(openApiDocument()))).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test.each([
  ['a response without its description', (document: Document) => ({ ...document, paths: { '/v1/about': { get: { responses: { 200: {} } } } } })],
  ['a path without its slash', (document: Document) => ({ ...document, paths: { 'v1/about': {} } })],
  ['no title', (document: Document) => ({ ...document, info: { version: '1' } })],
])('the validator refuses a document with %s', async (_, broken) => {
  expect((await judge(broken(openApiDocument()))).valid).toBe(false)
})

test('[F-33] every operation is in the document, under its path and method, and nothing else is', () => {
  const documented = Object.entries(openApiDocument().paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`))
  const all = [...Object.values(operations), ...Object.values(deviceOperations), ...Object.values(registrationOperations), ...Object.values(health)]
  expect(documented.sort()).toEqual(all.map(({ method, path }) => `${method.toLowerCase()} ${path}`).sort())
})

test('every reference of the document leads somewhere', () => {
  const { components } = openApiDocument()
  const there = Object.entries(components).flatMap(([kind, entries]) => Object.keys(entries).map((name) => `#/components/${kind}/${name}`))
  const referred = [...documentText().matchAll(/"\$ref": "([^"]+)"/g)].map(([, to]) => to)
  expect(referred.length).toBeGreaterThan(50)
  expect(there).toEqual(expect.arrayContaining(referred))
})

test('what a person types in secret is a password to the tools that read the document', () => {
  const { AnswerRequest, SetPasswordRequest } = openApiDocument().components.schemas
  const secret = { type: 'string', format: 'password', writeOnly: true }
  expect(AnswerRequest?.properties?.['answer']).toMatchObject({ anyOf: [secret, { type: 'array', items: secret }] })
  expect(SetPasswordRequest?.properties?.['password']).toMatchObject({ type: 'string', format: 'password', writeOnly: true })
})

test('only the answer to begin carries the token of a recovery', () => {
  const carrying = Object.entries(openApiDocument().paths).filter(([, item]) => JSON.stringify(item).includes('headers/recoveryToken'))
  expect(carrying.map(([path]) => path)).toEqual([operations.begin.path])
})

test('[S-16] only a sign-in sets the cookie of registration, and no token of a recovery is taken where it is needed', () => {
  const { paths } = openApiDocument()
  const setting = Object.entries(paths).filter(([, item]) => JSON.stringify(item).includes('headers/registrationCookie'))
  expect(setting.map(([path]) => path)).toEqual([registrationOperations.signIn.path, registrationOperations.signInNegotiate.path])
  const ofRegistration = Object.entries(paths).filter(([path]) => path.startsWith('/v1/registration'))
  expect(ofRegistration.length).toBeGreaterThan(10)
  expect(ofRegistration.filter(([, item]) => JSON.stringify(item).includes('"recoveryToken"'))).toEqual([])
})

test('a code that only a client can find out is nowhere in the document', () => {
  const [clients, servers] = [true, false].map((client) => problemCodes.filter((code) => (problems[code].status === 0) === client))
  const documented = (code: ProblemCode) => documentText().includes(`"${code}"`)
  expect(clients?.length).toBeGreaterThan(5)
  expect(clients?.filter(documented)).toEqual([])
  // The search finds what is there.
  expect(servers?.filter((code) => !documented(code))).toEqual([])
})

type Document = ReturnType<typeof openApiDocument>
