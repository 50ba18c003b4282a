import gate from '../../assets/icon.svg'
import type { Dress } from '../branding/dress.ts'
import { companyOf } from '../store/around.ts'
import { useAround } from '../store/use-around.ts'
import { Drawn } from './drawn.tsx'

/** The company's logo, or else our mark, and its name. */
export function Brand({ logo }: { logo: Dress['logo'] }) {
  const company = useAround(companyOf)
  return (
    <div className="brand">
      {logo ? <Drawn className="logo" drawing={logo.drawing} onLight={logo.onLight} /> : (
        <svg className="mark" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d={gate} fill="currentColor" /></svg>
      )}
      <bdi className={logo?.saysName ? 'unseen' : 'company'}>{company}</bdi>
    </div>
  )
}
