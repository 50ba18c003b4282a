import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { StepOf, View } from '@gatehouse/contract'
import { type RegistrationInput, type RegistrationOperationName, registrationOperations, RegistrationView } from '@gatehouse/contract/registration'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dumpTables } from '../test/peers/dump.ts'
import { ranAgainst } from '../test/peers/journal.ts'
import { withPeer } from '../test/peers/needs.ts'
import { opensslMissing } from '../test/peers/smtp/certificates.ts'
import type { Phone, TwilioVoice } from '../test/peers/twilio-voice/twilio-voice.ts'
import { type Calling, startCalling, type VoiceProcess } from '../test/world/voice-process.ts'
import { putEmptyDatabase } from '../test/world/empty-database.ts'
import { demoPeople } from './directory/demo/people.ts'
import { loadPolicy } from './policy/load.ts'
import { factsIn } from './policy-needs.ts'
import { asked, ORIGIN } from './portal-page.scenario.ts'
import { type Different, type Running, running } from './server.scenario.ts'
import type { Store } from './store/database.ts'
import { openStore } from './store/open.ts'

const ada = '+491713920001'
const landline = '+4930901820'

withPeer('The whole server, with the voice process and a provider of calls', opensslMissing(), () => {
  let calling: Calling
  let twilio: TwilioVoice
  let voice: VoiceProcess
  let store: Store
  let server: Running
  let settings: Different

  beforeAll(async () => {
    ranAgainst(import.meta.url, "the voice process over our own server of Twilio's voice API")
    calling = await startCalling('phone-call')
    ;({ twilio, voice } = calling)
    await putEmptyDatabase(join(calling.folder, 'data'))
    store = await openStore({ folder: join(calling.folder, 'data') })
    const at = { at: voice.at, key: voice.key }
    const policy = loadPolicy('version: 1\nworkflows: [{ name: All, gates: [phone-call], needed: 1 }]\nphoneCall: { secondsBetweenCalls: 10 }\n', 'policy.yaml', factsIn({ voice: at }))
    if (!policy.ok) throw new Error(JSON.stringify(policy.mistakes))
    const pages = join(calling.folder, 'pages')
    mkdirSync(pages)
    const names = ['portal.html', 'register.html']
    for (const name of names) writeFileSync(join(pages, name), '<!doctype html>')
    writeFileSync(join(pages, 'files.json'), JSON.stringify({ page: names[0], register: names[1], files: names.map((path) => ({ path, type: 'text/html; charset=utf-8' })) }))
    settings = { voice: at, policy: policy.policy, portal: { origin: ORIGIN, insideNetworks: ['127.0.0.1'], effortBits: 0, folder: pages } }
    server = await running(store, settings)
  })
  afterAll(async () => {
    await server.close()
    await store.close()
    await calling.end()
  })

  const stepIn = (view: View | undefined): StepOf<'call'> => (view?.step.kind === 'call' ? view.step : expect.fail(`no call, but ${JSON.stringify(view?.step)}`))

  /** Begins, and keys on the phone what the screen leads to. @returns the views to the first for which `until` holds */
  async function called(picks: Phone['picks'], keyed: (digits: string) => string, until: (view: View) => boolean) {
    const shown = Promise.withResolvers<string>()
    twilio.phone(ada, { picks, does: async () => keyed(await shown.promise) })
    const { token, view: first } = await server.begin('ada')
    shown.resolve(stepIn(first).keys ?? '')
    return { token, views: await follow(token, first, until) }
  }

  async function follow(token: string, from: View, until: (view: View) => boolean): Promise<View[]> {
    const views = [from]
    for (let view = from; !until(view);) {
      const next = (await server.call('follow', token, { mark: view.mark ?? '' })).view
      view = next ?? expect.fail('the recovery cannot be followed')
      if (view.mark !== views.at(-1)?.mark) views.push(view)
    }
    return views
  }
  const at = (state: string) => ({ step }: View) => step.kind !== 'call' || step.call === state
  const told = (views: readonly View[]) => views.map(({ step }) => (step.kind === 'call' ? step.call : step.kind))

  it('[F-08] the screen follows the call live; Next is too early until the digits were keyed, and then leads on', async () => {
    const shown = Promise.withResolvers<string>()
    twilio.phone(ada, { picks: 'up', does: () => shown.promise })
    const { token, view } = await server.begin('ada')
    const answered = (await follow(token, view, at('answered'))).at(-1) ?? view
    const early = await server.call('answer', token, { stepToken: answered.stepToken })
    expect(early.view?.step).toMatchObject({ kind: 'call', error: 'still-waiting' })
    shown.resolve(`${stepIn(view).keys}#`)
    const confirmed = (await follow(token, early.view ?? view, at('confirmed'))).at(-1) ?? view
    expect((await server.call('answer', token, { stepToken: confirmed.stepToken })).view?.step.kind).toBe('choice')
    expect(twilio.calls().at(-1)?.spoken.at(-1)?.words).toBe('Thank you. Go on at the screen.')
  })

  it('[F-08] other digits: the phone says so and asks again, and the right ones then lead on', async () => {
    const { views } = await called('up', (digits) => `${digits === '00' ? '11' : '00'}#${digits}#`, at('confirmed'))
    expect(stepIn(views.at(-1)).triesLeft).toBe(2)
    expect(twilio.calls().at(-1)?.spoken.map(({ words }) => words)).toContain('That was not right. Look at the screen.')
  })

  it('[F-08] busy: it is over, and nobody goes on without being called again', async () => {
    const { token, views } = await called('busy', () => '', at('busy'))
    const view = views.at(-1) ?? expect.fail('no view')
    expect(stepIn(view)).toMatchObject({ call: 'busy', over: true })
    expect((await server.call('answer', token, { stepToken: view.stepToken })).view?.step).toMatchObject({ kind: 'call', error: 'still-waiting' })
  })

  it('[F-08] an answering machine is no person', async () => {
    const { views } = await called('machine', () => '', at('voicemail'))
    expect(stepIn(views.at(-1))).toMatchObject({ call: 'voicemail', over: true })
  })

  it('the voice process is killed while it asks: the screen says that the call broke off', async () => {
    const never = new Promise<string>(() => {})
    twilio.phone(ada, { picks: 'up', does: () => never })
    const { token, view } = await server.begin('ada')
    const answered = await follow(token, view, at('answered'))
    await voice.end('SIGKILL')
    await voice.start()
    expect(told(await follow(token, answered.at(-1) ?? view, at('network'))).at(-1)).toBe('network')
  })

  it('[S-10 F-08] nobody is called for somebody who does not exist, and the screen begins the same', async () => {
    const calls = twilio.calls().length
    const { token, view } = await server.begin('nobody')
    expect(stepIn(view)).toMatchObject({ call: 'calling', over: false, keys: expect.stringMatching(/^[0-8]\d$/) as unknown })
    await follow(token, view, at('ringing'))
    expect(twilio.calls()).toHaveLength(calls)
    await server.call('cancel', token, {})
  })

  it('[F-08] 9 ends it: whoever was called did not ask for it', async () => {
    const { views } = await called('up', () => '9', ({ step }) => step.kind === 'ended')
    expect(views.at(-1)?.step).toEqual({ kind: 'ended', reason: 'not-asked-for' })
    await expect.poll(() => twilio.calls().at(-1)?.spoken.at(-1)?.words).toBe('Thank you. Nobody is let in by this call.')
  })

  async function atPortal<N extends RegistrationOperationName>(name: N, input: RegistrationInput<N>, cookie = '') {
    const { method, path } = registrationOperations[name]
    const { text, setCookie } = await asked(server, method, path, method === 'POST' ? JSON.stringify(input) : undefined, { ...(cookie && { cookie }) })
    return { view: v.parse(RegistrationView, JSON.parse(text)), cookie: setCookie.split(';')[0] ?? '' }
  }
  const proof = ({ step }: RegistrationView) => (step.kind === 'prove' && step.call ? step.call : expect.fail(`no call, but ${JSON.stringify(step)}`))

  it('[F-17 S-16] a landline is registered by a call: the digits of the page are keyed there, wrong ones first, and the page goes on', async () => {
    const { cookie } = await atPortal('signIn', { account: 'grace', password: demoPeople[1].password, language: 'de' })
    const shown = Promise.withResolvers<string>()
    twilio.phone(landline, { picks: 'up', does: async () => shown.promise })
    const { view } = await atPortal('offerNumber', { number: '030 901820', country: 'DE', by: 'call' }, cookie)
    const { keys } = proof(view)
    shown.resolve(`${keys === '00' ? '11' : '00'}#${keys}#`)
    await expect.poll(async () => proof((await atPortal('registered', {}, cookie)).view).state).toBe('confirmed')
    await expect.poll(() => twilio.calls().at(-1)?.spoken.at(-1)?.words).toBe('Danke. Machen Sie am Bildschirm weiter.')
    expect(twilio.calls().at(-1)?.spoken[0]?.words).toContain('möchte mit diesem Telefon in ein Konto dort kommen')
    const done = (await atPortal('prove', { code: keys }, cookie)).view
    expect(done).toMatchObject({ done: 'registered', step: { kind: 'overview' } })
    expect(done.items.find(({ whose }) => whose === 'own')).toMatchObject({ shown: '+49 30901820', ways: ['call'] })
  })

  it('[S-16 S-12] a 9 at the telephone that is registered freezes all that is: whoever asked for that call only had the password', async () => {
    const { cookie } = await atPortal('signIn', { account: 'grace', password: demoPeople[1].password, language: 'de' })
    twilio.phone(landline, { picks: 'up', does: '9' })
    expect(proof((await atPortal('stepUp', { item: 'number-1', way: 'call' }, cookie)).view)).toMatchObject({ state: 'calling' })
    await expect.poll(async () => (await atPortal('registered', {}, cookie)).view.step.kind).toBe('frozen')
    await expect.poll(() => twilio.calls().at(-1)?.spoken.at(-1)?.words).toBe('Danke. Über diesen Anruf kommt niemand hinein.')
    // It has no mailbox here; that the alarm came this far is in the log.
    await expect.poll(() => server.lines.join('')).toContain('"alarm":"registration-frozen"')
  })

  it('[F-08] a server that stops waits for nobody who follows a recovery in which nothing happens', async () => {
    const other = await running(store, settings)
    const { token } = await other.begin('nobody')
    const { view } = await other.call('cancel', token, {})
    const following = other.call('follow', token, { mark: view?.mark ?? '' })
    await pause(500)
    // By itself it lasts ten seconds.
    expect(await Promise.race([other.close().then(() => 'stopped'), pause(8000, 'still there')])).toBe('stopped')
    expect((await following).status).toSatisfy((status) => status === 200 || status === 503)
  })

  it('[S-04] the voice process learned no name, and neither number nor digits are in what either wrote or in the database', async () => {
    const written = `${voice.output()}${server.lines.join('')}`
    expect(written).toContain('a call is over')
    expect(written).not.toMatch(/392000[0-9]|30901820|"ada"|"grace"/i)
    expect(JSON.stringify(await dumpTables(store))).not.toMatch(/3920001|30901820/)
    // "ada" is three digits of an id now and then.
    expect(voice.output()).not.toMatch(/(?<![0-9a-f])ada(?![0-9a-f])|lovelace|grace/i)
  })
})
