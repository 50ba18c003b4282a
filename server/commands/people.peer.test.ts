import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dumpTables } from '../../test/peers/dump.ts'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { postgresMissing } from '../../test/peers/postgres/installation.ts'
import { type Postgres, startPostgres } from '../../test/peers/postgres/postgres.ts'
import { writeServerFiles } from '../../test/world/server-files.ts'
import { putEmptyDatabase } from '../../test/world/empty-database.ts'
import { demoPeople } from '../directory/demo/people.ts'
import { newRecovery } from '../recovery/machine.scenario.ts'
import { storedBudgets } from '../store/budgets.ts'
import { heldAbout } from '../store/person.ts'
import { storedRecoveries } from '../store/recoveries.ts'
import { successThere } from '../throttle/counted-as.ts'
import { keyedNames } from '../throttle/names.ts'
import { REMEMBERED } from '../throttle/numbers.ts'
import { commandLine } from './command-line.ts'
import { commands } from './list.ts'
import { withPeople, type WithPeople } from './with-people.ts'

const [ada, grace] = [demoPeople[0].id, demoPeople[1].id]

describe('on PGlite', () => {
  beforeAll(() => ranAgainst(import.meta.url, 'PGlite'))
  // Each command opens it anew, which takes a second: what depends on the database is in the first and the last.
  suite(() => ({}), false)
})
withPeer('on PostgreSQL', postgresMissing(), () => {
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startPostgres()
    ranAgainst(import.meta.url, `PostgreSQL ${postgres.version}`)
  })
  afterAll(() => postgres.stop())
  suite(() => ({ DATABASE_URL: postgres.url }), true)
})

