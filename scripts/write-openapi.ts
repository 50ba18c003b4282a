import { writeFileSync } from 'node:fs'
import { documentFile, documentText } from '../contract/openapi/text.ts'

// After a change of the contract. A test fails while the file is behind.
writeFileSync(documentFile, documentText())
console.log('contract/openapi/openapi.json is current.')
