import { readFileSync, writeFileSync } from 'node:fs'
import { withLimits } from '../server/limits-table.ts'
import { schemaFiles } from '../server/schema-files.ts'
import { clientSchemaFile } from './client-schema.ts'
import { factsValuesFile } from './windows/facts-values.ts'

// After a change of the settings' or the policy's schema. A test fails while the files are behind.
for (const { file, text } of [...schemaFiles(), clientSchemaFile(), factsValuesFile()]) writeFileSync(file, text)
const page = new URL('../docs/policy.md', import.meta.url)
writeFileSync(page, withLimits(readFileSync(page, 'utf8')))
console.log('src-main/config/client.schema.json, server/config/config.schema.json, server/policy/policy.schema.json, server/policy/questions.schema.json, windows/launcher/facts-values.h and the table in docs/policy.md are current.')
