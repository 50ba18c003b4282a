import { expect, test } from 'vitest'
import { withPeer } from '../peers/needs.ts'
import { startPackagedClient } from './client.ts'
import { whyNot } from './package-once.ts'

const settings = { server: 'https://evil.example', company: 'Evil', language: 'en' }

withPeer('[S-03 F-28] the packaged client', whyNot(), () => {
  test.each([
    ['that its user could change', { settings, settingsOf: 'user' }, 'can be changed by the user who runs this program, so nothing in it counts'],
    ['whose server is reached in the clear', { settings: { ...settings, server: 'http://127.0.0.1:9' } }, 'must be an https address'],
    ['that are not there, whatever the user has put into the home', { settings: undefined, variables: { GATEHOUSE_CONFIG: '/tmp/client.json' } }, 'does not exist'],
  ] as const)('[S-03 F-28] takes no settings %s: it names the mistake and is not set up', async (_, parts, why) => {
    const client = await startPackagedClient(parts)
    try {
      await client.untilScreen(/./)
      expect(client.output()).toContain(why)
      expect(await client.end()).toBe(2)
      expect(client.log().filter((line) => line.includes('error setting-wrong')).join()).toContain(why.slice(0, 20))
    } finally {
      await client.remove()
    }
  })
})
