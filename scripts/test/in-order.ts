/** A place in the output for one of several that run at once. */
export type Place = { write: (text: string) => void; end: () => void }

/**
 * Lets several write at once without mixing their lines: the earliest that has not ended is seen live, the others' text
 * waits until it is their turn.
 * @returns what gives the next place
 */
export function inOrder(print: (text: string) => void): () => Place {
  const places: { waiting: string; ended: boolean }[] = []

  const catchUp = (): void => {
    for (let first = places[0]; first; first = places[0]) {
      print(first.waiting)
      first.waiting = ''
      if (!first.ended) return
      places.shift()
    }
  }

  return () => {
    const place = { waiting: '', ended: false }
    places.push(place)
    return {
      write(text) {
        place.waiting += text
        catchUp()
      },
      end() {
        place.ended = true
        catchUp()
      },
    }
  }
}
