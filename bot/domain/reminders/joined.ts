/** The templates of one text for several reminders: its frame, and the line of each. */
export const joinedTemplates = { frame: "reminder-several", line: "reminder-several-line" } as const;

/** A text of more lines is no longer read; what is left over goes by itself. */
export const mostJoined = 8;
