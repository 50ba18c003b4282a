import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Display, startDisplay } from '../../scripts/setup/display.mjs'
import { withPeer } from '../peers/needs.ts'
import { type PackagedClient, startPackagedClient } from './client.ts'
import { whyNot } from './package-once.ts'
import { type Shown, shownOn } from './shown.ts'

const settings = { server: 'https://127.0.0.1:9', language: 'en' }

/** What each of them would give whoever starts the program with it. */
const switches = {
  'a debugger on the main process': ['--inspect', '--inspect=0', '--inspect-brk=0', '-inspect'],
  'a debugger on the page': ['--remote-debugging-port=9222', '--remote-debugging-pipe', '--auto-open-devtools-for-tabs'],
  'code of their own': ['--js-flags=--expose-gc', '--load-extension=/tmp', '--require=/tmp/x.js', '-e', '--renderer-cmd-prefix=/bin/true', '--gpu-launcher=/bin/true'],
  'the traffic': ['--proxy-server=127.0.0.1:1', '--proxy-pac-url=http://127.0.0.1/', '--host-rules=MAP * 127.0.0.1', '--host-resolver-rules=MAP * 127.0.0.1', '--ignore-certificate-errors', '--ssl-key-log-file=/tmp/x', '--log-net-log=/tmp/x'],
  'fewer walls': ['--no-' + 'sandbox', '--disable-web-security', '--allow-file-access-from-files', '--single-process'],
  'another place or page': ['--user-data-dir=/tmp/gatehouse-elsewhere', '--app=https://example.org/', 'https://example.org/', 'page.html', '--headless'],
  'what only the development build has': ['--config=/tmp/client.json', '--window'],
  'what Windows takes for a switch': ['/inspect', '/config:x'],
  "what is nearly the launcher's": ['--kiosk=1', '-kiosk', '/kiosk', '--full-screen'],
} satisfies Record<string, string[]>

/** Milliseconds after which it has started in earnest, on a busy machine too. */
const LIMIT = 60_000

withPeer('[S-02 F-28] the packaged client, started with what gives', whyNot(), () => {
  let display: Display
  let shown: Shown
  beforeAll(async () => {
    display = await startDisplay()
    shown = await shownOn(display.env)
  })
  afterAll(async () => {
    await shown.stop()
    await display.stop()
  })

  describe.each(Object.entries(switches))('[S-02 F-28] %s', (_, all) => {
    test.each(all)('[S-02 F-28] does not start with %s: no window, no port, an event, exit code 3', async (one) => {
      const client: PackagedClient = await startPackagedClient({ settings, args: [one], display: display.env })
      try {
        expect(await Promise.race([client.ended, pause(LIMIT, 'it runs', { ref: false })])).toBe(3)
        expect(client.processes()).toEqual([])
        expect(shown.windows()).toEqual([])
        expect(client.output()).not.toMatch(/listening on/i)
        expect(client.output()).toContain('gatehouse: does not start with')
        expect(client.log()).toEqual([expect.stringMatching(/Z error start-refused arguments=/)])
      } finally {
        await client.remove()
      }
    })
  })
})
