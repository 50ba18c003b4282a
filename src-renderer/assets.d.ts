/** The outline of an icon, as an SVG path (build/icons.ts). */
declare module '*.svg' {
  const path: string
  export default path
}

declare module '*.css' {}
