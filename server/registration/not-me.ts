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
 * One press is enough, of the person or of their manager; who presses again learns the same case. What a notice told of before an
 * administrator's reset is gone with it: its link freezes nothing of what was registered since.
 */
export function notMe({ links, used, registrations, surroundings }: Parts) {
  return async ({ token }: RegistrationParsed<'notMe'>): Promise<RegistrationOutput<'notMe'>> => {
    const link = links.read(token)
    const at = surroundings.now()
    if (!link || link.until <= at) throw new RegistrationRefusal('link-over')
    const { person, language, name, at: after } = link
    const { frozen, resetAt } = await registrations.read(person)
    if (frozen) return { caseNumber: frozen.caseNumber }
    if (after !== undefined && resetAt !== undefined && after < resetAt) throw new RegistrationRefusal('link-settled')
    if (await used.wasUsed(name)) throw new RegistrationRefusal('link-over')
    const caseNumber = surroundings.caseNumber()
    await registrations.freeze(person, { at, caseNumber, after }, { notices: [{ person, told: 'frozen', at, caseNumber, language }] })
    // Last: whoever falls over before has frozen it, and may do so again.
    await used.use(name, link.until)
    const present = (await registrations.read(person)).frozen
    // An administrator was faster.
    if (!present) throw new RegistrationRefusal('link-settled')
    return { caseNumber: present.caseNumber }
  }
}
