import type { RegisterAbout } from '@gatehouse/contract/registration'
import { useRef, useState } from 'react'
import { Actions } from '../../parts/actions.tsx'
import { Button } from '../../parts/button.tsx'
import { ErrorLine } from '../../parts/error-line.tsx'
import { Field } from '../../parts/field.tsx'
import { Panel } from '../../parts/panel.tsx'
import { CapsLock, useCapsLock } from '../../screens/caps-lock.tsx'
import { Reveal } from '../../screens/reveal.tsx'
import { useRegister, useRegisterActs } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'
import { useRefusal } from './refusal.ts'

/**
 * Windows first where the server offers it, by a button and not by itself: a browser that does not know this server as its company's
 * would ask for a name and a password in a window of its own.
 */
export function SignIn({ about }: { about: RegisterAbout }) {
  const byPassword = useRegister((state) => state.byPassword)
  const [windows, password] = [about.signIn.includes('negotiate'), about.signIn.includes('password')]
  return windows && (!byPassword || !password) ? <ByWindows orPassword={password} /> : <ByPassword orWindows={windows} />
}

function ByWindows({ orPassword }: { orPassword: boolean }) {
  const { say } = useRegisterWords()
  const { signInWithWindows, takePassword } = useRegisterActs()
  const busy = useRegister((state) => state.busy)
  const { refusal } = useRefusal({ orPassword })
  return (
    <Panel still title={say('sign-in.title')} lead={say('sign-in.lead')} onNext={() => { if (!busy) void signInWithWindows() }}>
      {refusal ? <ErrorLine>{refusal}</ErrorLine> : <p className="lead">{say('sign-in.windows-lead')}</p>}
      <Actions><Button first look="main" busy={busy}>{say('sign-in.windows')}</Button></Actions>
      {orPassword && <div className="other-way"><Button look="link" onPress={() => takePassword(true)}>{say('sign-in.password-instead')}</Button></div>}
    </Panel>
  )
}

/** The password goes from its field straight into the call, and is kept nowhere. */
function ByPassword({ orWindows }: { orWindows: boolean }) {
  const { say } = useRegisterWords()
  const { signIn, type, takePassword } = useRegisterActs()
  const account = useRegister((state) => state.account)
  const busy = useRegister((state) => state.busy)
  const { refusal, isOfPassword } = useRefusal()
  const name = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const caps = useCapsLock()
  const [visible, setVisible] = useState(false)
  const [missing, setMissing] = useState<'account' | 'password'>()
  const [typing, setTyping] = useState(false)

  const send = () => {
    if (busy || !name.current || !password.current) return
    const secret = password.current.value
    const lacks = account.trim() === '' ? 'account' : secret === '' ? 'password' : undefined
    // Enter, or a phone's "Next", in the first goes on to the second.
    const goesOn = lacks === 'password' && document.activeElement === name.current
    setMissing(goesOn ? undefined : lacks)
    if (lacks) return (lacks === 'account' ? name : password).current?.focus()
    password.current.value = ''
    setVisible(false)
    setTyping(false)
    password.current.focus()
    void signIn(secret)
  }
  return (
    <Panel still title={say('sign-in.title')} lead={say('sign-in.lead')} onNext={send}>
      <div {...caps.watch}>
        <Field
          ref={name} first label={say('identify.account')} name="account" enterKeyHint="next" dir="ltr" autoComplete="username" maxLength={256} value={account}
          onChange={(event) => {
            type(event.target.value)
            setMissing(undefined)
          }}
          error={missing === 'account' ? say('identify.empty') : undefined}
        />
        <Field
          ref={password} label={say('sign-in.password')} name="password" type={visible ? 'text' : 'password'} enterKeyHint="go" dir="auto" autoComplete="current-password" maxLength={256}
          readOnly={busy} trailing={<Reveal visible={visible} onChange={setVisible} />}
          onChange={() => {
            setMissing(undefined)
            setTyping(true)
          }}
          error={missing === 'password' ? say('sign-in.empty') : isOfPassword && !typing && !busy ? refusal : undefined}
        />
        <CapsLock on={caps.on} />
      </div>
      {!isOfPassword && <ErrorLine>{refusal}</ErrorLine>}
      <Actions><Button look="main" busy={busy}>{say('sign-in.go')}</Button></Actions>
      {orWindows && <div className="other-way"><Button look="link" onPress={() => takePassword(false)}>{say('sign-in.windows-instead')}</Button></div>}
    </Panel>
  )
}
