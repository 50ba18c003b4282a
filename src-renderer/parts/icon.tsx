/** A pictogram beside words that say the same: it is never the only thing that does. */
export function Icon({ path, size = 20, className }: { path: string; size?: 16 | 20 | 24 | 48; className?: string }) {
  return (
    <svg className={className ? `icon ${className}` : 'icon'} width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true" focusable="false">
      <path d={path} fill="currentColor" />
    </svg>
  )
}
