/** How people name a case on the phone and in an alert: the first eight digits of its id, in two groups. */
export const caseNumber = (escalation: string): string => `${escalation.slice(0, 4)}-${escalation.slice(4, 8)}`.toUpperCase();
