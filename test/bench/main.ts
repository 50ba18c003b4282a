import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchClient } from './client/client.ts'
import { benchDirectory } from './directory/directory.ts'
import { type Row, table } from './row.ts'
import { benchQuestions } from './questions/questions.ts'
import { benchServer } from './server/server.ts'

/** Every benchmark by the name that `npm run bench` takes. `say` gets a line on how it goes. */
const benches: Readonly<Record<string, (root: string, say: (line: string) => void) => Promise<Row[]>>> = { client: benchClient, directory: benchDirectory, server: benchServer, questions: benchQuestions }

const root = join(import.meta.dirname, '../..')
const names = process.argv.slice(2)
const unknown = names.filter((name) => !Object.hasOwn(benches, name))
if (names.length === 0 || unknown.length > 0) {
  console.error(`npm run bench -- ${names.length === 0 ? 'NAME' : unknown.join(' ')}: ${names.length === 0 ? 'say which' : 'no such benchmark'}. There are: ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}

const rows: Row[] = []
for (const name of names) rows.push(...(await benches[name]?.(root, (line) => console.log(line)) ?? []))
mkdirSync(join(root, 'out'), { recursive: true })
writeFileSync(join(root, 'out/bench.json'), `${JSON.stringify(rows, null, 2)}\n`)
console.log(`\n${table(rows)}`)
