import type { ReactNode } from 'react'
import { Frame } from '../../frame/frame.tsx'
import { useRegister } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'

/** Whose screens these are stands above each of them: a PC that signs people in by itself may know somebody else than who sits before it. */
export function RegisterFrame({ children }: { children: ReactNode }) {
  const { show } = useRegisterWords()
  const account = useRegister(({ view }) => view?.account)
  return <Frame note={account !== undefined && show('signed-in', { account })}>{children}</Frame>
}
