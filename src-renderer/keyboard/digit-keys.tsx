import backspace from '@fluentui/svg-icons/icons/backspace_20_regular.svg'
import enter from '@fluentui/svg-icons/icons/arrow_enter_left_20_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'
import { CloseKey } from './close-key.tsx'
import { Key, type Keys } from './key.tsx'
import { enterIn, eraseIn, typeInto } from './type-into.ts'

/** For a code: what a telephone has. */
export function DigitKeys({ stop: wanted, field, close }: Keys) {
  const { say } = useWords()
  const stop = /^(digit-\d|erase|enter|close)$/.test(wanted) ? wanted : 'close'
  const into = (does: (field: HTMLInputElement) => void) => () => {
    const one = field()
    if (one) does(one)
  }
  const digit = (character: string) => (
    <Key key={character} at={`digit-${character}`} stop={stop} onPress={into((one) => typeInto(one, character))}>{character}</Key>
  )
  return (
    <div className="keys digits-only" dir="ltr">
      <div className="key-row">
        {Array.from('123', digit)}
        <Key at="erase" stop={stop} name={say('keyboard.erase')} onPress={into(eraseIn)}><Icon path={backspace} /></Key>
      </div>
      <div className="key-row">
        {Array.from('456', digit)}
        <Key at="enter" stop={stop} name={say('keyboard.enter')} lit leads onPress={into(enterIn)}><Icon path={enter} /></Key>
      </div>
      <div className="key-row">
        {Array.from('789', digit)}
        <CloseKey stop={stop} close={close} />
      </div>
      <div className="key-row">
        <span className="key nothing-here" />
        {digit('0')}
        <span className="key nothing-here" />
        <span className="key nothing-here" />
      </div>
    </div>
  )
}
