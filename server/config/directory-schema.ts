import { isIP } from 'node:net'
import * as v from 'valibot'
import { BELOW_DOMAIN, isOwnMailbox } from './address-rules.ts'
import { file, port, text } from '../../groundwork/settings/kinds.ts'

const BASE = 'must be like DC=corp,DC=example'
const NAMES = 'must be a list of names, each like CORP\\payroll, CN=Payroll,OU=Groups,DC=corp,DC=example or S-1-5-21-…'
const HOST = 'must be like dc1.corp.example'

/** `192.0.2.53` or `192.0.2.53:5353`, `2001:db8::53` or `[2001:db8::53]:5353`. */
const isResolver = (address: string) => isIP(address.replace(/^\[([^\]]*)\](?::\d{1,5})?$/u, '$1')) !== 0 || isIP(address.replace(/:\d{1,5}$/u, '')) === 4

const Controller = v.strictObject({
  host: v.pipe(
    text('Name of the domain controller, as its certificate has it. It is spoken to over LDAPS alone.'),
    v.regex(/^(?:[A-Za-z0-9]|[0-9A-Fa-f]*:)[A-Za-z0-9._:-]*$/u, `is no host name; ${HOST}, without ldaps:// before it`),
  ),
  port: v.optional(port('Where it listens for LDAPS.'), 636),
  address: v.optional(v.pipe(
    text('Connect to this address, where the name cannot be resolved.'),
    v.check((address) => isIP(address) !== 0, 'is no IP address; must be like 192.0.2.10'),
  )),
})

const FromDns = v.strictObject({
  site: v.optional(text('Site in Active Directory whose controllers go first, such as `Berlin`.')),
  resolvers: v.optional(v.pipe(
    v.array(v.pipe(text('Address of a DNS server.'), v.check(isResolver, 'is no address; must be like 192.0.2.53')), 'must be a list of addresses like 192.0.2.53'),
    v.minLength(1, 'must name at least one address'),
    v.description("DNS servers that are asked instead of the machine's own."),
  )),
})

const Domain = v.strictObject({
  base: v.pipe(
    text('Where people are searched, such as `DC=corp,DC=example`. The domain is its end.'),
    v.regex(/^[A-Za-z][A-Za-z0-9-]*\s*=/u, `is no distinguished name; ${BASE}`),
    v.regex(BELOW_DOMAIN, `does not end with the domain; ${BASE}`),
  ),
  controllers: v.optional(v.pipe(
    v.array(Controller, 'must be a list of domain controllers, each with its host'),
    v.minLength(1, 'must name at least one domain controller'),
    v.description('Its domain controllers, the preferred first. Absent: DNS is asked, as Windows does.'),
  )),
  dns: v.optional(FromDns),
  changesAt: v.optional(
    text('Where accounts are changed: `pdc` (the PDC emulator), `any-writable` (the first that may be written to), or the host of one controller. Never a read-only one.'),
    'pdc',
  ),
  caFile: v.optional(file("PEM of the authority that signed the domain controllers' certificates; the machine's own list where absent.")),
  bindUser: text('Service account, as `gatehouse@corp.example` or a distinguished name.'),
  passwordFile: v.optional(file("Holds the service account's password. Required, unless there is one domain and the variable GATEHOUSE_DIRECTORY_PASSWORD is set.")),
  netbiosName: v.optional(text('The NAME in `NAME\\ada`; asked of the domain where absent.')),
})

const ActiveDirectory = v.strictObject({
  kind: v.literal('active-directory'),
  domains: v.pipe(
    v.array(Domain, 'must be a list of domains, each with its base, bindUser and passwordFile'),
    v.minLength(1, 'must have at least one domain'),
  ),
  privateMailAttribute: v.optional(
    v.pipe(
      text('Attribute with the private address to which codes go. Never the attribute of the mailbox that the account itself opens.'),
      v.regex(/^[A-Za-z][A-Za-z0-9-]*$/u, 'is no attribute name; must be like otherMailbox'),
      v.check((attribute) => !isOwnMailbox(attribute), "names the account's own mailbox, which nobody can open who cannot sign in; must be an attribute with a private address"),
    ),
    'otherMailbox',
  ),
  privateNumberAttribute: v.optional(
    v.pipe(
      text('Attribute with the mobile number to which codes go by SMS. Best one that people cannot write themselves: by default they may write their own `mobile`.'),
      v.regex(/^[A-Za-z][A-Za-z0-9-]*$/u, 'is no attribute name; must be like mobile'),
    ),
    'mobile',
  ),
  history: v.optional(
    v.pipe(
      v.picklist(['required', 'where-possible'], 'must be one of required, where-possible'),
      v.description("Whether a new password must pass the domain's history and least age. A domain controller looks at them only when it knows the policy-hints control, as Windows Server 2012 R2 and later do. required: none is set where it does not. where-possible: it is, and the log says so."),
    ),
    'where-possible',
  ),
  protected: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(NAMES), v.trim(), v.minLength(1, `is empty; ${NAMES}`)), NAMES),
      v.description('People and groups that are never recovered here, beside administrators. Everybody in a group, nested too. A SID outlives a renaming.'),
    ),
    [],
  ),
})

const DemoDirectory = v.strictObject({ kind: v.literal('demo') })

/** The accounts: the domains of a company, or the people of the demo. */
export const Directory = v.variant('kind', [ActiveDirectory, DemoDirectory])
