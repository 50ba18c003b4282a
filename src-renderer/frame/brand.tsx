import gate from '../../assets/icon.svg'
import { companyOf } from '../store/state.ts'
import { useScreens } from '../store/use-screens.ts'

/** Our mark and the company's name. */
export function Brand() {
  const company = useScreens(companyOf)
  return (
    <div className="brand">
      <svg className="mark" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d={gate} fill="currentColor" /></svg>
      <span className="company">{company}</span>
    </div>
  )
}
