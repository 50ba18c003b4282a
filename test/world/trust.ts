import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mustRun } from '../../scripts/setup/child.mjs'
import { asUser, ordinaryUser } from '../../scripts/setup/ordinary-user.mjs'

/**
 * Makes an authority trusted in the home of a client, as an administrator would on Linux: in the NSS database of its user. The
 * client has no switch for it.
 * @param caFile PEM
 */
export async function trustAuthority(home: string, caFile: string): Promise<void> {
  const user = await ordinaryUser()
  const folder = join(home, '.pki/nssdb')
  const asThem = (words: string[]) => asUser(user, words)
  const run = async ([program = '', ...args]: string[], input = '') => {
    await mustRun(args.join(' '), program, args, { cwd: home, input })
  }
  await run(asThem(['mkdir', '-p', folder]))
  await run(asThem(['certutil', '-d', `sql:${folder}`, '-N', '--empty-password']))
  // On standard input: the file need not be open to that user.
  await run(asThem(['certutil', '-d', `sql:${folder}`, '-A', '-t', 'C,,', '-n', 'test authority']), readFileSync(caFile, 'utf8'))
}
