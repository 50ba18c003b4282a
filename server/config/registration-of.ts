import { resolve } from 'node:path'
import type { Mistake } from '../../groundwork/settings/mistake.ts'
import { valueAt } from '../../groundwork/settings/schema-tree.ts'
import type { Config, DirectoryConfig } from './config.ts'
import { domainBehind } from './domains.ts'
import type { Settings } from './schema.ts'
import type { Texts } from './texts.ts'

type Given = { registration: NonNullable<Settings['registration']>; listen: Config['listen']; directory: DirectoryConfig; texts: Texts; folder: string }

/** What the group `registration` becomes. */
export function registrationOf({ registration: { negotiate }, listen, directory, texts, folder }: Given): NonNullable<Config['registration']> {
  if (!negotiate) return {}
  const { keytabFile, servicePrincipal, channelBinding } = negotiate
  const certificate = texts.get('registration.negotiate.certificateFile') ?? (listen.proxies.length === 0 ? listen.tls?.certificate : undefined)
  return {
    negotiate: {
      keytabFile: resolve(folder, keytabFile),
      principal: servicePrincipal.includes('@') ? servicePrincipal : `${servicePrincipal}@${realmOf(directory)}`,
      binding: channelBinding === 'off' ? { required: false } : { required: channelBinding === 'required', ...(certificate !== undefined && { certificate }) },
    },
  }
}

const realmOf = (directory: DirectoryConfig) => (directory.kind === 'demo' ? '' : domainBehind(directory.domains[0].base).toUpperCase())

/** Mistakes that no setting of the group makes alone. */
export function registrationTogether(data: unknown, wrong: (path: string, what: string, right: string) => Mistake): (Mistake | false)[] {
  const at = (path: string) => valueAt(data, path.split('.'))
  if (at('registration.negotiate') === undefined) return []
  const proxies = at('listen.proxies')
  const ownCertificate = at('listen.certificateFile') !== undefined && !(Array.isArray(proxies) && proxies.length > 0)
  return [
    at('directory.kind') === 'demo' && wrong('registration.negotiate', 'is given beside the demo directory', 'must be left out: it is in no Kerberos realm'),
    at('registration.negotiate.channelBinding') === 'required' && !ownCertificate && at('registration.negotiate.certificateFile') === undefined
      && wrong('registration.negotiate.certificateFile', 'is missing', "must be given for `channelBinding: required`: what browsers see is a proxy's certificate, or none"),
  ]
}
