import { writeFileSync } from 'node:fs'
import { schemaFiles } from '../server/schema-files.ts'

// After a change of the settings' or the policy's schema. A test fails while the files are behind.
for (const { file, text } of schemaFiles()) writeFileSync(file, text)
console.log('server/config/config.schema.json and server/policy/policy.schema.json are current.')
