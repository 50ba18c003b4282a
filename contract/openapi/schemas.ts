import { toJsonSchemaDefs } from '@valibot/to-json-schema'
import * as v from 'valibot'
import { Choice, Problem, Seconds, Step, View, Way, health, operations, problemCodes, problems } from '../index.ts'
import { deviceOperations, PublicKey } from '../devices.ts'
import { registrationOperations, RegistrationStep, RegistrationView } from '../registration.ts'
import { type AnyName, anyNames, anyOperations } from './all.ts'

type AnySchema = v.GenericSchema<unknown, unknown>

/** What several operations share, or a reader looks for, has a name of its own. */
const shared: Record<string, AnySchema> = {
  View, Step, Choice, Way, Seconds, Problem, About: operations.about.out, Branding: operations.branding.out, Liveness: health.live.out, Readiness: health.ready.out, HealthDetails: health.details.out,
  PublicKey, Enrolled: deviceOperations.enrol.out, Reminded: deviceOperations.remind.out, RegistrationView, RegistrationStep, RegisterAbout: registrationOperations.registerAbout.out, SignedOut: registrationOperations.signOut.out, Frozen: registrationOperations.notMe.out,
}

const requests: Record<string, AnySchema> = Object.fromEntries(
  anyNames.filter(hasBody).map((name) => [requestName(name), anyOperations[name].in]))

const named = { ...shared, ...requests }

/** JSON Schema of every message, by name. A secret is a string of the format `password`, as it is on the wire. */
export const schemas = toJsonSchemaDefs(named, {
  target: 'draft-2020-12',
  typeMode: 'input',
  // Space around a name is cut off by us; JSON Schema cannot say that and need not.
  ignoreActions: ['trim'],
  overrideRef: ({ referenceId }) => reference(referenceId).$ref,
  // What only a client finds out never comes over the wire.
  overrideSchema: ({ valibotSchema, jsonSchema }) =>
    valibotSchema === Problem.entries.code ? { ...jsonSchema, enum: problemCodes.filter((code) => problems[code].status > 0) } : undefined,
})

/** @returns a reference to the schema, given by itself or by name. @throws when it has no name yet: give it one above */
export function reference(schema: AnySchema | string): { $ref: string } {
  const name = typeof schema === 'string' ? schema : Object.keys(named).find((key) => named[key] === schema)
  if (name === undefined || !(name in named)) throw new Error('contract/openapi/schemas.ts has no name for a schema of an operation')
  return { $ref: `#/components/schemas/${name}` }
}

/** @returns what to send in the body, or nothing for an operation that takes nothing */
export const bodyOf = (name: AnyName) => (hasBody(name) ? reference(requestName(name)) : undefined)

function hasBody(name: AnyName): boolean {
  return Object.keys(anyOperations[name].in.entries).length > 0
}

/** `begin` takes a `BeginRequest`. */
function requestName(name: AnyName): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Request`
}
