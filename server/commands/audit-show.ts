import { type Command, configSwitch } from './command.ts'
import { withAudit } from './with-audit.ts'

export const auditShow: Command = {
  name: 'audit show',
  says: 'Shows what happened in a case that somebody reads out, or to a person, in its order.',
  switches: {
    config: configSwitch,
    case: { takes: 'CASE', says: 'the number on the screen, such as 7K4P-29QX' },
    person: { takes: 'GUID', says: "the account's objectGUID" },
  },
  run: ({ text, textIfGiven }, terminal) => {
    const [caseNumber, person] = [textIfGiven('case'), textIfGiven('person')]
    if ((caseNumber === undefined) === (person === undefined)) {
      terminal.err('one of --case and --person must be given')
      return Promise.resolve(2)
    }
    return withAudit(text('config'), terminal, async ({ store, keys }) => {
      const [{ asLine, entriesOfCase, entriesOfPerson }, { knownPseudonymOf }] = await Promise.all([import('../audit/show.ts'), import('../audit/people.ts')])
      const pseudonym = person === undefined ? undefined : await knownPseudonymOf(store.database, person.toLowerCase(), keys)
      const links = pseudonym === undefined
        ? await entriesOfCase(store.database, (caseNumber ?? '').toUpperCase())
        : await entriesOfPerson(store.database, pseudonym)
      if (links.length === 0) {
        terminal.err(caseNumber === undefined ? 'The record knows nobody of that objectGUID.' : `The record knows no case ${caseNumber}.`)
        return 1
      }
      for (const link of links) terminal.out(asLine(link))
      return 0
    })
  },
}
