/**
 * Calls back once the next frame is painted: what is not needed for it does not take its time.
 * @returns how to stop it
 */
export function afterPaint(call: () => void): () => void {
  // The first callback runs before its frame is painted, the second when there is room for another.
  let frame = requestAnimationFrame(() => { frame = requestAnimationFrame(call) })
  return () => cancelAnimationFrame(frame)
}
