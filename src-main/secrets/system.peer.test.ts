import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { buildDriver, type Driver, type Held, holdStore } from '../../test/peers/keyring/held.ts'
import { type Keyring, noKeyring, startKeyring } from '../../test/peers/keyring/keyring.ts'
import { withPeer } from '../../test/peers/needs.ts'

withPeer('The credential store of a machine', noKeyring(), () => {
  let driver: Driver
  let keyring: Keyring
  let store: Held

  beforeAll(async () => { driver = await buildDriver() })
  afterAll(() => driver.remove())
  afterEach(async () => {
    store.end()
    await keyring.stop()
  })
  const begin = async (state: 'open' | 'never' | 'absent') => {
    keyring = await startKeyring({ state })
    ranAgainst(import.meta.url, `gnome-keyring ${keyring.version}`)
    store = holdStore(keyring, driver)
  }

  test('[S-06] keeps bytes as they are, overwrites, tells services and accounts apart, and deletes', async () => {
    await begin('open')
    expect(await store.get('Gatehouse', 'a')).toBe(false)
    expect(await store.set('Gatehouse', 'a', '00ff80')).toBe(true)
    expect(await store.set('Gatehouse', 'b', '01')).toBe(true)
    expect(await store.set('Gatehouse', 'a', '00ff8000')).toBe(true)
    expect([await store.get('Gatehouse', 'a'), await store.get('Gatehouse', 'b'), await store.get('Other', 'a')]).toEqual(['00ff8000', '01', false])
    expect([await store.delete('Gatehouse', 'a'), await store.delete('Gatehouse', 'a'), await store.get('Gatehouse', 'a')]).toEqual([true, false, false])
    expect(keyring.dialogs()).toEqual([])
  })

  test('[S-06] that is locked says so: nobody is asked for a password, at reading, writing or deleting', async () => {
    await begin('open')
    await store.set('Gatehouse', 'a', '01')
    await keyring.lock()
    expect([await store.get('Gatehouse', 'a'), await store.set('Gatehouse', 'a', '02'), await store.set('Gatehouse', 'new', '02'), await store.delete('Gatehouse', 'a')])
      .toEqual(['locked', 'locked', 'locked', 'locked'])
    expect(keyring.dialogs()).toEqual([])
  })

  test('[S-06] for which nobody has chosen a password yet says so, and nobody is asked to choose one', async () => {
    await begin('never')
    expect([await store.get('Gatehouse', 'a'), await store.set('Gatehouse', 'a', '02')]).toEqual(['empty', 'empty'])
    expect(keyring.dialogs()).toEqual([])
  })

  test('[S-06] that is not there says so; the kernel, which forgets at the next start, is not taken in its place', async () => {
    await begin('absent')
    expect([await store.set('Gatehouse', 'a', '02'), await store.get('Gatehouse', 'a')]).toEqual(['absent', 'absent'])
  })

  test('[S-06] that stops answering keeps nobody waiting for long, and works again once it answers', async () => {
    await begin('open')
    await store.set('Gatehouse', 'a', '01')
    keyring.freeze()
    expect(await store.get('Gatehouse', 'a')).toBe('hangs')
    keyring.thaw()
    expect(await store.get('Gatehouse', 'a')).toBe('01')
  })

  test('[S-06] that ends in the middle says so', async () => {
    await begin('open')
    await store.set('Gatehouse', 'a', '01')
    await keyring.kill()
    // The bus may start another, which knows nobody's password.
    expect(await store.get('Gatehouse', 'a')).toMatch(/^(?:locked|empty|absent)$/u)
    expect(keyring.dialogs()).toEqual([])
  })
})
