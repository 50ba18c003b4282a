import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ticketAcceptor } from './acceptor.ts'

// A program in the place of the real one, for what that one cannot be made to do: die, hang, talk nonsense. The real one: ../by-ticket.peer.test.ts.
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-acceptor-'))
const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  await Promise.all(closing.map((close) => close()))
  rmSync(folder, { recursive: true, force: true })
})

const ANSWER = 'console.log(JSON.stringify({ id, name: "ada@CORP.EXAMPLE", pac: null, bound: false, token: null }))'

/** @param asked what it does with each ticket; `token` and `id` are there @param first what it says at its start */
function acceptor(asked: string, first = 'console.log(\'{"ready":true}\')', begin = 60_000) {
  const file = join(folder, `${closing.length}.mjs`)
  const program = `import { createInterface } from 'node:readline'\n${first}\ncreateInterface({ input: process.stdin }).on('line', (line) => { const { id, token } = JSON.parse(line); ${asked} })\n`
  writeFileSync(file, program)
  chmodSync(file, 0o644)
  const lines: string[] = []
  let told = () => {}
  const note = (_: object, message: string) => {
    lines.push(message)
    told()
  }
  const one = ticketAcceptor({ keytabFile: 'none', principal: 'HTTP/a@B', replayFolder: folder, python: [process.execPath, file] }, { info: note, error: (facts, message) => { note(facts, `${message}: ${'detail' in facts ? String(facts.detail) : ''}`) } }, { begin, take: 1_000, rest: 1, longestRest: 10 })
  closing.push(one.close)
  const until = async (happened: () => boolean) => {
    while (!happened()) await new Promise<void>((resolve) => { told = resolve })
  }
  return { ...one, lines, until, started: (times: number) => until(() => lines.filter((line) => line === 'Kerberos tickets are taken').length >= times) }
}

const TAKEN = { name: 'ada@CORP.EXAMPLE', owner: undefined, bound: false, token: undefined }
const NOT_RUNNING = { reason: 'not-running', detail: 'the process that takes tickets is not running, or has too many before it' }

test('before it is ready nobody waits for it', async () => {
  const one = acceptor(ANSWER)
  expect(await one.take('YII=', undefined)).toEqual(NOT_RUNNING)
  await one.started(1)
  expect(await one.take('YII=', undefined)).toEqual(TAKEN)
})

test('one that dies leaves nobody waiting, says why, and is started again', async () => {
  const one = acceptor(`if (token === 'die') { console.error('no memory'); process.exit(3) } ${ANSWER}`)
  await one.started(1)
  expect(await Promise.all([one.take('die', undefined), one.take('YII=', undefined)])).toEqual([NOT_RUNNING, NOT_RUNNING])
  await one.started(2)
  expect(one.lines[1]).toMatch(/It is tried again: no memory$/u)
  expect(await one.take('YII=', undefined)).toEqual(TAKEN)
})

test('one that hangs is ended, and started again', async () => {
  const one = acceptor(`if (token !== 'hang') ${ANSWER}`)
  await one.started(1)
  expect(await one.take('hang', undefined)).toEqual(NOT_RUNNING)
  await one.started(2)
  expect(await one.take('YII=', undefined)).toEqual(TAKEN)
})

test('one that hangs before it is ready is ended, and started again', async () => {
  const seen = join(folder, 'hung')
  const one = acceptor(ANSWER, `import { existsSync, writeFileSync } from 'node:fs'
    if (existsSync(${JSON.stringify(seen)})) console.log('{"ready":true}')
    else writeFileSync(${JSON.stringify(seen)}, '')`, 2_000)
  await one.started(1)
  expect(one.lines[0]).toMatch(/It is tried again: it ended without a word$/u)
  expect(await one.take('YII=', undefined)).toEqual(TAKEN)
})

test.each(['no JSON', '{"id":1,"name":"ada@CORP.EXAMPLE"}', '{"id":1,"name":"ada","pac":null,"bound":false,"token":null,"more":1}'])('one that says %s is not believed', async (nonsense) => {
  const one = acceptor(`console.log(${JSON.stringify(nonsense)})`)
  await one.started(1)
  expect(await one.take('YII=', undefined)).toEqual(NOT_RUNNING)
})

test('one that talks without end is ended before it fills the memory', async () => {
  const one = acceptor('setInterval(() => process.stdout.write("x".repeat(100_000)), 1)')
  await one.started(1)
  expect(await one.take('YII=', undefined)).toEqual(NOT_RUNNING)
})

test('more than a hundred at once are not kept waiting', async () => {
  const one = acceptor(`if (token === 'last') process.exit(0)`)
  await one.started(1)
  const waiting = Array.from({ length: 99 }, () => one.take('YII=', undefined))
  const last = one.take('last', undefined)
  expect(await one.take('YII=', undefined)).toEqual(NOT_RUNNING)
  expect(new Set((await Promise.all([...waiting, last])).map((answer) => JSON.stringify(answer))).size).toBe(1)
})

test('one that cannot start says why once, however often it is tried, and again when it is for another reason', async () => {
  const starts = join(folder, 'starts')
  const one = acceptor('', `import { appendFileSync, readFileSync } from 'node:fs'
    appendFileSync(${JSON.stringify(starts)}, '.')
    console.log(JSON.stringify({ ready: false, detail: readFileSync(${JSON.stringify(starts)}).length < 4 ? 'no keytab' : 'not for you' }))
    process.exit(0)`)
  await one.until(() => one.lines.length > 1)
  expect(one.lines).toEqual([expect.stringMatching(/It is tried again: no keytab$/u), expect.stringMatching(/It is tried again: not for you$/u)])
})

test('a system without the program', async () => {
  const lines: object[] = []
  const heard = Promise.withResolvers<undefined>()
  const one = ticketAcceptor({ keytabFile: 'none', principal: 'HTTP/a@B', replayFolder: folder, python: ['/nowhere/python3'] }, { info: () => {}, error: (facts) => { lines.push(facts); heard.resolve(undefined) } })
  closing.push(one.close)
  await heard.promise
  expect(lines).toEqual([{ principal: 'HTTP/a@B', detail: 'the package python3-gssapi is not installed (spawn /nowhere/python3 ENOENT)' }])
})
