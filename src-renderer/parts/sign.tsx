import { Icon } from './icon.tsx'

/** The large round sign of a screen that only tells something. */
export const Sign = ({ path, mood }: { path: string; mood: 'good' | 'plain' | 'bad' }) => (
  <div className={`sign ${mood}`}><Icon path={path} size={48} /></div>
)
