import { entrances } from '@gatehouse/contract'
import type { Config } from '../config/config.ts'
import { isAddress } from '../delivery/address.ts'
import { knownCountry, readNumber } from '../delivery/sms/number.ts'
import { explainPolicy, type Held } from '../explain-policy.ts'
import { createLog } from '../../groundwork/log/log.ts'
import { openDirectory } from '../open-directory.ts'
import { entranceOf, type Place } from '../policy/fits.ts'
import type { Policy } from '../policy/policy.ts'
import { decoyBy } from '../recovery/decoy.ts'
import { keptNames } from '../recovery/policy-names.ts'
import { type Directory, DirectoryProblem } from '../recovery/ports.ts'
import { contactsOf } from '../registration/contacts.ts'
import { counting } from '../registration/counts.ts'
import type { Registrations } from '../registration/ports.ts'
import { type Command, configSwitch, type Terminal } from './command.ts'
import { linesOf } from './explained.ts'
import { loadBoth } from './load.ts'
import { withPeople } from './with-people.ts'

export const policyExplain: Command = {
  name: 'policy explain',
  says: 'Says in words what somebody meets at an entrance, and why. Sends nothing and changes nothing.',
  switches: {
    config: configSwitch,
    user: { takes: 'USER', required: true, says: 'the account, in any spelling' },
    entrance: { takes: 'ENTRANCE', required: true, says: `one of ${entrances.join(', ')}` },
    approved: { says: 'as at a workstation that an administrator has approved' },
    registered: { says: 'looks at what the person registered, in the database, too' },
    json: { says: 'the same as JSON' },
  },
  async run({ text, has }, terminal) {
    const entrance = entrances.find((one) => one === text('entrance'))
    if (!entrance) {
      terminal.err(`--entrance is "${text('entrance')}"; must be one of ${entrances.join(', ')}`)
      return 2
    }
    if (has('approved') && entrance !== 'workstation') {
      terminal.err('--approved is of a workstation; must go with --entrance workstation')
      return 2
    }
    const asked = { user: text('user'), place: has('approved') ? 'approved-workstation' as const : entrance, json: has('json') }
    if (has('registered')) return withPeople(text('config'), terminal, (opened) => explain(opened, asked, terminal))
    const loaded = await loadBoth(text('config'), terminal, 'nothing was explained')
    if (!loaded) return 2
    const directory = openDirectory(loaded.config.directory, createLog('error', () => {}))
    try {
      const status = await explain({ ...loaded, directory, registrations: nothingRegistered }, asked, terminal)
      if (status === 0 && !asked.json) terminal.out('What people registered was not looked at: --registered does.')
      return status
    } finally {
      await directory.close()
    }
  },
}

type Opened = { config: Config; policy: Policy; directory: Directory; registrations: Pick<Registrations, 'read'> }

async function explain({ config, policy, directory, registrations }: Opened, { user, place, json }: { user: string; place: Place; json: boolean }, terminal: Terminal): Promise<number> {
  const entrance = entranceOf(place)
  const contacts = contactsOf({ registrations, directory, fromDirectory: () => policy.registration.fromDirectory, now: Date.now })
  const held = (kind: 'mail' | 'number', isUsable: (text: string) => boolean) => async (person: string): Promise<Held> => {
    const value = await contacts.forCodes(person, kind, entrance, (one) => isUsable(one.reveal()))
    return value === undefined ? 'not-held' : isUsable(value.reveal()) ? 'held' : 'unusable'
  }
  const read = config.sms && readNumber(config.sms.country)
  const readForCalls = readNumber(knownCountry(policy.registration.defaultCountry ?? config.sms?.country), 'call')
  try {
    const explained = await explainPolicy(user, place, {
      directory, decoy: decoyBy(config.codesKey),
      inForce: { policy, names: keptNames(policy.workflows, directory, () => 0) },
      holds: {
        'email-code': held('mail', isAddress),
        'sms-code': held('number', (number) => read !== undefined && 'to' in read(number)),
        'phone-call': held('number', (number) => 'to' in readForCalls(number)),
        'questions': async (person) => (counting(await registrations.read(person), 'answer', entrance, Date.now()).length >= policy.questions.asked ? 'held' : 'not-held'),
      },
    })
    if (json) terminal.out(JSON.stringify(explained, undefined, 2))
    else for (const line of linesOf(explained, policy)) terminal.out(line)
    return 0
  } catch (error) {
    if (!(error instanceof DirectoryProblem)) throw error
    terminal.err(`The directory does not say: ${error.message}`)
    return 1
  }
}

const nothingRegistered: Pick<Registrations, 'read'> = {
  read: (person) => Promise.resolve({ person, version: 0, has: { number: [], mail: [], answer: [] }, former: [] }),
}
