import { type Command, configSwitch } from './command.ts'
import { personOf, personSwitch, withPeople } from './with-people.ts'

export const personErase: Command = {
  name: 'person erase',
  says: 'Deletes what is held about somebody, and the key by which the record knows them; says what stays and why. It cannot be undone.',
  switches: { config: configSwitch, person: personSwitch },
  run: ({ text }, terminal) => withPeople(text('config'), terminal, async (opened) => {
    const person = await personOf(text('person'), opened, terminal)
    if (person === undefined) return 1
    const { config, store, trail, transact } = opened
    const [{ deletePerson, isUnderWay }, { keyedNames }, { forgetPerson }] =
      await Promise.all([import('../store/person.ts'), import('../throttle/names.ts'), import('../audit/people.ts')])
    if (await isUnderWay(store.database, person)) {
      terminal.err('Nothing was erased: a recovery of this person is under way, and what becomes of it must be recorded. It is over within the hour: ask again then.')
      return 1
    }
    const names = keyedNames(config.codesKey)
    const { gone, known } = await transact(async (transaction) => {
      const deleted = await deletePerson(transaction, person, [names('person', person)])
      const knew = await forgetPerson(transaction, person)
      // Without a name: the one that it had is what has just gone.
      if (knew || deleted.registered || deleted.recoveries > 0) trail.tell(transaction, [{ kind: 'person-erased' }])
      return { gone: deleted, known: knew }
    })
    if (!known && !gone.registered && gone.recoveries === 0) {
      terminal.out('Nothing was held.')
      return 0
    }
    terminal.out(`Erased: ${gone.registered ? 'what was registered, ' : ''}${gone.recoveries} ${gone.recoveries === 1 ? 'recovery' : 'recoveries'} with their messages, ${gone.sources} known places${known ? ', the key of the pseudonym' : ''}.`)
    for (const line of kept(config.retention.auditDays)) terminal.out(line)
    return 0
  }),
}

const kept = (auditDays: number) => [
  'What stays:',
  `  the record: its entries are under a pseudonym whose key has gone, so that nobody can tell whose they are, and it still verifies; for ${auditDays} days`,
  '  counters of wrong answers and messages, under keyed names, for a year at most: without them guessing would begin anew',
  '  the account itself, in the directory; backups and logs, as long as you keep them; what providers of mail, SMS and calls keep',
]
