import { type ComponentProps, type ReactNode, useId } from 'react'
import { ErrorLine } from './error-line.tsx'

type Props = ComponentProps<'input'> & {
  label: string
  /** At the end of the label's line. */
  beside?: ReactNode
  /** Under the field, on a line that is kept free: an error that takes its place moves nothing. */
  hint?: string
  /** What is wrong with what was typed; heard at once. */
  error?: string | undefined
  /** Ids of texts that belong to the field and stand elsewhere. */
  describedBy?: string | undefined
  /** Takes the focus when the screen appears. */
  first?: boolean
  /** Inside the box, at its end. */
  trailing?: ReactNode
}

/** A labelled text field with its error under it. Uncontrolled unless `value` is given. */
export function Field({ label, beside, hint, error, describedBy, first = false, trailing, className, ...input }: Props) {
  const id = useId()
  const errorId = useId()
  const hintId = useId()
  const describing = [error ? errorId : hint && hintId, describedBy].filter(Boolean).join(' ')
  return (
    <div className="field">
      <div className="field-label">
        {/* A question that the company wrote, in whatever language. */}
        <label htmlFor={id}><bdi>{label}</bdi></label>
        {beside}
      </div>
      <div className="field-box" data-wrong={error ? true : undefined}>
        <input
          {...input}
          id={id}
          className={className}
          data-first={first || undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={describing || undefined}
          spellCheck={false}
          autoCapitalize="none"
        />
        {trailing}
      </div>
      <div className={hint === undefined ? undefined : 'field-said'} data-hint={hint ? true : undefined}>
        {error ? <ErrorLine id={errorId}>{error}</ErrorLine> : hint && <p id={hintId} className="hint">{hint}</p>}
      </div>
    </div>
  )
}
