import type { ReactNode } from 'react'

/** The buttons of a screen, the one that Enter presses first. */
export const Actions = ({ children }: { children: ReactNode }) => <div className="actions">{children}</div>
