import backspace from '@fluentui/svg-icons/icons/backspace_20_regular.svg'
import enter from '@fluentui/svg-icons/icons/arrow_enter_left_20_regular.svg'
import shifted from '@fluentui/svg-icons/icons/keyboard_shift_20_filled.svg'
import locked from '@fluentui/svg-icons/icons/keyboard_shift_uppercase_20_filled.svg'
import shift from '@fluentui/svg-icons/icons/keyboard_shift_20_regular.svg'
import { type ReactNode, useState } from 'react'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'
import { CloseKey } from './close-key.tsx'
import { Key, type Keys } from './key.tsx'
import { keysOf, withMark, type Key as CharacterKey } from './keys.ts'
import { LayoutKey } from './layout-key.tsx'
import type { Layout } from './layouts.ts'
import { enterIn, eraseIn, typeInto } from './type-into.ts'

type Props = Keys & { layout: Layout; onLayout: (tag: string) => void }

const beside = /^(erase|enter|shift|close|layout|space)$/

const none = { altGr: false, mark: undefined }

/**
 * The keys of a layout. Of what was typed nothing is kept here: Shift, AltGr and an accent hold for the next key and are forgotten with
 * it. Shift pressed twice stays.
 */
export function CharacterKeys({ stop: wanted, field, close, layout, onLayout }: Props) {
  const { say } = useWords()
  const [shifts, setShifts] = useState<'off' | 'once' | 'stays'>('off')
  const [{ altGr, mark }, setHeld] = useState<{ altGr: boolean; mark: string | undefined }>(none)
  const rows = keysOf(layout, { shift: shifts !== 'off', altGr, mark })
  // A digit of the other keys, or what is on no key of this layout or with this Shift, is nowhere to stop.
  const isThere = beside.test(wanted) || (wanted === 'alt-gr' && layout.altGr) || rows.flat().some((key) => key?.at === wanted)
  const stop = isThere ? wanted : 'close'

  const into = (does: (field: HTMLInputElement) => void) => {
    const one = field()
    if (one) does(one)
    release()
  }
  const release = () => {
    setHeld(none)
    if (shifts === 'once') setShifts('off')
  }
  const press = ({ types, mark: next }: CharacterKey) => {
    if (next === undefined) into((one) => typeInto(one, types))
    else {
      release()
      setHeld({ altGr: false, mark: next })
    }
  }
  const characters = (row: number): ReactNode => rows[row]?.map((key, place) => (key
    ? <Key key={key.at} at={key.at} stop={stop} held={key.mark !== undefined && key.mark === mark ? true : undefined} onPress={() => press(key)}>{key.shows}</Key>
    : <span key={`${row}-${place}`} className="key nothing-here" />))

  return (
    <div className="keys" dir="ltr">
      <div className="key-row">
        {characters(0)}
        <Key at="erase" stop={stop} wide="two" name={say('keyboard.erase')} onPress={() => into(eraseIn)}><Icon path={backspace} /></Key>
      </div>
      <div className="key-row indented">{characters(1)}</div>
      <div className="key-row">
        {characters(2)}
        <Key at="enter" stop={stop} wide="two" name={say('keyboard.enter')} lit leads onPress={() => into(enterIn)}><Icon path={enter} /></Key>
      </div>
      <div className="key-row">
        <Key
          at="shift" stop={stop} wide="one-and-a-half" name={say(shifts === 'stays' ? 'keyboard.shift-stays' : 'keyboard.shift')} held={shifts !== 'off'}
          onPress={() => setShifts(shifts === 'off' ? 'once' : shifts === 'once' ? 'stays' : 'off')}
        >
          <Icon path={shifts === 'off' ? shift : shifts === 'once' ? shifted : locked} />
        </Key>
        {characters(3)}
      </div>
      <div className="key-row">
        <CloseKey stop={stop} close={close} />
        <LayoutKey stop={stop} layout={layout} onLayout={onLayout} />
        <Key at="space" stop={stop} wide="space" name={say('keyboard.space')} onPress={() => into((one) => typeInto(one, mark === undefined ? ' ' : withMark(' ', mark)))}>{''}</Key>
        {layout.altGr && <Key at="alt-gr" stop={stop} wide="one-and-a-half" held={altGr} onPress={() => setHeld({ altGr: !altGr, mark })}>AltGr</Key>}
      </div>
    </div>
  )
}
