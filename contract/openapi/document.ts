import { CONTRACT_VERSION, CORRELATION_HEADER, type ProblemCode, TOKEN_HEADER, VERSION_HEADER, generalProblems, health, problemCodes, problems } from '../index.ts'
import { NONCE_HEADER, PROOF_HEADER, TICKET_HEADER } from '../devices.ts'
import { REGISTRATION_COOKIE } from '../registration.ts'
import { type AnyName, anyNames, type AnyOperation, anyOperations, isOfDevice, isOfRegistration } from './all.ts'
import { bodyOf, reference, schemas } from './schemas.ts'

/**
 * The contract as an OpenAPI 3.1 document, for people who write a client of their own and for tools that read such documents.
 * @returns plain data, in the same order every time; `openapi.json` is this, written down
 */
export function openApiDocument() {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Gatehouse',
      version: String(CONTRACT_VERSION),
      summary: 'Lets a person who cannot sign in get back in by themselves.',
      description: 'Every operation on a recovery answers with its view: the step it is at and what that step needs. '
        + 'Each step has a token that works once. A lost answer loses nothing: read the view again. '
        + 'Ignore fields that you do not know; newer servers add some.',
    },
    servers: [{ url: '/' }],
    paths: { ...paths(), ...watching() },
    components: { schemas, responses: responses(), headers, parameters, securitySchemes },
  }
}

const parameters = {
  contractVersion: {
    name: VERSION_HEADER, in: 'header', required: true,
    description: 'The version of this contract that the client speaks.',
    schema: { type: 'integer', minimum: 1 },
  },
  proof: {
    name: PROOF_HEADER, in: 'header', required: false, schema: { type: 'string' },
    description: 'A proof that the client holds a key (RFC 9449), with the nonce that the server said last. With a ticket, in a recovery that began with one, and to enrol it must be there.',
  },
  ticket: {
    name: TICKET_HEADER, in: 'header', required: false, schema: { type: 'string' },
    description: 'The ticket of an enrolled device, a compact JWS over the thumbprint of the key that the proof shows. The recovery is then bound to that key.',
  },
}

const headers = {
  contractVersion: {
    description: 'The version of this contract that the server speaks.', schema: { type: 'integer', minimum: 1 },
  },
  correlation: {
    description: "A number that a person can quote and an administrator can find in the server's log.", schema: { type: 'string' },
  },
  proofNonce: {
    description: 'What the next proof of a key must carry (RFC 9449 §8). Said where the server takes devices.', schema: { type: 'string' },
  },
  etag: {
    description: 'Names this answer. Sent back as `if-none-match`, it is answered with 304 for as long as the answer is the same.', schema: { type: 'string' },
  },
  recoveryToken: {
    description: 'Opens this recovery and no other. Said once; send it back as a bearer token, and keep it from the screen.',
    schema: { type: 'string', format: 'password' },
  },
  registrationCookie: {
    description: `The cookie ${REGISTRATION_COOKIE}, for as long as the browser is open and the sign-in lasts.`,
    schema: { type: 'string', format: 'password' },
  },
}

const securitySchemes = {
  recoveryToken: { type: 'http', scheme: 'bearer', description: `The token from the header ${TOKEN_HEADER} of begin's answer. The portal's own page has it in a cookie instead.` },
  boundToken: { type: 'http', scheme: 'DPoP', description: 'The same token where the recovery began with the ticket of a device: then as a bearer it opens nothing (RFC 9449 §7.1).' },
  registrationCookie: { type: 'apiKey', in: 'cookie', name: REGISTRATION_COOKIE, description: 'Set by a sign-in for registration. No script can read it, and nothing else opens what a person has registered.' },
}

/** How the answer that begins something says its token. */
const tokenSaid = (name: AnyName) => (isOfRegistration(name) ? { 'set-cookie': header('registrationCookie') } : { [TOKEN_HEADER]: header('recoveryToken') })

function paths() {
  const items: Record<string, Record<string, unknown>> = {}
  for (const name of anyNames) {
    const operation = anyOperations[name]
    items[operation.path] = { ...items[operation.path], [operation.method.toLowerCase()]: described(name, operation) }
  }
  return items
}

function described(name: AnyName, operation: AnyOperation) {
  const body = bodyOf(name)
  return {
    operationId: name,
    summary: operation.summary,
    parameters: ['contractVersion', ...proofs(name, operation)].map((parameter) => ({ $ref: `#/components/parameters/${parameter}` })),
    security: security(name, operation),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      200: {
        description: 'Done.',
        headers: { ...always, ...(isToken(operation, 'begins') && tokenSaid(name)), ...(isLasting(operation) && { etag: header('etag') }) },
        content: { 'application/json': { schema: reference(operation.out) } },
      },
      ...(isLasting(operation) && { 304: { description: 'The answer that you have is still the last one.', headers: { ...always, etag: header('etag') } } }),
      ...refusals(operation),
    },
  }
}

function security(name: AnyName, operation: AnyOperation) {
  if (!isToken(operation, 'needs')) return []
  return isOfRegistration(name) ? [{ registrationCookie: [] }] : [{ recoveryToken: [] }, { boundToken: [] }]
}

/** What of a device goes with it. */
function proofs(name: AnyName, operation: AnyOperation) {
  // A reminder's ticket goes in the body, and counts once without more.
  if (isOfDevice(name)) return name === 'remind' ? [] : ['proof']
  if (isOfRegistration(name) || !('token' in operation)) return []
  return operation.token === 'begins' ? ['proof', 'ticket'] : ['proof']
}

/** Whatever watches the server brings neither version nor token. 503 says the same as 200, with another word. */
function watching() {
  return Object.fromEntries(Object.entries(health).map(([name, { method, path, summary, out }]) => {
    const answer = { headers: always, content: { 'application/json': { schema: reference(out) } } }
    const responses = { 200: { description: 'Yes.', ...answer }, ...(out === health.ready.out && { 503: { description: 'No.', ...answer } }) }
    return [path, { [method.toLowerCase()]: { operationId: name, summary, security: [], responses } }]
  }))
}

const isToken = (operation: AnyOperation, use: 'begins' | 'needs') => 'token' in operation && operation.token === use

const isLasting = (operation: AnyOperation) => 'lasting' in operation

/** One response for each HTTP status, which names the codes that it can carry. */
function refusals(operation: AnyOperation) {
  return Object.fromEntries(refusalsByStatus(operation).map(([status, codes]) =>
    [status, { $ref: `#/components/responses/${codes.join('.')}` }]))
}

/** Every response that some operation refuses with, named after its codes: most are common to all operations. */
function responses() {
  const all = anyNames.flatMap((name) => refusalsByStatus(anyOperations[name]))
  return Object.fromEntries(all.map(([, codes]) => [codes.join('.'), {
    description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
    headers: always,
    content: { 'application/problem+json': { schema: { ...reference('Problem'), properties: { code: { enum: codes } } } } },
  }]))
}

function refusalsByStatus(operation: AnyOperation) {
  const possible: readonly ProblemCode[] = [...operation.problems, ...generalProblems]
  return [...Map.groupBy(problemCodes.filter((code) => possible.includes(code)), (code) => problems[code].status)]
}

const header = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` })
const always = { [VERSION_HEADER]: header('contractVersion'), [CORRELATION_HEADER]: header('correlation'), [NONCE_HEADER]: header('proofNonce') }
