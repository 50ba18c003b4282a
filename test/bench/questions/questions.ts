import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Problem, Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import { demoPeople } from '../../../server/directory/demo/people.ts'
import { answerHashes } from '../../../server/questions/hashes.ts'
import { fairLanes } from '../../../server/questions/lanes.ts'
import { registrationKeys } from '../../../server/registration/seal.ts'
import type { Store } from '../../../server/store/database.ts'
import { openStore } from '../../../server/store/open.ts'
import { storedRegistrations } from '../../../server/store/registrations.ts'
import { startPostgres } from '../../peers/postgres/postgres.ts'
import { startSmtp } from '../../peers/smtp/smtp.ts'
import { type Caller, callerOf, viewIn } from '../../world/caller.ts'
import { writeServerFiles } from '../../world/server-files.ts'
import { startServerProcess } from '../../world/server-process.ts'
import { quiet } from '../quiet.ts'
import type { Row } from '../row.ts'

const MANY = 200
/** Of somebody else, while nobody answers. */
const IDLE = 150
const answers = new Map([['first-film', 'Metropolis'], ['cuddly-toy', 'Teddy'], ['first-boss', 'Babbage'], ['friends-street', 'Lindenallee'], ['learned-swimming', 'Ostsee']])
/** Whoever is told to wait a minute waits so long and up to as much again, in milliseconds. */
const AGAIN = 5000

/** Somebody at their questions, with the right answers. */
type Waiting = { caller: Caller; token: string; stepToken: string; answer: string[] }

/**
 * What somebody else notices when two hundred answer their questions at once: `about` and `begin`, beside the same a moment before.
 * A real server process on PostgreSQL, with the demo directory; database, mail server and load generator share the machine with it.
 */
export async function benchQuestions(root: string, say: (line: string) => void): Promise<Row[]> {
  const folder = join(root, 'out/bench/questions')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const mails = new Map<string, (code: string) => void>()
  const [postgres, smtp] = await Promise.all([startPostgres(), startSmtp({ onMessage: ({ to, hasCode, code }) => { if (hasCode) for (const address of to) mails.get(address)?.(code()) } })])
  const store = await openStore({ url: new Secret(postgres.url) })
  const callers: Caller[] = []
  const file = writeServerFiles({
    folder, databaseByVariable: true, mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile },
    policy: {
      workflows: [{ name: 'Everybody', gates: ['email-code', 'questions'], needed: 2 }],
      // What is measured is not how well it refuses. The demo directory has three people: a third of them all each.
      recovery: { minutes: 60, idleSeconds: 600 },
      budgets: { account: { failures: 100 }, address: { recoveries: 100_000 }, messages: { companyPerHour: 1_000_000 } },
    },
  })
  const server = await startServerProcess({ file, folder, variables: { DATABASE_URL: postgres.url } })
  const caller = () => {
    const one = callerOf(server.url)
    callers.push(one)
    return one
  }
  try {
    await register(store, join(folder, 'registrations.key'))
    const codeFor = (mail: string) => new Promise<string>((resolve) => mails.set(mail, resolve))
    const waiting = (await Promise.all(demoPeople.map(({ name: account, privateMail }, index) => bring({ account, mail: privateMail, many: shareOf(index), store, caller, codeFor })))).flat()
    say(`PostgreSQL ${postgres.version}; ${waiting.length} people are at their questions`)
    await store.database.execute('delete from budgets')
    if (!(await quiet())) say('the machine does something else too: the ratios count, and little else')
    const other = caller()
    const idle = await notices(other, () => false, IDLE)
    const alone = await alonePerSecond()
    let open = true
    const began = performance.now()
    const busy = Promise.all(waiting.map(answerUntilJudged)).finally(() => { open = false })
    const loaded = await notices(other, () => !open, Infinity)
    const told = (await busy).reduce((sum, one) => sum + one, 0)
    const rate = waiting.length / ((performance.now() - began) / 1000)
    say(`${MANY} answered at once: ${rate.toFixed(1)} a second were judged; ${told} times somebody was told to try again; ${loaded.about.length} asked for something else meanwhile`)
    return [
      ...(['about', 'begin'] as const).flatMap((what) => [0.5, 0.95].map((share): Row => row(`${what} p${share * 100}`, 'ms', quantile(loaded[what], share), quantile(idle[what], share)))),
      row('answers judged', '1/s', rate, alone),
    ]
  } finally {
    for (const one of callers) one.close()
    await server.end('SIGTERM')
    await store.close()
    await Promise.all([postgres.stop(), smtp.stop()])
  }
}

