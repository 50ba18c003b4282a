import type { RegistrationOutput, RegistrationParsed } from '@gatehouse/contract/registration'
import type { Surroundings } from '../recovery/ports.ts'
import type { Links } from './link.ts'
import type { Registrations } from './ports.ts'
import { RegistrationRefusal } from './refusal.ts'
import type { UsedLinks } from './visit-ports.ts'

type Parts = {
  readonly links: Pick<Links, 'read'>
  readonly used: UsedLinks
  readonly registrations: Pick<Registrations, 'read' | 'freeze'>
  readonly surroundings: Pick<Surroundings, 'now' | 'caseNumber'>
}

/**
 * "This was not me": from then on nothing that the person registered counts anywhere and nobody registers anything for them, until an
 * administrator has looked at it. It brings nothing old back: whoever has an old address or a copy of the mail gains nothing by it (S-16).
 * One press is enough, of the person or of their manager; who presses again learns the same case.
 */
export function notMe({ links, used, registrations, surroundings }: Parts) {
  return async ({ token }: RegistrationParsed<'notMe'>): Promise<RegistrationOutput<'notMe'>> => {
    const link = links.read(token)
    const at = surroundings.now()
    if (!link || link.until <= at) throw new RegistrationRefusal('link-over')
    const { person, language, name } = link
    const { frozen } = await registrations.read(person)
    if (frozen) return { caseNumber: frozen.caseNumber }
    // After an administrator has looked at it, the mail that led there freezes nothing any more.
    if (await used.wasUsed(name)) throw new RegistrationRefusal('link-over')
    const caseNumber = surroundings.caseNumber()
    await registrations.freeze(person, { at, caseNumber }, { notices: [{ person, told: 'frozen', at, caseNumber, language }] })
    // Last: whoever falls over before has frozen it, and may do so again.
    await used.use(name, link.until)
    return { caseNumber: (await registrations.read(person)).frozen?.caseNumber ?? caseNumber }
  }
}
