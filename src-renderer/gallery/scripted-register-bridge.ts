import type { Result } from '@gatehouse/contract'
import type { RegistrationView } from '@gatehouse/contract/registration'
import type { RegisterBridge } from '../register/bridge.ts'

const never = () => new Promise<never>(() => {})

/** A bridge without anybody behind it: every question is answered with the same view, so that a state can be walked and stays what it is. */
export function scriptedRegisterBridge(view: RegistrationView | undefined): RegisterBridge {
  const same = (): Promise<Result<RegistrationView>> => (view ? Promise.resolve({ ok: true, value: view }) : never())
  return {
    registerAbout: never, branding: never, notMe: never, signOut: never, leave: never, stay: never, languages: () => ['en'], onIdle: () => () => {}, onOver: () => () => {},
    signIn: same, signInNegotiate: same, registered: same, stepUp: same, offerNumber: same, offerMail: same, prove: same, proveAgain: same, withdraw: same,
    giveAnswers: same, remove: same, confirm: same, staySignedIn: same,
  }
}