const shareOf = (index: number) => Math.floor(MANY / demoPeople.length) + (index < MANY % demoPeople.length ? 1 : 0)

/** Five answers of each person, as registration keeps them. */
async function register(store: Store, keyFile: string): Promise<void> {
  const registrations = storedRegistrations({
    database: store.database, keys: registrationKeys(new Secret(readFileSync(keyFile, 'utf8').trim())), tell: () => {}, enqueue: () => Promise.resolve(), log: { error: () => {} }, now: Date.now,
  })
  const hashes = oneLane()
  for (const { id } of demoPeople) {
    const values = await hashes.make(id, [...answers.values()].map((text) => new Secret(text)))
    const items = [...answers.keys()].map((slot, index) => ({ kind: 'answer' as const, slot, value: values[index] ?? fail('not hashed'), origin: 'self' as const, provedAt: 1, outsideFrom: 1, confirmedAt: 1 }))
    if (!(await registrations.put(await registrations.read(id), items))) fail('somebody else registers')
  }
}

type Bringing = { account: string; mail: string; many: number; store: Store; caller: () => Caller; codeFor: (mail: string) => Promise<string> }

/** Brings one person to their questions, so many times. */
async function bring({ account, mail, many, store, caller, codeFor }: Bringing): Promise<Waiting[]> {
  const waiting: Waiting[] = []
  while (waiting.length < many) {
    await store.database.execute('delete from budgets')
    const one = caller()
    const mailed = codeFor(mail)
    const { token = '', ...begun } = await one.call('begin', undefined, { account, language: 'en' })
    const { stepToken, step } = viewIn(await one.call('answer', token, { stepToken: viewIn({ token, ...begun }).stepToken, answer: await mailed }))
    if (step.kind !== 'questions') fail(`at ${step.kind}`)
    waiting.push({ caller: one, token, stepToken, answer: step.questions.map(({ id }) => answers.get(id) ?? fail('asked what nobody answered')) })
  }
  return waiting
}

/** @returns how often the server was too busy to judge */
async function answerUntilJudged({ caller, token, stepToken, answer }: Waiting): Promise<number> {
  for (let busy = 0; ; busy += 1) {
    const said = await caller.call('answer', token, { stepToken, answer })
    if (said.status !== 503) {
      const { kind } = viewIn(said).step
      return kind === 'choice' ? busy : fail(`right answers led to ${kind}`)
    }
    if (v.parse(Problem, JSON.parse(said.text)).code !== 'server-busy') fail(said.text)
    await pause(AGAIN * (1 + Math.random()))
  }
}

/** What somebody else waits for, again and again. */
async function notices(caller: Caller, isOver: () => boolean, most: number): Promise<Record<'about' | 'begin', number[]>> {
  const times: Record<'about' | 'begin', number[]> = { about: [], begin: [] }
  while (!isOver() && times.about.length < most) {
    const about = await caller.call('about', undefined, {})
    const begin = await caller.call('begin', undefined, { account: `stranger${performance.now()}`, language: 'en' })
    if (about.status !== 200 || begin.status !== 200) fail(`${about.status} and ${begin.status}: ${begin.text}`)
    times.about.push(about.milliseconds)
    times.begin.push(begin.milliseconds)
  }
  return times
}

const oneLane = () => answerHashes({ lanes: fairLanes({ lanes: 1, patience: Infinity, elapsed: () => performance.now() }) })

/** How many people's answers one core hashes in a second while nothing else is done: four of each. */
async function alonePerSecond(): Promise<number> {
  const hashes = oneLane()
  const began = performance.now()
  for (let people = 0; people < 10; people += 1) await hashes.countRight('somebody', Array.from({ length: 4 }, () => ({ typed: new Secret('Ostsee'), kept: undefined })))
  return 10 / ((performance.now() - began) / 1000)
}

function row(metric: string, unit: string, value: number, beside: number): Row {
  const rounded = (number: number, digits: number) => Math.round(number * 10 ** digits) / 10 ** digits
  return { bench: 'questions', case: `${MANY}-at-once`, metric, unit, value: rounded(value, 1), beside: rounded(beside, 1), ratio: rounded(value / beside, 2) }
}

const quantile = (values: readonly number[], share: number) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

function fail(why: string): never {
  throw new Error(why)
}
