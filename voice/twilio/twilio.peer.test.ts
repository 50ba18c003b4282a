import { Secret } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { opensslMissing } from '../../test/peers/smtp/certificates.ts'
import type { Call, Fault, Phone } from '../../test/peers/twilio-voice/twilio-voice.ts'
import { type Scene, startScene } from './twilio.scenario.ts'

const to = '+491713920011'
const english = { to: new Secret(to), language: 'en', prompts: { ask: 'a', right: 'r', wrong: 'w', stop: 's' }, keysWanted: 'pound' as const, ringSeconds: 10 }

withPeer("Calls through Twilio's voice API", opensslMissing(), () => {
  let scene: Scene
  beforeAll(async () => {
    ranAgainst(import.meta.url, "our own server of Twilio's voice API")
    scene = await startScene()
  })
  afterEach(async () => {
    scene.twilio.lose()
    scene.twilio.late(false)
    await scene.twilio.misbehave(undefined)
  })
  afterAll(() => scene.stop())

  const last = (): Call => scene.twilio.calls().at(-1) ?? expect.fail('nobody was called')
  const words = () => last().spoken.map((one) => one.words)
  /** Calls somebody who behaves like that. @returns what was heard, to the end */
  async function callTo(phone: Phone, keysWanted: 'digits' | 'pound' = 'digits') {
    scene.twilio.phone(to, phone)
    const { id, fate } = await scene.place({ keysWanted })
    expect(fate).toEqual({ fate: 'taken' })
    const story = await scene.follow(id)
    await expect.poll(() => last().status, { message: 'it is over at the provider too' }).not.toMatch(/ringing|in-progress/)
    expect(last().apologised).toBe(false)
    return story
  }

  describe('[F-08] what the person does', () => {
    it('two digits and #: they are heard live, and thanked for, in their language', async () => {
      expect(await callTo({ picks: 'up', does: '42#' })).toEqual(['ringing', 'answered', 'keys 42', 'hung-up'])
      expect(last().spoken).toMatchObject([{ language: 'de-DE', voice: 'Polly.Vicki' }, { language: 'de-DE', voice: 'Polly.Vicki', words: 'Danke. Machen Sie am Bildschirm weiter.' }])
      expect(words()[0]).toMatch(/^Hier ist Beispiel & Söhne\. .*zwei Ziffern.*Raute.*Neun/)
      expect(last().form).toMatchObject({ To: to, From: '+4930123456', Timeout: '10', MachineDetection: 'Enable' })
    })

    it('# alone, where that is asked for', async () => {
      expect(await callTo({ picks: 'up', does: '#' }, 'pound')).toEqual(['ringing', 'answered', 'keys ', 'hung-up'])
      expect(words()[0]).not.toContain('Ziffern')
    })

    it('other digits: they are told, and asked again', async () => {
      expect(await callTo({ picks: 'up', does: '11#7#.42#' })).toEqual(['ringing', 'answered', 'keys 11', 'keys 7', 'keys 42', 'hung-up'])
      expect(words().filter((said) => said.startsWith('Das war nicht richtig'))).toHaveLength(2)
      expect(words()).toHaveLength(6)
    })

    it.each<[string, 'digits' | 'pound']>([['9', 'digits'], ['9#', 'digits'], ['942#', 'digits'], ['9', 'pound']])('9, keyed as %s where %s are wanted: nobody is let in', async (does, keysWanted) => {
      expect(await callTo({ picks: 'up', does }, keysWanted)).toEqual(['ringing', 'answered', 'keys 9', 'hung-up'])
      expect(words().at(-1)).toBe('Danke. Über diesen Anruf kommt niemand hinein.')
    })

    it.each(['4.2#', '.42#', '4.2.#', '..42#', '4..42#'])('slowly (%s): the same', async (does) => {
      expect(await callTo({ picks: 'up', does })).toEqual(['ringing', 'answered', 'keys 42', 'hung-up'])
    })

    it('more keys than digits are wanted: all of them are heard, up to #', async () => {
      expect(await callTo({ picks: 'up', does: '4242*#!' })).toEqual(['ringing', 'answered', 'keys 4242*', 'hung-up'])
      expect(await callTo({ picks: 'up', does: '1'.repeat(60) })).toContain(`keys ${'1'.repeat(16)}`)
    })

    it('nothing: asked three times, then it ends', async () => {
      expect(await callTo({ picks: 'up' })).toEqual(['ringing', 'answered', 'hung-up'])
      expect(words()).toHaveLength(3)
    })

    it.each(['!', '4!', '11#!'])('hangs up (%s)', async (does) => {
      expect((await callTo({ picks: 'up', does })).at(-1)).toBe('hung-up')
    })

    it.each<[Phone['picks'], string[]]>([
      ['busy', ['ringing', 'busy']], ['no-answer', ['ringing', 'no-answer']], ['failed', ['ringing', 'network']], ['machine', ['ringing', 'answered', 'voicemail']],
    ])('%s', async (picks, story) => {
      expect(await callTo({ picks })).toEqual(story)
      expect(words().length, 'a machine hears no more than the question').toBeLessThan(2)
    })

    it('where machines are not looked for, one is asked like a person, until the call ends', async () => {
      scene.twilio.phone(to, { picks: 'machine' })
      const heard: string[] = []
      const blind = scene.another('blind', { machines: 'ignore' })
      await blind.place({ id: 'm', ...english }, ({ what }) => void heard.push(what))
      await expect.poll(() => heard).toEqual(['ringing', 'answered', 'hung-up'])
      expect(last().form['MachineDetection']).toBeUndefined()
      expect(words()).toEqual(['a', 'a', 'a'])
    })

    it('at a provider that asks us only once it knows who answered, a machine hears nothing', async () => {
      scene.twilio.waits(true)
      expect(await callTo({ picks: 'machine' })).toEqual(['ringing', 'answered', 'voicemail'])
      expect(words()).toEqual([])
      expect(await callTo({ picks: 'up', does: '42#' })).toEqual(['ringing', 'answered', 'keys 42', 'hung-up'])
      scene.twilio.waits(false)
    })
  })

  describe('what we do', () => {
    it.each<[string, Phone, string[]]>([
      ['while it rings', { picks: 'rings' }, ['ringing', 'no-answer']], ['while it asks', { picks: 'up', does: '....' }, ['ringing', 'answered', 'hung-up']],
    ])('hang up %s', async (_, phone, story) => {
      scene.twilio.phone(to, phone)
      const { id } = await scene.place({ ringSeconds: 120 })
      const following = scene.follow(id)
      await expect.poll(() => last().status).toBe(story.length === 2 ? 'ringing' : 'in-progress')
      expect(scene.calls.hangUp(id)).toBe(true)
      expect(await following).toEqual(story)
      await expect.poll(() => last().status).toBe(story.length === 2 ? 'canceled' : 'completed')
    })

    it('two calls at the same time are two', async () => {
      const other = '+491713920022'
      scene.twilio.phone(to, { picks: 'up', does: '.42#' })
      scene.twilio.phone(other, { picks: 'up', does: '9' })
      const [one, two] = await Promise.all([scene.place(), scene.place({ to: new Secret(other), language: 'en' })])
      const [story, another] = await Promise.all([scene.follow(one.id), scene.follow(two.id)])
      expect([story.at(-2), another.at(-2)]).toEqual(['keys 42', 'keys 9'])
      expect(scene.twilio.calls().slice(-2).map((call) => [call.to, call.spoken.at(-1)?.words])).toEqual([[to, 'Danke. Machen Sie am Bildschirm weiter.'], [other, 'Thank you. Nobody is let in by this call.']])
    })

    it('stopping, we hang up what is left', async () => {
      scene.twilio.phone(to, { picks: 'rings' })
      const stopping = scene.another('stopping', {})
      const heard: string[] = []
      await stopping.place({ id: 's', ...english, ringSeconds: 120 }, ({ what }) => void heard.push(what))
      await expect.poll(() => heard).toEqual(['ringing'])
      await stopping.close()
      await expect.poll(() => last().status).toBe('canceled')
      expect(heard).toEqual(['ringing'])
    })
  })

  describe('[F-08] webhooks that go astray', () => {
    it.each<[string[], Phone, string[]]>([
      [['completed'], { picks: 'up', does: '42#' }, ['ringing', 'answered', 'keys 42', 'hung-up']],
      [['ringing', 'in-progress'], { picks: 'up', does: '42#' }, ['answered', 'keys 42', 'hung-up']],
      [['busy'], { picks: 'busy' }, ['ringing', 'busy']],
      [['no-answer', 'ringing'], { picks: 'no-answer' }, ['no-answer']],
      [['failed'], { picks: 'failed' }, ['ringing', 'network']],
      [['machine', 'completed'], { picks: 'machine', does: '!' }, ['ringing', 'answered', 'voicemail']],
      [['initiated', 'ringing', 'in-progress', 'completed', 'machine'], { picks: 'up', does: '11#42#' }, ['answered', 'keys 11', 'keys 42', 'hung-up']],
    ])('lost %j: made good by asking', async (kinds, phone, story) => {
      scene.twilio.lose(...kinds)
      const found = await callTo(phone)
      // Asked while it rings, it says that.
      expect(found.filter((what) => story.includes('ringing') || what !== 'ringing')).toEqual(story)
    })

    it('nothing of what we are to say is fetched: it ends, and so does it for us', async () => {
      scene.twilio.lose('twiml')
      scene.twilio.phone(to, { picks: 'up' })
      expect(await scene.follow((await scene.place()).id)).toEqual(['ringing', 'answered', 'hung-up'])
    })

    it('those that come after the end, the last first, change nothing', async () => {
      scene.twilio.late(true)
      expect(await callTo({ picks: 'up', does: '42#' })).toEqual(['answered', 'keys 42', 'hung-up'])
      await expect.poll(() => last().webhooks.at(-1)?.answered?.status).toBe(204)
      expect(last().webhooks.map(({ kind }) => kind).slice(-4)).toEqual(['completed', 'in-progress', 'ringing', 'initiated'])
    })
  })

  describe('knows how it stands with the provider', () => {
    it('beforehand', async () => {
      await expect(scene.provider.check()).resolves.toBeUndefined()
      const account = { user: 'x', password: new Secret('planted') }
      await expect(scene.another('wrong', { signIn: account }).check()).rejects.toThrow('status 401')
      await scene.twilio.misbehave('refuse')
      await expect(scene.provider.check()).rejects.toThrow('ECONNREFUSED')
    })

    it.each<Fault>(['other-authority', 'other-name'])('%s: nobody is called', async (fault) => {
      const attempts = scene.twilio.attempts()
      await scene.twilio.misbehave(fault)
      expect((await scene.place()).fate).toMatchObject({ fate: 'not-now' })
      expect(scene.twilio.attempts()).toBe(attempts)
    })

    it.each<[Fault, string]>([
      ['refuse', 'not-now'], ['silent', 'not-now'], ['401', 'not-now'], ['429', 'not-now'], ['no-sender', 'not-now'], ['redirect', 'not-now'], ['no-number', 'refused'], ['failed', 'refused'],
    ])('%s: %s, nobody was called, and the same id may be asked for again', async (fault, fate) => {
      const before = scene.twilio.calls().length
      await scene.twilio.misbehave(fault)
      const { id, fate: found } = await scene.place()
      expect(found).toMatchObject({ fate })
      expect(JSON.stringify(found)).not.toMatch(/392001/)
      expect(await scene.calls.heard(id, 0, new AbortController().signal)).toBeUndefined()
      expect(scene.twilio.calls()).toHaveLength(before)
    })

    it.each<Fault>(['hang', 'cut', 'truncated', 'not-json'])('%s: nobody knows, but the phone rings, and is listened to', async (fault) => {
      scene.twilio.phone(to, { picks: 'up', does: '42#' })
      const before = scene.twilio.calls().length
      await scene.twilio.misbehave(fault)
      const { id, fate } = await scene.place()
      expect(fate).toMatchObject({ fate: 'unknown' })
      expect(await scene.follow(id)).toEqual(['ringing', 'answered', 'keys 42', 'hung-up'])
      expect(scene.twilio.calls()).toHaveLength(before + 1)
    })

    it.each<Fault>(['500', '503-page'])('%s: nobody knows, and nothing comes: it is over soon', async (fault) => {
      await scene.twilio.misbehave(fault)
      const { id, fate } = await scene.place()
      expect(fate).toMatchObject({ fate: 'unknown' })
      expect(await scene.follow(id)).toEqual(['network'])
    })

    it('with a name that is none, the call is known by its webhooks', async () => {
      await scene.twilio.misbehave('odd-name')
      expect(await callTo({ picks: 'up', does: '42#' })).toContain('keys 42')
    })
  })

  it('neither number, keys nor secrets are in the log', () => {
    const all = scene.lines.join('')
    expect(all).toContain('a call is over')
    expect(all).not.toMatch(/392001|392002|keys 42|"42"/)
    expect(all).not.toContain(scene.twilio.token)
  })
})
