import { type Command, configSwitch } from './command.ts'
import { personOf, personSwitch, withPeople } from './with-people.ts'

export const registrationsReset: Command = {
  name: 'registrations reset',
  says: 'Deletes all that somebody has registered, and ends a freeze. They register anew, as somebody who never did.',
  switches: { config: configSwitch, person: personSwitch, case: { takes: 'CASE', says: 'the case number that it belongs to, for the record' } },
  run: ({ text, textIfGiven }, terminal) => withPeople(text('config'), terminal, async (opened) => {
    const person = await personOf(text('person'), opened, terminal)
    if (person === undefined) return 1
    const caseNumber = textIfGiven('case')?.toUpperCase()
    const done = await opened.registrations.reset(person, caseNumber === undefined ? {} : { caseNumber })
    terminal.out(done ? 'All that was registered was deleted; the record says so.' : 'Nothing was registered.')
    return 0
  }),
}
