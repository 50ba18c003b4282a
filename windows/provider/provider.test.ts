import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { withPeer } from '../../test/peers/needs.ts'
import { type LogonUi, withLogonUi } from '../test/logon-ui.ts'
import { windowsMissing } from '../test/needs.ts'

const ada = 'S-1-5-21-1-2-3-1001=CORP\\ada'
const bob = 'S-1-5-21-1-2-3-1002=CORP\\bob'
/** As LogonUI begins with a provider. */
const begun = ['create', 'scenario=1', 'users', 'advise', 'count']
const over = ['unadvise', 'release']
const clean = { providerLeft: 0, held: 0, canUnload: true }

withPeer('the credential provider, in wine', windowsMissing(), () => {
  let ui: LogonUi
  beforeAll(async () => { ui = await withLogonUi() })
  afterAll(() => ui.remove())
  beforeEach(async () => {
    ui.launcher('ready')
    await ui.set({})
  })

  test('[F-01] each user with a tile has the link there, and Other user has it', async () => {
    const seen = await ui.run([...begun, 'fields', 'credential=0', 'credential=1', 'credential=2', 'select=0', 'serialization=0', ...over], { users: [ada, bob], otherUser: true })
    expect(seen.of('count')).toMatchObject({ count: 3, preselected: false, autoLogon: false })
    expect(seen.of('credential=0')).toMatchObject({ sid: 'S-1-5-21-1-2-3-1001', sidAnswer: '0x00000000' })
    expect(seen.of('credential=1')).toMatchObject({ sid: 'S-1-5-21-1-2-3-1002' })
    expect(seen.of('credential=2')).toMatchObject({ sid: null, sidAnswer: '0x00000001' })
    expect(seen.of('fields')).toMatchObject({
      fields: [
        { id: 0, type: 6, kind: '{2D837775-F6CD-464E-A745-482FD0B47493}' },
        { id: 1, type: 2, kind: '{286BBFF3-BAD4-438F-B007-79B7267C3D48}' },
        { id: 2, type: 3, label: 'Problems logging in?' },
        { id: 3, type: 2 },
      ],
    })
    // A picture in both looks of the tile, the link in the selected one, the rest hidden.
    expect(seen.of('credential=0')).toMatchObject({
      fields: [{ state: 3, width: 144, height: 144 }, { state: 0, text: 'Problems logging in?' }, { state: 1, text: 'Problems logging in?' }, { state: 0, text: 'This could not be started. Try again; if it happens twice, call the helpdesk.' }],
    })
    expect(seen.of('select=0')).toMatchObject({ autoLogon: false })
    expect(seen.of('serialization=0')).toMatchObject({ answer: '0x00000000', response: 0, size: 0 })
    expect(seen.of('release')).toMatchObject(clean)
  })

  test('[F-01 F-02] it serves signing in and unlocking, and nothing else', async () => {
    const seen = await ui.run(['create', ...[0, 1, 2, 3, 4, 5].flatMap((scenario) => [`scenario=${scenario}`, 'users', 'count']), ...over])
    const [none, served] = ['0x80004001', '0x00000000']
    expect([0, 1, 2, 3, 4, 5].map((scenario) => seen.of(`scenario=${scenario}`)['answer'])).toEqual([none, served, served, none, none, none])
    expect(seen.steps.filter(({ step }) => step === 'count').map(({ count }) => count)).toEqual([0, 1, 1, 0, 0, 0])
  })

  test('where LogonUI shows no Other user there is no credential for it, and a user without a SID has none', async () => {
    const seen = await ui.run([...begun, 'credential=0', ...over], { users: ['=CORP\\nobody', ada] })
    expect(seen.of('count')).toMatchObject({ count: 1 })
    expect(seen.of('credential=0')).toMatchObject({ sid: 'S-1-5-21-1-2-3-1001' })
  })

  test('COM finds it by the registry values that the package writes', async () => {
    const seen = await ui.run([...begun, 'credential=0', 'select=0', ...over], { byCom: true })
    expect(seen.of('create')).toMatchObject({ answer: '0x00000000' })
    expect(seen.of('count')).toMatchObject({ count: 1 })
    expect(seen.of('release')).toMatchObject({ providerLeft: 0, held: 0, canUnload: true })
  })

  test('what LogonUI never asks is answered with an error, and harms nothing', async () => {
    const seen = await ui.run([...begun, 'credential=0', 'wrong-arguments', ...over])
    expect(seen.of('wrong-arguments')['answers']).toEqual(expect.not.arrayContaining(['0x00000000']))
    expect(seen.of('release')).toMatchObject(clean)
  })
})
