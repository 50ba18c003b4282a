/**
 * What costs no try must not cost the record either: whoever answers without end, from a script, fills no table with it (S-18).
 * Nothing is compared there, so that nothing is lost with what is not written; somebody who is impatient comes to two or three.
 */

/** Answers that cost no try are recorded this often in one recovery, and the last of them says that no more will be. */
export const FREE_RECORDED = 10

/**
 * How many changes one recovery may begin, each with its intention and its outcome on the record. Only what the directory refuses, or
 * could not do, comes to a second one; whoever has no password that it takes after so many needs the helpdesk.
 */
export const INTENDED = 20
