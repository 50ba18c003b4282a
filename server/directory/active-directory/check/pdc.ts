import type { DomainNames } from '../domain.ts'
import { text } from '../entry.ts'
import type { DomainOptions } from '../options.ts'
import type { Finding, Findings } from './finding.ts'
import type { Session } from './session.ts'

/**
 * Whether the domain's PDC emulator is among the controllers that we reached: accounts are changed there, unless the settings say otherwise.
 * @param reached distinguished names of the "NTDS Settings" of those
 */
export async function pdcFinding({ changesAt }: Pick<DomainOptions, 'changesAt'>, domain: DomainNames, session: Session, reached: ReadonlySet<string>, { ok, missing, warning }: Findings): Promise<Finding> {
  const root = await session.entry(domain.root, { attributes: ['fSMORoleOwner'] })
  const settings = root && text(root, 'fSMORoleOwner')
  if (settings === undefined) return warning('pdc-emulator', "the domain's root does not say which controller is the PDC emulator", 'netdom query fsmo')
  const server = await session.entry(settings.replace(/^[^,]*,/u, ''), { attributes: ['dNSHostName'] })
  const host = (server && text(server, 'dNSHostName')) ?? settings
  if (reached.has(settings.toLowerCase())) return ok('pdc-emulator', `is ${host}, which was reached`)
  const says = `is ${host}, which was not reached`
  return changesAt === 'pdc'
    ? missing('pdc-emulator', `${says}: accounts are changed there`, `add ${host} to \`controllers\`, or say \`changesAt: any-writable\``)
    : warning('pdc-emulator', `${says}: what is changed elsewhere takes its time to arrive there`, `add ${host} to \`controllers\``)
}
