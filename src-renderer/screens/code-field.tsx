import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import { useWords } from '../languages/words.tsx'
import { Field } from '../parts/field.tsx'
import { useAround } from '../store/use-around.ts'
import { digitsIn } from './digits.ts'

/** What a screen does with its code field. */
export type CodeFieldHandle = { send: () => void; focus: () => void }

type Props = {
  ref: Ref<CodeFieldHandle>
  digits: number
  triesLeft: number
  /** What was wrong with the last one. */
  error: string | undefined
  onCode: (code: string) => void
}

/** The field of a code that was sent: it takes what is pasted from a message, and sends itself when it is full. */
export function CodeField({ ref, digits, triesLeft, error, onCode }: Props) {
  const { say } = useWords()
  const busy = useAround((state) => state.busy)
  const field = useRef<HTMLInputElement>(null)
  const [incomplete, setIncomplete] = useState(false)

  const send = () => {
    const input = field.current
    if (!input || busy) return
    const code = digitsIn(input.value, digits)
    setIncomplete(code.length < digits)
    if (code.length === digits) {
      input.value = ''
      onCode(code)
    }
    input.focus()
  }
  const typed = () => {
    const input = field.current
    if (!input) return
    const code = digitsIn(input.value, digits)
    if (code !== input.value) input.value = code
    setIncomplete(false)
    if (code.length === digits) send()
  }
  useImperativeHandle(ref, () => ({ send, focus: () => field.current?.focus() }))

  return (
    <Field
      ref={field}
      first
      className="digits"
      label={say('code.label')}
      hint={say('code.tries', { tries: triesLeft })}
      name="code"
      dir="ltr"
      inputMode="numeric"
      enterKeyHint="go"
      autoComplete="one-time-code"
      // While a word of a Japanese keyboard is made of them the digits are still the keyboard's: to change them would type them twice.
      onChange={({ nativeEvent }) => { if (!(nativeEvent instanceof InputEvent && nativeEvent.isComposing)) typed() }}
      onCompositionEnd={typed}
      readOnly={busy}
      error={incomplete ? say('code.incomplete', { digits }) : error}
    />
  )
}
