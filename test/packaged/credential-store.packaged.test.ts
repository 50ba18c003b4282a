import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { ranAgainst } from '../peers/journal.ts'
import { type Keyring, noKeyring, startKeyring } from '../peers/keyring/keyring.ts'
import { withPeer } from '../peers/needs.ts'
import { type PackagedClient, startPackagedClient } from './client.ts'
import { whyNot } from './package-once.ts'

withPeer('the packaged client and the credential store', whyNot() ?? noKeyring(), () => {
  let keyring: Keyring
  let client: PackagedClient
  afterEach(async () => {
    await client.remove()
    await keyring.stop()
  })

  /** Its server is not there: whether the store works is seen before it is asked. */
  const start = async (state: 'open' | 'locked' | 'absent') => {
    keyring = await startKeyring({ state: state === 'absent' ? 'absent' : 'open' })
    if (state === 'locked') await keyring.lock()
    ranAgainst(import.meta.filename, `gnome-keyring ${keyring.version}`)
    client = await startPackagedClient({
      settings: { server: 'https://127.0.0.1:9', enrolmentCode: 'a code of the group' },
      variables: { DBUS_SESSION_BUS_ADDRESS: keyring.variables['DBUS_SESSION_BUS_ADDRESS'] ?? '', NAPI_RS_NATIVE_LIBRARY_PATH: '/nowhere.node' },
    })
    await expect.poll(() => client.log().join('\n')).toMatch(/device-/u)
  }
  const said = () => client.log().filter((line) => line.includes('device-')).map((line) => line.replace(/^\S+ /u, ''))

  test.each(['locked', 'absent'] as const)('[S-06 S-01] a store that is %s: nothing is enrolled, the log says so, and nobody is asked for a password', async (state) => {
    await start(state)
    expect(said()).toEqual([`warn device-store-failed why="${state}"`])
    expect(keyring.dialogs()).toEqual([])
    expect((await client.windows()).map(({ pid }) => pid)).toEqual([client.pid])
  })

  test('[S-06 S-02 S-04] a store that is open: its program is found beside the archive, whatever a variable names; the code is in no file', async () => {
    await start('open')
    expect(said()).toEqual(['warn device-not-enrolled why="later"'])
    // Not a copy in the folder for temporary files, which its user could change.
    const loaded = readFileSync(`/proc/${client.pid}/maps`, 'utf8').split('\n').map((line) => line.slice(73)).filter((file) => file.includes('keyring') || file.startsWith(client.home))
    expect(new Set(loaded)).toEqual(new Set(['/opt/gatehouse/resources/app.asar.unpacked/keyring.node']))
    expect(client.files().filter(({ bytes }) => bytes.includes('a code of the group'))).toEqual([])
    expect(keyring.dialogs()).toEqual([])
  })
})
