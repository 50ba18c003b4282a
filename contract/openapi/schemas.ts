import { toJsonSchemaDefs } from '@valibot/to-json-schema'
import * as v from 'valibot'
import {
  Choice, type OperationName, Problem, Seconds, Step, View, Way, health, operationNames, operations, problemCodes, problems,
} from '../index.ts'

type AnySchema = v.GenericSchema<unknown, unknown>

/** What several operations share, or a reader looks for, has a name of its own. */
const shared: Record<string, AnySchema> = {
  View, Step, Choice, Way, Seconds, Problem, About: operations.about.out, Branding: operations.branding.out, Liveness: health.live.out, Readiness: health.ready.out, HealthDetails: health.details.out,
}

const requests: Record<string, AnySchema> = Object.fromEntries(
  operationNames.filter(hasBody).map((name) => [requestName(name), operations[name].in]))

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
export const bodyOf = (name: OperationName) => (hasBody(name) ? reference(requestName(name)) : undefined)

function hasBody(name: OperationName): boolean {
  return Object.keys(operations[name].in.entries).length > 0
}

/** `begin` takes a `BeginRequest`. */
function requestName(name: OperationName): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Request`
}
