import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { schemaFiles } from './schema-files.ts'

const samples = { 'config.schema.json': 'config/sample.yaml', 'policy.schema.json': 'policy/sample.yaml', 'questions.schema.json': 'policy/questions.yaml' }

describe.each(schemaFiles().map((entry) => ({ name: basename(fileURLToPath(entry.file)), ...entry })))('$name', ({ name, file, text }) => {
  test('is current; after a change: node scripts/write-schemas.ts', () => {
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test('accepts the sample beside it', () => {
    const sample = Object.entries(samples).find(([schema]) => schema === name)?.[1] ?? ''
    const validate = new Ajv({ strict: false }).compile(JSON.parse(text))
    expect(validate(parse(readFileSync(new URL(sample, import.meta.url), 'utf8'))), JSON.stringify(validate.errors)).toBe(true)
  })
})
