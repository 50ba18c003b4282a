import keyboard from '@fluentui/svg-icons/icons/keyboard_20_regular.svg'
import { useLayoutWarning } from '../frame/machine-layout.tsx'
import { Icon } from '../parts/icon.tsx'

/** Beside a password: what its dots do not show is that the keys are not where somebody takes them to be. */
export function LayoutWarning() {
  const warning = useLayoutWarning()
  return (
    <div role="status">
      {warning && <p className="warning"><Icon path={keyboard} /><span>{warning}</span></p>}
    </div>
  )
}
