// What scripts/build.ts puts in. Types only: no value of this file exists.

/** True in the build for development and tests; in the packaged client what depends on it is not there at all. */
declare const DEVELOPMENT: boolean

declare module 'app-files' {
  /** Every file of the screens, by the path under which `app://gatehouse` serves it. */
  export const appFiles: Readonly<Record<string, { file: string; type: string }>>
}
