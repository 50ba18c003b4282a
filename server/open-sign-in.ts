import { tmpdir } from 'node:os'
import type { Config } from './config/config.ts'
import type { Directory } from './recovery/ports.ts'
import { byPassword } from './sign-in/by-password.ts'
import { type Binding, byTicket } from './sign-in/by-ticket.ts'
import { endPointBinding } from './sign-in/channel-binding.ts'
import type { SignIn, SignInDirectory, Turns } from './sign-in/ports.ts'
import { type AcceptorLog, ticketAcceptor } from './sign-in/tickets/acceptor.ts'

type Parts = { readonly directory: Pick<Directory, 'find'> & SignInDirectory; readonly turns: Turns; readonly log: AcceptorLog }

export type OpenedSignIn = SignIn & {
  /** Takes the certificate of these settings for what tickets must be bound to. */
  readonly renew: (config: Pick<Config, 'registration'>) => void
  readonly close: () => Promise<void>
}

/** Signing in to register, as the settings say. The process that takes tickets is started only where they name a keytab. */
export function openSignIn({ registration }: Pick<Config, 'registration'>, { directory, turns, log }: Parts): OpenedSignIn {
  const negotiate = registration?.negotiate
  let binding = bindingOf(registration)
  if (binding.required && binding.value === undefined) log.error({}, 'no ticket can be bound to this certificate (RFC 5929 knows no way for its signature), and none without a binding is taken: people sign in with their password')
  // The library keeps the tickets that it has seen in a file there, which it takes from no other user.
  const acceptor = negotiate && ticketAcceptor({ ...negotiate, replayFolder: tmpdir() }, log)
  return {
    password: byPassword({ directory, turns }),
    negotiate: acceptor && byTicket({ directory, acceptor, binding: () => binding }),
    renew: (config) => { binding = bindingOf(config.registration) },
    close: async () => acceptor?.close(),
  }
}

function bindingOf(registration: Config['registration']): Binding {
  const { required = false, certificate } = registration?.negotiate?.binding ?? {}
  return { required, value: certificate === undefined ? undefined : endPointBinding(certificate) }
}
