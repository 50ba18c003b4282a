import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as v from 'valibot'
import { withPeer } from '../../test/peers/needs.ts'
import { folder, type LogonUi, withLogonUi } from '../test/logon-ui.ts'
import { windowsMissing } from '../test/needs.ts'

const begun = ['create', 'scenario=1', 'users', 'advise', 'credential=0', 'select=0']
const over = ['unadvise', 'release']
const clean = { providerLeft: 0, held: 0, canUnload: true }
const Started = v.pipe(v.string(), v.parseJson(), v.strictObject({ arguments: v.array(v.string()), folder: v.string(), inJob: v.boolean(), eventsWork: v.boolean() }))
const backdrop = 0x0a1a2b

withPeer('a press of the link, in wine', windowsMissing(), () => {
  let ui: LogonUi
  let [child, grandchild, go]: [string, string, string] = ['', '', '']
  beforeAll(async () => {
    ui = await withLogonUi()
    await ui.set({})
    ;[child, grandchild, go] = [ui.place('child.txt'), ui.place('grandchild.txt'), ui.place('go.txt')]
  })
  afterAll(() => ui.remove())
  beforeEach(() => { ui.launcher('ready') })

  test('[F-01] it starts the launcher beside the library with the selected user, and something of ours stands there until the client has a window', async () => {
    const seen = await ui.run([...begun, 'press=0', 'window', `file=${child}`, `write=${go}`, 'no-window', `runs=${child}`, ...over])
    expect(seen.of('press=0')).toMatchObject({ answer: '0x00000000', window: true })
    expect(seen.of('window')).toMatchObject({ title: 'One moment…', wholeScreen: true, topmost: true, corner: backdrop, written: true })
    expect(seen.of('no-window')).toMatchObject({ gone: true })
    expect(seen.of(`runs=${child}`)).toMatchObject({ runs: true })
    const started = v.parse(Started, ui.file('started.json'))
    expect(started).toMatchObject({ folder, inJob: true, eventsWork: true })
    expect(started.arguments).toEqual([`${folder}\\Gatehouse.Launcher.exe`, '--session', expect.stringMatching(/^\d+$/), '--user', Buffer.from('CORP\\ada').toString('base64url'), '--ready', expect.stringMatching(/^\d+$/), '--stop', expect.stringMatching(/^\d+$/)])
  })

  test('a name that is not Latin arrives as it is, and under Other user there is none', async () => {
    const name = 'CORP\\"Żółć 美咲" --ready 1'
    await ui.run([...begun, 'press=0', `file=${child}`, ...over], { users: [`S-1-5-21-1=${name}`] })
    expect(v.parse(Started, ui.file('started.json')).arguments[4]).toBe(Buffer.from(name).toString('base64url'))
    ui.launcher('ready')
    await ui.run([...begun, 'press=0', `file=${child}`, ...over], { users: [], otherUser: true })
    expect(v.parse(Started, ui.file('started.json')).arguments).not.toContain('--user')
  })

  test('[F-01] it outlives that the tile is deselected, and ends by itself when LogonUI is done', async () => {
    const seen = await ui.run([...begun, 'press=0', `file=${child}`, `write=${go}`, 'no-window', 'deselect=0', `runs=${child}`, 'unadvise', `gone=${child}`, 'release'])
    expect(seen.of('deselect=0')).toMatchObject({ answer: '0x00000000' })
    expect(seen.of(`runs=${child}`)).toMatchObject({ runs: true })
    expect(seen.of(`gone=${child}`)).toMatchObject({ gone: true })
    expect(ui.has('stopped.txt')).toBe(true)
    expect(seen.of('release')).toMatchObject(clean)
  })

  test('a launcher that does not heed is ended with all that it started', async () => {
    ui.launcher('grandchild')
    const seen = await ui.run([...begun, 'press=0', `file=${grandchild}`, `write=${go}`, 'no-window', `runs=${grandchild}`, 'unadvise', `gone=${child}`, `gone=${grandchild}`, 'release'])
    expect(seen.of(`runs=${grandchild}`)).toMatchObject({ runs: true })
    expect([seen.of(`gone=${child}`), seen.of(`gone=${grandchild}`)]).toMatchObject([{ gone: true }, { gone: true }])
    expect(ui.has('stopped.txt')).toBe(false)
    expect(seen.of('release')).toMatchObject(clean)
  })

  test('what a launcher leaves behind when it ends is ended too', async () => {
    ui.launcher('orphan')
    const seen = await ui.run([...begun, 'press=0', `file=${grandchild}`, `gone=${grandchild}`, 'no-window', ...over])
    expect(seen.of(`gone=${grandchild}`)).toMatchObject({ gone: true })
  })

  test('when LogonUI itself dies, nothing of ours stays', async () => {
    ui.launcher('grandchild')
    const seen = await ui.run([...begun, 'press=0', `file=${grandchild}`, `runs=${grandchild}`, 'die'])
    expect(seen.code).toBe(99)
    expect(seen.of(`runs=${grandchild}`)).toMatchObject({ runs: true })
    const after = await ui.run([`gone=${child}`, `gone=${grandchild}`])
    expect([after.of(`gone=${child}`), after.of(`gone=${grandchild}`)]).toMatchObject([{ gone: true }, { gone: true }])
  })

  test('a second press while one runs starts nothing, and after its end it starts anew', async () => {
    await ui.run([...begun, 'press=0', `file=${child}`, `write=${go}`, 'no-window', 'press-only=0', 'unadvise', 'advise', 'press=0', ...over])
    expect(ui.file('starts.txt')).toBe('**')
  })

  test.for(['is missing', 'ends', 'crashes'] as const)('a launcher that %s: the screen is as before, and says what to do', async (behaviour) => {
    ui.launcher(behaviour === 'is missing' ? 'missing' : behaviour)
    const seen = await ui.run([...begun, 'press-only=0', 'trouble', 'no-window', 'deselect=0', 'events', ...over])
    expect(seen.of('trouble')).toMatchObject({ shown: true })
    expect(seen.of('no-window')).toMatchObject({ gone: true })
    expect(seen.of('events')['events']).toEqual([expect.stringMatching(/^11 2 16 Gatehouse\.Launcher\.exe /)])
    expect(seen.of('release')).toMatchObject(clean)
  })

  test('Escape takes the wait away, and the launcher with it', async () => {
    ui.launcher('silent')
    const seen = await ui.run([...begun, 'press=0', `file=${child}`, 'dismiss', 'no-window', `gone=${child}`, 'events', ...over])
    expect(seen.of('dismiss')).toMatchObject({ window: true })
    expect(seen.of(`gone=${child}`)).toMatchObject({ gone: true })
    expect(seen.of('events')['events']).toEqual([])
  })

  test('a provider that is let go without a word ends what it started', async () => {
    const seen = await ui.run([...begun, 'press=0', `file=${child}`, 'release', `gone=${child}`])
    expect(seen.of(`gone=${child}`)).toMatchObject({ gone: true })
    expect(seen.of('release')).toMatchObject(clean)
  })
})
