import * as v from 'valibot'

const A_FOLDER = 'must be the name of a folder with files such as de.json'

/** Folder of a company's own words for mails and SMS, relative to the policy's. */
export const TextsFolder = v.pipe(v.string(A_FOLDER), v.trim(), v.minLength(1, `is empty; ${A_FOLDER}`))
