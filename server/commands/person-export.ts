import type { Registered } from '../registration/ports.ts'
import { type Command, configSwitch } from './command.ts'
import { personOf, personSwitch, withPeople } from './with-people.ts'

export const personExport: Command = {
  name: 'person export',
  says: 'Writes all that is held about somebody as JSON, numbers and addresses among it; the record says that it was asked for.',
  switches: { config: configSwitch, person: personSwitch },
  run: ({ text }, terminal) => withPeople(text('config'), terminal, async (opened) => {
    const person = await personOf(text('person'), opened, terminal)
    if (person === undefined) return 1
    const { config, store, keys, registrations, trail } = opened
    const [{ budgetsUnder, heldAbout }, { keyedNames }, { knownPseudonymOf }, { entriesOfPerson }] = await Promise.all([
      import('../store/person.ts'), import('../throttle/names.ts'), import('../audit/people.ts'), import('../audit/show.ts'),
    ])
    const names = keyedNames(config.codesKey)
    const [registered, held, pseudonym] = await Promise.all([registrations.read(person), heldAbout(store.database, person), knownPseudonymOf(store.database, person, keys)])
    const values = [...registered.has.number, ...registered.has.mail, ...registered.former].map(({ value }) => names('destination', value.reveal().toLowerCase()))
    const counters = await budgetsUnder(store.database, [names('person', person), ...values])
    const entries = pseudonym === undefined ? [] : await entriesOfPerson(store.database, pseudonym)
    await trail.record([{ kind: 'person-exported', person }])
    terminal.out(JSON.stringify({
      person, at: new Date().toISOString(),
      registrations: registeredAsTold(registered), ...held, counters, audit: { pseudonym, entries: entries.map(({ entry }) => entry) },
      notHeldHere: 'The directory holds the account itself; the providers of mail, SMS and calls hold what they carried; logs hold case numbers and the objectGUID.',
    }, undefined, 2))
    return 0
  }),
}

/** Answers are kept as a hash, of which nobody learns anything: that they are there is told. */
function registeredAsTold({ version, frozen, resetAt, has, former }: Registered) {
  const told = [...has.number, ...has.mail].map(({ value, ...facts }) => ({ ...facts, value: value.reveal() }))
  const answers = has.answer.map(({ slot, ...facts }) => ({ ...facts, question: slot, value: 'kept as a hash (argon2id)' }))
  return { version, ...(frozen && { frozen }), ...(resetAt !== undefined && { resetAt }), has: [...told, ...answers], former: former.map(({ kind, value, until }) => ({ kind, value: value.reveal(), until })) }
}
