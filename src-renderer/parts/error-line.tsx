import errorCircle from '@fluentui/svg-icons/icons/error_circle_20_regular.svg'
import { Icon } from './icon.tsx'

/** What went wrong, under what it belongs to, and heard at once. */
export function ErrorLine({ children, id }: { children: string | undefined; id?: string }) {
  if (!children) return null
  return (
    <p id={id} className="error" role="alert">
      <Icon path={errorCircle} />
      <span>{children}</span>
    </p>
  )
}
