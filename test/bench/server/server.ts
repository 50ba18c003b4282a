import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { openStore } from '../../../server/store/open.ts'
import { startPostgres } from '../../peers/postgres/postgres.ts'
import { startDomain } from '../../peers/samba/domain.ts'
import { startSmtp } from '../../peers/smtp/smtp.ts'
import { type Caller, callerOf } from '../../world/caller.ts'
import { writeServerFiles } from '../../world/server-files.ts'
import { type ServerProcess, startServerProcess } from '../../world/server-process.ts'
import { quiet } from '../quiet.ts'
import type { Row } from '../row.ts'
import { crowdOf, lockAll } from './crowd.ts'
import { type Load, parts, run } from './load.ts'

/** Recoveries a second that a server on two cores is to do, load generator included. */
const TARGET = 50
/** How many at once, and how many people then get back in. */
const LEVELS = [[1, 40], [8, 300], [64, 600]] as const
const MOST = 600

/**
 * Full recoveries, a code by mail and an unlock, through real server processes on PostgreSQL, Samba's Active Directory and a mail
 * server. The load generator, the database, the domain and the mail server share the machine with them.
 */
export async function benchServer(root: string, say: (line: string) => void): Promise<Row[]> {
  const folder = join(root, 'out/bench/server-load')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const mails = postOffice()
  const [domain, postgres, smtp] = await Promise.all([startDomain(), startPostgres(), startSmtp({ onMessage: ({ to, hasCode, code }) => { if (hasCode) mails.arrived(to, code()) } })])
  const servers: ServerProcess[] = []
  const store = await openStore({ url: new Secret(postgres.url) })
  try {
    const file = writeServerFiles({
      folder, domain, databaseByVariable: true, mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile },
      // What is measured is not how well it refuses.
      policy: { budgets: { address: { recoveries: 100_000 }, messages: { companyPerHour: 1_000_000 } } },
    })
    const start = async () => void servers.push(await startServerProcess({ file, folder, variables: { DATABASE_URL: postgres.url } }))
    const crowd = await crowdOf(domain, MOST)
    const load = async (atOnce: number, people: number): Promise<Measured> => {
      await store.database.execute('delete from budgets')
      await lockAll(domain, crowd)
      await quiet()
      const callers = Array.from({ length: atOnce }, (_, index): Caller => callerOf(servers[index % servers.length]?.url ?? ''))
      try {
        const before = used(servers)
        const load = await run({ callers, members: crowd.slice(0, people), atOnce, codeFor: mails.codeFor })
        return { ...load, processor: (used(servers) - before) / people }
      } finally {
        for (const caller of callers) caller.close()
      }
    }

    await start()
    say(`${domain.version}, PostgreSQL ${postgres.version}; one server, then two; argon2id is in the benchmark questions`)
    await load(8, 40)
    const one: [number, Measured][] = []
    for (const [atOnce, people] of LEVELS) {
      one.push([atOnce, await load(atOnce, people)])
      say(inWords(`one server, ${atOnce} at once`, one.at(-1)?.[1]))
    }
    await start()
    await load(8, 40)
    const two = await load(64, MOST)
    say(inWords('two servers, 64 at once', two))
    return rowsOf(one, two)
  } finally {
    await Promise.all(servers.map((server) => server.end('SIGTERM')))
    await store.close()
    await Promise.all([domain.stop(), postgres.stop(), smtp.stop()])
  }
}

/** `processor`: milliseconds of a processor that the servers themselves took for each recovery. */
type Measured = Load & { processor: number }

/** Milliseconds of a processor that they have taken since they started. proc(5): clock ticks, of which Linux has 100 a second. */
const used = (servers: readonly ServerProcess[]) => servers.reduce((all, server) => {
  const fields = readFileSync(`/proc/${server.pid()}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return all + (Number(fields[11]) + Number(fields[12])) * 10
}, 0)

/** Beside a rate: the target. Beside a time: the same for somebody alone. Beside two servers: one. */
function rowsOf(one: readonly [number, Measured][], two: Measured): Row[] {
  const alone = one[0]?.[1] ?? two
  const most = one.at(-1)?.[1] ?? two
  const rate = (name: string, value: number, beside: number) => row(name, 'rate', '1/s', value, beside)
  return [
    ...one.flatMap(([atOnce, load]) => [
      rate(`${atOnce}-at-once`, rateOf(load), TARGET),
      row(`${atOnce}-at-once`, 'processor', 'ms', load.processor, alone.processor),
      ...parts.flatMap((part) => [[50, 0.5], [99, 0.99]].map(([percent, share]) =>
        row(`${atOnce}-at-once`, `${part} p${percent}`, 'ms', quantile(load.times[part], share), quantile(alone.times[part], share)))),
    ]),
    rate('two-servers', rateOf(two), rateOf(most)),
  ]
}

function row(name: string, metric: string, unit: string, value: number, beside: number): Row {
  const rounded = (number: number, digits: number) => Math.round(number * 10 ** digits) / 10 ** digits
  return { bench: 'server', case: name, metric, unit, value: rounded(value, 1), beside: rounded(beside, 1), ratio: rounded(value / beside, 2) }
}

const rateOf = ({ seconds, times }: Load) => times.whole.length / seconds
const quantile = (values: readonly number[], share = 0.5) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

function inWords(name: string, load: Measured | undefined): string {
  if (!load) return name
  const times = parts.map((part) => `${part} ${quantile(load.times[part]).toFixed(0)}/${quantile(load.times[part], 0.99).toFixed(0)}`)
  return `${name}: ${rateOf(load).toFixed(1)} recoveries a second, ${load.processor.toFixed(1)} ms of a processor for each; p50/p99 in ms: ${times.join(', ')}`
}

/** Hands each mail's code to whoever waits for it. */
function postOffice() {
  const waiting = new Map<string, (code: string) => void>()
  return {
    arrived: (to: readonly string[], code: string) => { for (const address of to) waiting.get(address)?.(code) },
    codeFor: (mail: string) => new Promise<string>((resolve) => waiting.set(mail, resolve)),
  }
}
