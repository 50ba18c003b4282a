import { surroundings } from '../surroundings.ts'
import { type Command, configSwitch, type Terminal } from './command.ts'
import { personOf, personSwitch, type WithPeople, withPeople } from './with-people.ts'

/** What mails, links and collectors of the record carry unchanged. */
const CASE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,31}$/u

export const registrationsReset: Command = {
  name: 'registrations reset',
  says: 'Deletes all that somebody has registered, and ends a freeze. They register anew, as somebody who never did.',
  switches: { config: configSwitch, person: personSwitch, case: { takes: 'CASE', says: 'the case number that it belongs to, for the record' } },
  async run({ text, textIfGiven }, terminal) {
    const given = textIfGiven('case')
    if (given !== undefined && !CASE.test(given)) {
      terminal.err('--case must be like 7K4P-29QX, or a number of your own: letters, digits, dots and hyphens, 32 at most')
      return 2
    }
    return withPeople(text('config'), terminal, (opened) => reset(opened, text('person'), given?.toUpperCase() ?? surroundings.caseNumber(), terminal), { tells: true })
  },
}

async function reset(opened: WithPeople, who: string, caseNumber: string, terminal: Terminal): Promise<number> {
  const person = await personOf(who, opened, terminal)
  if (person === undefined) return 1
  const at = Date.now()
  const notice = { person, told: 'reset', at, caseNumber, language: 'en' } as const
  const done = await opened.registrations.reset(person, at, { caseNumber, notices: [notice] })
  terminal.out(done ? `All that was registered was deleted; the record says so under case ${caseNumber}, and the person is told.` : 'Nothing was registered.')
  return 0
}
