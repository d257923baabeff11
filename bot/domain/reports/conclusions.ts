/** What an officer may conclude from a look at a loan; only a person does. */
export const conclusions = ["normal", "attention", "risk"] as const;
