import { useRegister } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'

/** Why the last try to sign in came to nothing, in words, and whether they belong to the password. None of them tells which accounts there are. */
export function useRefusal({ orPassword = true }: { /** Whether a password is another way. */ orPassword?: boolean } = {}): { refusal: string | undefined; isOfPassword: boolean } {
  const { say } = useRegisterWords()
  const refused = useRegister((state) => state.signInRefused)
  const why = (refused?.code === 'account-not-ready' && refused.why) || 'other'
  switch (refused?.code) {
    case undefined: return { refusal: undefined, isOfPassword: false }
    case 'sign-in-refused': return { refusal: say('sign-in.refused'), isOfPassword: true }
    case 'negotiate-needed': return { refusal: say(orPassword ? 'sign-in.no-ticket' : 'sign-in.no-ticket-only'), isOfPassword: false }
    case 'account-not-ready': return { refusal: say(`sign-in.why.${why}`), isOfPassword: false }
  }
}
