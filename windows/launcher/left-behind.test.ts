import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildForWindows } from '../../scripts/windows/build.ts'
import { buildTarget } from '../../scripts/windows/targets.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { programs } from '../test/launcher/programs.ts'
import { Tried } from '../test/launcher/tried.ts'
import { windowsMissing } from '../test/needs.ts'
import { type Prefix, withPrefix } from '../test/prefix.ts'

withPeer('what a launcher leaves behind, in wine', windowsMissing(), () => {
  let prefix: Prefix
  let folder: string
  beforeAll(async () => {
    prefix = await withPrefix()
    folder = prefix.path('C:\\gh')
    mkdirSync(folder)
    for (const name of ['run.exe', 'maintain.exe', 'Gatehouse.exe'] as const) await buildForWindows(programs[name], join(folder, name))
  })
  afterAll(() => prefix.remove())

  test('[F-28] a launcher that is killed in the middle takes the client and all below it along, and the next one takes back what it had granted', async () => {
    const [saw, born] = [join(folder, 'saw.json'), join(folder, 'born')]
    writeFileSync(join(folder, 'tries.txt'), 'account=right : ready bear outlive\n')
    const launcher = spawn('wine', ['C:\\gh\\run.exe', '--session', '1'], { env: prefix.env, stdio: 'ignore' })
    await expect.poll(() => existsSync(saw) && existsSync(join(folder, 'bore.txt')) && existsSync(born)).toBe(true)
    launcher.kill('SIGKILL')
    await expect.poll(() => existsSync(born)).toBe(false)

    writeFileSync(join(folder, 'tries.txt'), 'account=left keep : ready done\n')
    const { stdout } = await prefix.wine('C:\\gh\\run.exe', ['--session', '1'])
    const next = v.parse(Tried, JSON.parse(stdout))
    expect(next.calls.slice(0, 3)).toEqual(['named objects', 'window station', 'desktop'].map((object) => `take_back ${object} of session 1 for S-1-5-5-0-4711`))
    expect(next.events).toContain('20 a start before this one was ended in the middle: its rights were taken back')
    expect(next).toMatchObject({ outcome: 0, enabled: false, granted: 0, profile: false, shown: true })
  })

  test('[F-30] --uninstall leaves nothing, and does all else where a call fails; --repair mends; a folder of long, protected and odd names goes', async () => {
    const [linked, kept] = [join(folder, 'linked'), join(folder, 'kept')]
    for (const made of [linked, kept]) mkdirSync(made)
    writeFileSync(join(kept, 'kept.txt'), '')
    symlinkSync(kept, join(linked, 'out'))
    const { code, stdout, stderr } = await prefix.wine('C:\\gh\\maintain.exe')
    expect({ code, stderr, last: stdout.trim().split(/\r?\n/).at(-1) }).toEqual({ code: 0, stderr: '', last: 'all' })
    // What a link in it leads to is not its own.
    expect(existsSync(join(kept, 'kept.txt'))).toBe(true)
  })

  test('[F-30] --uninstall, as it is shipped, takes the file along that a power cut left in the folder of the programs', async () => {
    await buildTarget('Gatehouse.Launcher.exe', folder)
    const lock = join(folder, 'launcher.lock')
    writeFileSync(lock, '')
    expect((await prefix.wine('C:\\gh\\Gatehouse.Launcher.exe', ['--uninstall'])).code).toBe(0)
    expect(existsSync(lock)).toBe(false)
  })
})
