import { type Entrance, entrances } from '@gatehouse/contract'
import { isAddress } from '../delivery/address.ts'
import { readNumber } from '../delivery/sms/number.ts'
import { explainPolicy, type Held } from '../explain-policy.ts'
import { createLog } from '../../groundwork/log/log.ts'
import { openDirectory } from '../open-directory.ts'
import { decoyBy } from '../recovery/decoy.ts'
import { keptNames } from '../recovery/policy-names.ts'
import { DirectoryProblem } from '../recovery/ports.ts'
import { type Command, configSwitch } from './command.ts'
import { linesOf } from './explained.ts'
import { loadBoth } from './load.ts'

export const policyExplain: Command = {
  name: 'policy explain',
  says: 'Says in words what somebody meets at an entrance, and why. Sends nothing and changes nothing.',
  switches: {
    config: configSwitch,
    user: { takes: 'USER', required: true, says: 'the account, in any spelling' },
    entrance: { takes: 'ENTRANCE', required: true, says: `one of ${entrances.join(', ')}` },
    json: { says: 'the same as JSON' },
  },
  async run({ text, has }, terminal) {
    const entrance = entrances.find((one) => one === text('entrance'))
    if (!entrance) {
      terminal.err(`--entrance is "${text('entrance')}"; must be one of ${entrances.join(', ')}`)
      return 2
    }
    const loaded = await loadBoth(text('config'), terminal, 'nothing was explained')
    return loaded ? explain(loaded, text('user'), entrance, terminal, has('json')) : 2
  },
}

async function explain(
  { config, policy }: NonNullable<Awaited<ReturnType<typeof loadBoth>>>, user: string, entrance: Entrance,
  terminal: Parameters<Command['run']>[1], json: boolean,
): Promise<number> {
  const directory = openDirectory(config.directory, createLog('error', () => {}))
  const judged = async (value: Promise<string | undefined>, isUsable: (text: string) => boolean): Promise<Held> => {
    const text = await value
    return text === undefined ? 'not-held' : isUsable(text) ? 'held' : 'unusable'
  }
  const read = config.sms && readNumber(config.sms.country)
  try {
    const explained = await explainPolicy(user, entrance, {
      directory, decoy: decoyBy(config.codesKey),
      inForce: { policy, names: keptNames(policy.workflows, directory, () => 0) },
      holds: {
        'email-code': (person) => judged(directory.privateMail(person), isAddress),
        'sms-code': (person) => judged(directory.privateNumber(person), (number) => read !== undefined && 'to' in read(number)),
        'phone-call': (person) => judged(directory.privateNumber(person), (number) => read !== undefined && 'to' in read(number)),
        'questions': () => Promise.resolve('not-held'),
      },
    })
    if (json) terminal.out(JSON.stringify(explained, undefined, 2))
    else for (const line of linesOf(explained, policy)) terminal.out(line)
    return 0
  } catch (error) {
    if (!(error instanceof DirectoryProblem)) throw error
    terminal.err(`The directory does not say: ${error.message}`)
    return 1
  } finally {
    await directory.close()
  }
}
