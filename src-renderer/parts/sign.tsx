import { Icon } from './icon.tsx'

/** The large round sign of a screen that only tells something. */
export const Sign = ({ path, mood, asks = false }: { path: string; mood: 'good' | 'plain' | 'bad'; /** As of an icon. */ asks?: boolean }) => (
  <div className={`sign ${mood}`}><Icon path={path} size={48} asks={asks} /></div>
)
