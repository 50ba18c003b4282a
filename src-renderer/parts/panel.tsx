import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { useAround } from '../store/use-around.ts'
import { useEscape } from './use-escape.ts'

type Props = {
  /** The one question, or what happened. */
  title: string
  lead?: ReactNode
  /** Above the title: how far along, or a large sign. */
  above?: ReactNode
  /** A screen that only tells something is centred. */
  centred?: boolean
  /** There from the start: it comes after nothing, so that it does not move in. */
  still?: boolean
  children?: ReactNode
  /** Enter. */
  onNext?: () => void
  /** Escape. */
  onBack?: (() => void) | undefined
}

/** One screen: a heading, what belongs to it, and the focus on its first field; on the heading where there is none. */
export function Panel({ title, lead, above, centred = false, still = false, children, onNext, onBack }: Props) {
  const titleId = useId()
  const leadId = useId()
  const form = useRef<HTMLFormElement>(null)
  const covered = useAround(({ open, idle }) => open !== undefined || idle !== undefined)
  useEscape(covered ? undefined : onBack)

  // Once, before it is painted; and not from under a dialog that lies above.
  const arrived = useRef(false)
  useLayoutEffect(() => {
    if (covered || arrived.current) return
    arrived.current = true
    const first = form.current?.querySelector<HTMLElement>('[data-first]') ?? form.current?.querySelector('h1')
    first?.focus({ preventScroll: true })
  }, [covered])
  useLayoutEffect(() => {
    document.title = title
  }, [title])

  return (
    // Named and described: whoever hears the focus arrive on the first field hears the question too.
    <form
      ref={form}
      className={`panel${centred ? ' centred' : ''}${still ? ' still' : ''}`}
      aria-labelledby={titleId}
      aria-describedby={lead ? leadId : undefined}
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        onNext?.()
      }}
    >
      {above}
      <h1 id={titleId} tabIndex={-1}>{title}</h1>
      {lead && <p id={leadId} className="lead">{lead}</p>}
      {children}
    </form>
  )
}
