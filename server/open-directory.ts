import type { DirectoryConfig, DomainConfig } from './config/config.ts'
import { activeDirectory } from './directory/active-directory/active-directory.ts'
import type { ControllerWatch } from './directory/active-directory/options.ts'
import { severalDomains } from './directory/active-directory/several-domains.ts'
import { demoDirectory } from './directory/demo/demo-directory.ts'
import type { Log } from '../groundwork/log/log.ts'
import type { Directory } from './recovery/ports.ts'
import type { SignInDirectory } from './sign-in/ports.ts'

/** The directory that the settings name. Nothing is connected before the first call. */
export function openDirectory(config: DirectoryConfig, log: Log, watch?: ControllerWatch): Directory & SignInDirectory {
  switch (config.kind) {
    case 'active-directory': {
      const { domains: [first, ...others], privateMailAttribute, privateNumberAttribute, protected: named, history } = config
      const open = (domain: DomainConfig) => activeDirectory({ ...domain, privateMailAttribute, privateNumberAttribute, protected: named, history }, log, watch && { watch })
      return severalDomains([open(first), ...others.map(open)], log)
    }
    case 'demo': return demoDirectory()
  }
}
