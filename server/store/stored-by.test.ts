import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { version } from '../version.ts'
import { StoredRecovery } from './stored-recovery.ts'

// What servers of each version have put into the database, a recovery at every place. While servers are upgraded one after the other, and
// for as long as a recovery lives after that, the newest must read all of it. A file that has been out is never edited.

const folder = join(import.meta.dirname, 'stored-by')
const Recorded = v.array(v.looseObject({ id: v.string(), caseNumber: v.string(), person: v.nullable(v.string()), stepToken: v.string(), place: v.unknown() }))
const files = readdirSync(folder)

test('the present version has its file: a new one is recorded when the version is raised', () => {
  expect(files).toContain(`${version}.json`)
})

test.each(files)('[F-32] what a server left behind is read as it was meant: %s', (file) => {
  const states = v.parse(Recorded, JSON.parse(readFileSync(join(folder, file), 'utf8')))
  expect(states.length).toBeGreaterThan(15)
  for (const state of states) {
    const { id, caseNumber, person, stepToken, place } = state
    expect(v.parse(StoredRecovery, state)).toMatchObject({ id, caseNumber, person, stepToken, place })
  }
})
