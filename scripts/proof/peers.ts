import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { resultsFolder } from '../test/reports.ts'

/** What each test file ran against, in alphabetical order. */
export type Peers = Map<string, string[]>

const Note = v.object({ file: v.string(), peer: v.string() })

/** What the tests of this run noted (`test/peers/journal.ts`). */
export function readPeers(): Peers {
  const file = join(import.meta.dirname, '../..', resultsFolder, 'peers.jsonl')
  return parsePeers(existsSync(file) ? readFileSync(file, 'utf8') : '')
}

/** @param text one JSON object a line, in any order and repeated: tests run side by side */
export function parsePeers(text: string): Peers {
  const notes = text.split('\n').filter((line) => line !== '').map((line) => v.parse(Note, JSON.parse(line)))
  const byFile = Map.groupBy(notes, ({ file }) => file)
  return new Map([...byFile].map(([file, some]) => [file, [...new Set(some.map(({ peer }) => peer))].sort()]))
}
