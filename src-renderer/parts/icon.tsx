type Props = {
  path: string
  size?: 16 | 20 | 24 | 48
  /** It has a question mark in it, which Arabic writes the other way round. */
  asks?: boolean
}

/** A pictogram beside words that say the same: it is never the only thing that does. */
export function Icon({ path, size = 20, asks = false }: Props) {
  return (
    <svg className={asks ? 'icon asks' : 'icon'} width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true" focusable="false">
      <path d={path} fill="currentColor" />
    </svg>
  )
}
