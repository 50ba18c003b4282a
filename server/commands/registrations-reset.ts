import { surroundings } from '../surroundings.ts'
import { type Command, configSwitch } from './command.ts'
import { personOf, personSwitch, withPeople } from './with-people.ts'

export const registrationsReset: Command = {
  name: 'registrations reset',
  says: 'Deletes all that somebody has registered, and ends a freeze. They register anew, as somebody who never did.',
  switches: { config: configSwitch, person: personSwitch, case: { takes: 'CASE', says: 'the case number that it belongs to, for the record' } },
  run: ({ text, textIfGiven }, terminal) => withPeople(text('config'), terminal, async (opened) => {
    const person = await personOf(text('person'), opened, terminal)
    if (person === undefined) return 1
    const caseNumber = textIfGiven('case')?.toUpperCase() ?? surroundings.caseNumber()
    const at = Date.now()
    const notice = { person, told: 'reset', at, caseNumber, language: 'en' } as const
    const done = await opened.registrations.reset(person, at, { caseNumber, notices: [notice] })
    terminal.out(done ? `All that was registered was deleted; the record says so under case ${caseNumber}, and the person is told.` : 'Nothing was registered.')
    return 0
  }, { tells: true }),
}
