/** A refusal as it is said: what it means and what to do. */
export type Said = { readonly status: number; readonly title: string; readonly detail: string };

export const conflict = (title: string, detail: string): Said => ({ status: 409, title, detail });
