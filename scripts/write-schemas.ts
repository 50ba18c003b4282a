import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { withLimits } from '../server/limits-table.ts'
import { schemaFiles } from '../server/schema-files.ts'
import { clientSchemaFile } from './client-schema.ts'
import { policyFiles } from './group-policy/files.ts'
import { factsValuesFile } from './windows/facts-values.ts'

// After a change of the settings' or the policy's schema, or of the list of values for Group Policy. A test fails while the files are behind.
for (const { file, text } of [...schemaFiles(), clientSchemaFile(), factsValuesFile(), ...policyFiles()]) {
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, text)
}
const page = new URL('../docs/policy.md', import.meta.url)
writeFileSync(page, withLimits(readFileSync(page, 'utf8')))
console.log('The schemas of server and client, the table in docs/policy.md, windows/launcher/facts-values.h and what is made of src-main/config/policies.ts are current.')
