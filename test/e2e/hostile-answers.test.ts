import { type OperationName, operationNames } from '@gatehouse/contract'
import { canary, slowAnswers, wrongAnswers } from '../peers/hostile/answers.ts'
import { rightAnswer } from '../peers/hostile/right-answer.ts'
import { startHostile } from '../peers/hostile/server.ts'
import { arrive, connection, words } from '../world/person.ts'
import { codeOf, expect, hurry, type LoneClient, test } from './lone-client.ts'

const stepToken = 'step-1'
/** What each operation is asked with. */
const inputs: Record<OperationName, object> = {
  about: {}, branding: {}, begin: { account: 'CORP\\ada', language: 'en' }, read: {}, follow: { mark: 'm' }, extend: {}, cancel: {},
  answer: { stepToken, answer: '418205' }, sendAgain: { stepToken }, pickWay: { stepToken, way: 'sms' }, choose: { stepToken, choice: 'unlock' },
  reconsider: { stepToken }, setPassword: { stepToken, password: 'Heron lamp 42!' },
}

/** Asks operations through the page's bridge, all at once. @returns of each the code of its problem, and all that the page was told */
async function call(client: LoneClient, ...names: readonly OperationName[]): Promise<{ name: OperationName; code: string; told: string }[]> {
  const asked = names.map((name) => [name, inputs[name]] as const)
  const results = await (await client.page()).evaluate((all) => Promise.all(all.map(([name, input]) =>
    Reflect.apply(Reflect.get(window.gatehouse, name), undefined, [input]) as ReturnType<typeof window.gatehouse.read>)), asked)
  return results.map((result, at) => ({ name: names[at] ?? 'about', code: codeOf(result), told: JSON.stringify(result) }))
}

test('[S-05] every operation is answered wrong, each way at a few of them: told apart, nothing crashes, nothing of it is followed, kept or shown', async ({ open, hostile, shared }) => {
  const elsewhere = await startHostile(await shared.certificates.shown('right'))
  const client = await open({})
  await arrive(await client.page(), 'identify.title')
  await expect(connection(await client.page())).toHaveText(words('frame.connection.reached'))
  await call(client, 'begin')
  const wrong: string[] = []
  let turn = 0
  for (const { what, answering, says } of wrongAnswers(`https://127.0.0.1:${elsewhere.port}`)) {
    hostile.behave(answering)
    // All of them go through one place. Each answer is tried on a few, in turn; thirteen at once of what has no end would only be slow.
    const names = operationNames.filter((_name, place) => (place + turn) % 4 === 0)
    turn += 1
    for (const { name, code, told } of await call(client, ...names)) {
      // A look of which everything may be missing is one.
      const isLook = name === 'branding' && says === 'client-too-old' && code === 'ok'
      if (code !== says && !isLook) wrong.push(`${name}, ${what}: ${code}, not ${says}`)
      if (told.includes('CANARY')) wrong.push(`${name}, ${what}: ${told}`)
    }
  }
  expect(wrong).toEqual([])
  expect(await client.text()).not.toContain('CANARY')
  expect(elsewhere.heard(), 'asked of somebody else').toEqual([])
  expect(client.app.windows()).toHaveLength(1)
  // What has no end was let go of.
  await expect.poll(() => hostile.open()).toBe(0)
  hostile.behave(rightAnswer())
  expect(await client.ask()).toBe('ok')
  expect(hostile.heard()[0]?.head).not.toMatch(/^cookie|CANARY/imu)
  await elsewhere.stop()
})

test('[S-05] every operation has an end, however slowly it is answered', async ({ open, hostile }) => {
  const client = await open({})
  await arrive(await client.page(), 'identify.title')
  await expect(connection(await client.page())).toHaveText(words('frame.connection.reached'))
  await hurry(client)
  await call(client, 'begin')
  const ended: Record<string, string> = {}
  for (const [what, answering] of Object.entries(slowAnswers)) {
    hostile.behave(answering)
    for (const { name, code } of await call(client, 'read', 'about', 'setPassword')) ended[`${name}, ${what}`] = code
  }
  await expect.poll(() => hostile.open()).toBe(0)
  hostile.behave(() => {}, 'no TLS')
  ended['a handshake that never comes'] = await client.ask()
  expect(Object.entries(ended).filter(([, code]) => code !== 'timed-out')).toEqual([])
})

test('[S-05] a page in place of the server is told of in our words, and none of its own', async ({ open, hostile }) => {
  const page = wrongAnswers('https://elsewhere.example').find(({ what }) => what === 'a page that quotes a number')
  hostile.behave(page?.answering ?? (() => {}))
  const client = await open({ selectedUser: 'CORP\\ada' })
  await arrive(await client.page(), 'problem.not-our-server.title')
  expect(await client.text()).toContain(words('problem.not-our-server.lead'))
  expect(await client.text()).not.toContain(canary)
})
