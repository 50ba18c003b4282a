import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../server/config/load.ts'
import { readFile } from '../../groundwork/settings/read-file.ts'
import { commandLine } from '../../server/commands/command-line.ts'
import { commands } from '../../server/commands/list.ts'
import { noDomain } from '../../test/peers/directory/corp-directory.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { people } from '../../test/peers/samba/people.ts'
import { run } from '../../test/peers/samba/program.ts'
import { processesLeft } from '../../test/world/processes.ts'
import { runDomain } from './run-domain.ts'

withPeer('npm run domain', await noDomain(), () => {
  test('what it prints works, everybody is named, and nothing is left when it ends', async () => {
    const above = mkdtempSync(join(tmpdir(), 'gatehouse-run-domain-'))
    const folder = join(above, 'domain')
    const said: string[] = []
    const end = Promise.withResolvers<undefined>()
    const ready = Promise.withResolvers<undefined>()
    const say = (line: string) => {
      said.push(line)
      if (line === 'Ctrl+C ends it.') ready.resolve(undefined)
    }
    const ended = runDomain({ folder, newer: false, say, until: end.promise })
    await Promise.race([ready.promise, ended])
    const text = said.join('\n')
    const file = join(folder, 'gatehouse.yaml')
    const loaded = await loadConfig({ file, env: {}, readFile })
    const address = loaded.ok && loaded.config.directory.kind === 'active-directory' && [loaded.config.directory.domains[0].controllers].flat()[0]
    const samba = join(tmpdir(), `gatehouse-samba-${address && 'address' in address ? address.address : ''}`)

    for (const person of Object.values(people)) expect(text.split('\n').some((line) => line.startsWith(`${person.account} `) && line.includes(` ${person.password} `)), person.account).toBe(true)
    const checked: string[] = []
    expect(await ask(['directory', 'check', '--config', file], checked)).toBe(0)
    expect(checked.at(-1)).toMatch(/, 0 missing\.$/)
    for (const name of ['check', 'policy check']) expect(await ask([...name.split(' '), '--config', file], []), name).toBe(0)
    // They can be taken to another folder as they are.
    expect(readFileSync(file, 'utf8')).not.toMatch(/: \//u)
    expect(loaded.ok && loaded.config.internal?.port).toBe(9443)
    const env = { KRB5_CONFIG: join(folder, 'krb5.conf'), KRB5CCNAME: `FILE:${join(folder, 'tickets')}` }
    expect(await run('kinit', ['grace@CORP.EXAMPLE.TEST'], { input: `${people.grace.password}\n`, env })).toMatchObject({ code: 0 })
    expect(existsSync(samba)).toBe(true)

    end.resolve(undefined)
    await ended
    expect([existsSync(folder), existsSync(samba), await processesLeft(samba)]).toEqual([false, false, []])
    rmSync(above, { recursive: true })
  })
})

async function ask(argv: readonly string[], said: string[]): Promise<number> {
  const asked = commandLine(argv, commands)
  if (!asked.ok) throw new Error(asked.mistakes.join())
  return asked.command.run(asked.given, { out: (line) => void said.push(line), err: (line) => void said.push(line), env: {} })
}
