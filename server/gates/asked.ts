/** The questions that are put to a person, in their order. Fewer than the terms say: they have not registered enough answers. */
export type Asked = readonly { readonly id: string; readonly text: string }[]