function suite(variables: () => Record<string, string>, whole: boolean) {
  const more: (name: string, work: () => Promise<void>) => void = whole ? test : () => {}
  let folder: string
  let config: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-people-'))
    await putEmptyDatabase(join(folder, 'data'))
    config = writeServerFiles({ folder, mail: { host: '127.0.0.1', port: 1 }, policy: { registration: { defaultCountry: 'DE' } } })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  async function run(...argv: string[]) {
    const said = { out: [] as string[], err: [] as string[] }
    const terminal = { out: (line: string) => void said.out.push(line), err: (line: string) => void said.err.push(line), env: variables() }
    const asked = commandLine([...argv, '--config', config], commands)
    if (!asked.ok) throw new Error(asked.mistakes.join())
    return { status: await asked.command.run(asked.given, terminal), ...said }
  }
  const opened = <T>(work: (parts: WithPeople) => Promise<T>): Promise<T> => new Promise((resolve, reject) => {
    const terminal = { out() {}, err: (line: string) => { reject(new Error(line)) }, env: variables() }
    withPeople(config, terminal, async (parts) => { resolve(await work(parts)); return 0 }).catch(reject)
  })
  const numbersOf = (person: string) => opened(async ({ registrations }) => (await registrations.read(person)).has.number.map(({ value }) => value.reveal()))
  const jobsOf = (person: string) => opened(async ({ store }) => (await heldAbout(store.database, person)).jobs.map(({ data }) => data))
  const csv = (...lines: string[]) => {
    const file = join(folder, 'people.csv')
    writeFileSync(file, `\uFEFF${lines.join('\r\n')}\r\n`)
    return file
  }

  test('[F-17] an import says first what it would do, then does it: each mistake with its line, and without a value', async () => {
    const file = csv('account;number;mail', 'ada;0171 3920011;ada@private.example', String.raw`CORP\grace;+49 30 23125000;`, 'linus;;linus@@planted', 'nobody;0171 3920012;', 'ada;0171 3920013;')
    const refused = [
      'people.csv:4: mail is no address; must be one address like ada@home.example',
      'people.csv:5: names an account that nobody has, or more than one; must name an account of the directory',
      'people.csv:6: gives a second number to whom line 2 gave one; must be one line for each person',
    ]
    const counts = ['     3 added', '     0 replaced', '     0 unchanged', '     0 kept as the person registered it (--replace overwrites it)', '     3 refused']
    expect(await run('registrations', 'import', '--file', file, '--dry-run')).toEqual({ status: 1, out: [...counts, 'Nothing was changed: this was a dry run.'], err: refused })
    expect(await numbersOf(ada)).toEqual([])
    expect(await run('registrations', 'import', '--file', file)).toEqual({ status: 1, out: counts, err: refused })
    expect([await numbersOf(ada), await numbersOf(grace)]).toEqual([['+491713920011'], ['+493023125000']])
    const again = await run('registrations', 'import', '--file', file)
    expect(again.out.slice(0, 3)).toEqual(['     0 added', '     0 replaced', '     3 unchanged'])
  })

  more('[F-17 S-16] what an administrator brought is replaced; what the person registered is not, unless it is asked for', async () => {
    const linus = demoPeople[2].id
    await opened(async ({ registrations }) => {
      const own = { kind: 'number', slot: '1', value: new Secret('+491713920091'), origin: 'self', provedAt: 1, outsideFrom: 1, confirmedAt: 1 } as const
      return registrations.put(await registrations.read(linus), [own])
    })
    const file = csv('objectGUID,number', `${linus},0171 3920092`, `${grace.toUpperCase()},0171 3920093`)
    expect((await run('registrations', 'import', '--file', file)).out.slice(0, 4)).toEqual(['     0 added', '     1 replaced', '     0 unchanged', '     1 kept as the person registered it (--replace overwrites it)'])
    expect([await numbersOf(linus), await numbersOf(grace)]).toEqual([['+491713920091'], ['+491713920093']])
    expect((await run('registrations', 'import', '--file', file, '--replace')).status).toBe(0)
    expect(await numbersOf(linus)).toEqual(['+491713920092'])
    // What is new rests before it counts outside, whoever brought it; the person's own hears of it until then.
    const seen = await opened(({ registrations }) => registrations.read(linus))
    expect(seen.has.number[0]?.outsideFrom).toBeGreaterThan(Date.now() + 23 * 3_600_000)
    expect(seen.former.map(({ value }) => value.reveal())).toEqual(['+491713920091'])
    expect(await jobsOf(linus)).toEqual([expect.objectContaining({ told: 'replaced', kind: 'number' })])
    expect(await jobsOf(grace)).toEqual([])
  })

  more('what somebody has is shown, and no number or address of it', async () => {
    const { status, out } = await run('registrations', 'show', '--person', 'ada@corp.example')
    expect(status).toBe(0)
    expect(out).toEqual([ada, expect.stringMatching(/^ {2}number {2}•{11}11 +imported, not proved, confirmed .*, counts outside from /u), expect.stringMatching(/^ {2}mail {4}a•••@•••\.example +imported/u)])
    expect(await run('registrations', 'show', '--person', 'nobody')).toMatchObject({ status: 1, out: [] })
    expect((await run('registrations', 'show', '--person', '{00000000-0000-4000-8000-000000000099}')).out[1]).toBe('  nothing registered')
  })

  more('[S-16] a reset deletes it, ends a freeze, and is on the record under its case', async () => {
    await opened(({ registrations }) => registrations.freeze(grace, { at: Date.now(), caseNumber: '7K4P-29QX' }))
    expect((await run('registrations', 'show', '--person', 'grace')).out[1]).toMatch(/frozen since .*, case 7K4P-29QX/u)
    const file = csv('account,number', 'grace,0171 3920094')
    expect((await run('registrations', 'import', '--file', file, '--replace')).err).toEqual(['people.csv:2: names somebody who said "this was not me", so that nothing of theirs counts; must be reset first: registrations reset'])
    expect((await run('registrations', 'reset', '--person', 'grace', '--case', '7k4p-29qx')).status).toBe(0)
    expect(await jobsOf(grace)).toEqual([expect.objectContaining({ told: 'reset', caseNumber: '7K4P-29QX' })])
    expect((await run('registrations', 'show', '--person', 'grace')).out).toEqual([grace, expect.stringMatching(/^  reset on \d{4}-\d\d-\d\d \d\d:\d\d$/u), '  nothing registered'])
    expect((await run('registrations', 'reset', '--person', 'grace')).out).toEqual(['Nothing was registered.'])
    expect((await run('audit', 'show', '--case', '7K4P-29QX')).out.map((line) => line.split('  ')[2])).toEqual(['registrations-frozen', 'registrations-reset'])
  })

  more('[F-15 S-16] policy explain sees what was registered where it is asked to, and from where it counts', async () => {
    const heldAt = async (entrance: string, ...more: string[]) => {
      const { out } = await run('policy', 'explain', '--user', 'ada', '--entrance', entrance, '--json', ...more)
      return out.join('\n')
    }
    const policy = join(folder, 'policy.yaml')
    const before = readFileSync(policy, 'utf8')
    writeFileSync(policy, before.replace('defaultCountry: DE', 'defaultCountry: DE\n  fromDirectory: false'))
    expect(JSON.parse(await heldAt('workstation'))).toMatchObject({ canPass: false, gates: [{ held: 'not-held' }] })
    expect(JSON.parse(await heldAt('workstation', '--registered'))).toMatchObject({ canPass: true, gates: [{ held: 'held' }] })
    expect(JSON.parse(await heldAt('portal-outside', '--registered'))).toMatchObject({ canPass: false, gates: [{ held: 'not-held' }] })
    writeFileSync(policy, before)
  })

  test('all that is held about somebody is exported, and erased: nothing in the database names them any more, and the record still verifies', async () => {
    const recovery = { ...newRecovery(), id: '5f0c8a52-9d5e-4b8e-8a34-0f6f1e2d3c4b', person: ada, caseNumber: 'AAAA-BBBB', begunAt: Date.now() }
    await opened(async ({ config: { codesKey }, store, trail }) => {
      await storedRecoveries(store.database, async () => {}, trail.tell).add(recovery, 'hash', [{ recovery: recovery.id, gate: 'email-code', counter: 1 }], [
        { kind: 'begun', entrance: 'workstation', known: true, person: ada, recovery: recovery.id, caseNumber: 'AAAA-BBBB' },
      ])
      await storedBudgets(store.database).take([{ ...successThere({ person: keyedNames(codesKey)('person', ada), address: 'somewhere' }), ...REMEMBERED }], Date.now())
    })
    if (whole) {
      await opened(({ store }) => store.database.execute(sql`insert into pgboss.job (name, data) values ('registration-notices', ${JSON.stringify({ person: ada, told: 'added' })})`))
      expect(await jobsOf(ada)).toHaveLength(1)
    }
    await opened(({ store }) => store.database.execute(sql`insert into visits (id, token_hash, version, state, sent, ends_at)
      values (${recovery.id}, 'hash-of', 1, ${JSON.stringify({ person: ada, account: 'ada', caseNumber: 'CCCC-DDDD', place: { at: 'overview' } })}, 0, 1)`))
    const dump = () => opened(({ store }) => dumpTables(store))
    const exported = await run('person', 'export', '--person', 'ada')
    expect(exported.status).toBe(0)
    expect(JSON.parse(exported.out.join('\n'))).toMatchObject({
      person: ada, registrations: { has: [{ kind: 'number', value: '+491713920011', origin: 'import' }, { kind: 'mail', value: 'ada@private.example' }] },
      recoveries: [{ id: recovery.id, caseNumber: 'AAAA-BBBB', entrance: 'workstation' }], messages: [{ gate: 'email-code', state: 'queued' }], visits: [{ account: 'ada', caseNumber: 'CCCC-DDDD', place: 'overview' }],
      counters: [{ kind: 'success' }], audit: { pseudonym: expect.stringMatching(/^p-/u) as string, entries: expect.arrayContaining([expect.objectContaining({ kind: 'begun' })]) as unknown },
    })
    expect(exported.out.join('\n')).not.toMatch(/stepToken|hash-of|"hash"/u)
    expect(await dump()).toContain(ada)

    expect(await run('person', 'erase', '--person', 'ada')).toMatchObject({ status: 1, out: [], err: [expect.stringContaining('is under way') as string] })
    await opened(({ store }) => store.database.execute('update recoveries set due_at = null'))
    const erased = await run('person', 'erase', '--person', 'ada')
    expect([erased.status, erased.out[0]]).toEqual([0, 'Erased: what was registered, 1 recovery with their messages, 1 known places, the key of the pseudonym.'])
    expect(await dump()).not.toContain(ada)
    expect((await run('person', 'erase', '--person', 'ada')).out).toEqual(['Nothing was held.'])
    const verified = await run('audit', 'verify')
    expect([verified.status, verified.out[0]]).toEqual([0, expect.stringContaining('nothing was changed and nothing is missing')])
    expect((await run('audit', 'show', '--person', ada)).status).toBe(1)
    expect((await run('audit', 'export')).out.join('\n')).toContain('"kind":"person-erased"')
  })
}
