import { usePageLanguage } from '../frame/use-page-language.ts'
import { RegisterFrame } from './screens/frame.tsx'
import { PresentRegister } from './screens/present.tsx'
import { type Register, RegisterProvider, useRegister } from './store/use-register.tsx'
import { RegisterWords } from './words.tsx'

/** Everything on the page of the registration portal. */
export const RegisterApp = ({ register }: { register: Register }) => <RegisterProvider value={register}><Spoken /></RegisterProvider>

function Spoken() {
  const spoken = useRegister((state) => state.spoken)
  usePageLanguage(spoken)
  return <RegisterWords spoken={spoken}><RegisterFrame><PresentRegister /></RegisterFrame></RegisterWords>
}
