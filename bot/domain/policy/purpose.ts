/**
 * Why we write. collection: about money that is overdue (what channels and laws mean by debt collection).
 * offer: needs and tips; needs a consent of its own and never goes out while anything is overdue.
 */
export const purposes = ["welcome", "reminder", "collection", "receipt", "check_in", "answer", "notice", "identity", "offer", "officer"] as const;
export type Purpose = (typeof purposes)[number];
