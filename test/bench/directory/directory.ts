import { readFileSync } from 'node:fs'
import { corpDirectory, noDomain } from '../../peers/directory/corp-directory.ts'
import { type Domain, startDomain } from '../../peers/samba/domain.ts'
import type { PersonName } from '../../peers/samba/people.ts'
import { quiet } from '../quiet.ts'
import { type Row, rowOf } from '../row.ts'
import { type Operation, straight } from './straight.ts'
import { type Deed, during } from './during.ts'

/** Milliseconds that each side has in each turn, and how often they take turns. */
const TURN = 2_000
const TURNS = 5

/** Whom the service account may change, one for each of those at once: two changes of one account would wait for each other. */
const people: readonly PersonName[] = ['grace', 'ada', 'zoe', 'hedy', 'hazuki', 'maximiliane', 'dorothy', 'margaret']

/**
 * What an outcome costs at the directory, beside the change alone over LDAP, by turns, on as many connections. `reset` and `unlock`
 * are what the directory is asked for: another look at who must not be changed, the change, the reading back. `read-and-…` is the
 * same with the account read before it, as a recovery reads it to know what helps.
 */
export async function benchDirectory(_root: string, say: (line: string) => void): Promise<Row[]> {
  const missing = await noDomain()
  if (missing !== undefined) throw new Error(`npm run bench -- directory ${missing}`)
  const domain = await startDomain()
  try {
    // No rule about ages or the history: each password is set within milliseconds of the one before.
    await domain.setRules({ history: 0, minAgeDays: 0 })
    const rows: Row[] = []
    for (const operation of ['reset', 'unlock'] as const) {
      for (const atOnce of [1, 8]) rows.push(...await rowsOf(domain, operation, atOnce, say))
    }
    return rows
  } finally {
    await domain.stop()
  }
}

async function rowsOf(domain: Domain, operation: Operation, atOnce: number, say: (line: string) => void): Promise<Row[]> {
  const { directory } = corpDirectory(domain)
  const beside = await straight(domain, readFileSync(domain.caFile, 'utf8'), atOnce)
  try {
    const chosen = people.slice(0, atOnce)
    const ids = await Promise.all(chosen.map((name) => directory.find(domain.people[name].upn)))
    const ours: Deed[] = ids.map((id) => (password) => change(id ?? '', password))
    const whole: Deed[] = ids.map((id) => async (password) => change(id ?? '', password, (await directory.account(id ?? ''))?.controller))
    const theirs: Deed[] = chosen.map((name, index) => (password) => beside.change(index, domain.people[name].dn, operation, password))
    for (const deeds of [ours, whole, theirs]) await during(500, deeds)
    if (!(await quiet())) say('The machine is busy: the figures are too.')
    const turns: Turn[] = []
    for (let turn = 0; turn < TURNS; turn++) turns.push({ ours: await during(TURN, ours), whole: await during(TURN, whole), theirs: await during(TURN, theirs) })
    return [...rows(operation, atOnce, turns, 'ours'), ...rows(`read-and-${operation}`, atOnce, turns, 'whole')]
  } finally {
    await Promise.all([directory.close(), beside.close()])
  }

  function change(id: string, password: Parameters<Deed>[0], at?: string): Promise<void> {
    return operation === 'unlock' ? directory.unlock(id, at) : directory.setPassword(id, password, at)
  }

  function rows(name: string, atOnce: number, turns: readonly Turn[], side: 'ours' | 'whole'): Row[] {
    const what = { bench: 'directory', case: name }
    const rate = rowOf({ ...what, metric: 'rate', unit: `a second, ${atOnce} at once` }, turns.map((turn) => turn[side].rate), turns.map(({ theirs: { rate: one } }) => one))
    say(`directory/${name}, ${atOnce} at once: ${rate.value} a second, straight ${rate.beside}`)
    const latency = rowOf({ ...what, metric: 'latency', unit: 'ms' }, turns.flatMap((turn) => turn[side].took), turns.flatMap(({ theirs: { took } }) => took))
    return atOnce === 1 ? [rate, latency] : [rate]
  }
}

type Took = Awaited<ReturnType<typeof during>>
type Turn = { ours: Took; whole: Took; theirs: Took }
