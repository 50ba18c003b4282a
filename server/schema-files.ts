import { toJsonSchema } from '@valibot/to-json-schema'
import { Settings } from './config/schema.ts'
import type { AnySchema } from '../groundwork/settings/schema-tree.ts'
import { Policy } from './policy/policy.ts'
import { QuestionFile } from './policy/question-list.ts'

/** The JSON Schemas that ship beside the files that an administrator writes: editors complete and check with them. */
export const schemaFiles = () => [
  { file: new URL('config/config.schema.json', import.meta.url), text: textOf(Settings, 'Settings of the Gatehouse server') },
  { file: new URL('policy/policy.schema.json', import.meta.url), text: textOf(Policy, 'Policy of Gatehouse') },
  { file: new URL('policy/questions.schema.json', import.meta.url), text: textOf(QuestionFile, 'Security questions of Gatehouse') },
]

/** A schema as JSON Schema. */
export function textOf(schema: AnySchema, title: string): string {
  // What JSON Schema cannot say (that one number bounds another) is left out: the server names it at its start.
  const shape = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore', target: 'draft-07' })
  return `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title, ...shape }, null, 2)}\n`
}
