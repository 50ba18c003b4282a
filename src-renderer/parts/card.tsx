import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

type Props = {
  /** The group of cards of which one is picked. */
  group: string
  value: string
  icon: string
  /** As of an icon. */
  asks?: boolean
  name: ReactNode
  /** What picking it means; for one that cannot be picked, why not. */
  about?: ReactNode
  closed?: boolean
  picked: boolean
  onPick: () => void
}

/** One of a few ways to go on: a radio button that fills its card. */
export function Card({ group, value, icon, asks = false, name, about, closed = false, picked, onPick }: Props) {
  return (
    <label className="card" data-closed={closed || undefined}>
      <input
        type="radio"
        name={group}
        value={value}
        checked={picked}
        disabled={closed}
        data-first={picked || undefined}
        aria-describedby={about ? `${value}-about` : undefined}
        aria-labelledby={`${value}-name`}
        onChange={onPick}
      />
      <Icon path={icon} size={24} asks={asks} />
      <span className="card-name" id={`${value}-name`}>{name}</span>
      {about && <span className="card-about" id={`${value}-about`}>{about}</span>}
    </label>
  )
}
