// The first digit of each script whose keyboards our languages use: Latin, Arabic, Persian and Urdu, full-width Japanese.
const zeros = ['0', '٠', '۰', '０'].map((zero) => zero.codePointAt(0) ?? 0)

/**
 * The digits in a text, as 0 to 9: what is pasted from a message comes with spaces, hyphens or words around it.
 * @param longest further digits are left out
 */
export function digitsIn(text: string, longest: number): string {
  const digits = Array.from(text, (letter) => {
    const point = letter.codePointAt(0) ?? 0
    const zero = zeros.find((first) => point >= first && point <= first + 9)
    return zero === undefined ? '' : String(point - zero)
  })
  return digits.join('').slice(0, longest)
}
