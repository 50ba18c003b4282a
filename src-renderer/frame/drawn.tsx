import { useLayoutEffect, useRef } from 'react'
import type { Drawing } from '../branding/dress.ts'

/** A picture of the company's. Beside it stands the company's name: to those who hear the screen it says nothing more. */
export function Drawn({ drawing, className, onLight }: { drawing: Drawing; className: string; onLight?: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => canvas.current?.getContext('2d')?.drawImage(drawing, 0, 0), [drawing])
  return <canvas ref={canvas} className={className} width={drawing.width} height={drawing.height} data-on-light={onLight || undefined} aria-hidden="true" />
}
